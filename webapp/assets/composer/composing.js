/** Where the composer's modules, which come later than the page's, leave the way to open a letter. */
export const composing = {
    /** @param {string} href of a form; empty for the one that the page has */
    write: (href) => void href,
};
