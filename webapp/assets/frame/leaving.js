/** Where letters that are being written are kept in this browser, each under its own key. */
export const LETTERS = 'barua-letter-';
/** Where it is kept what somebody looked for lately. */
export const SEARCHES = 'barua-searches-';
/** Where the tab keeps what can be taken back. */
export const STEPS = 'barua-steps-';

/** Who signs out leaves nothing of a letter, and nothing that was looked for, on a computer that others may use. */
export function forgetLetters() {
    try {
        Object.keys(localStorage).filter((key) => key.startsWith(LETTERS) || key.startsWith(SEARCHES)).forEach((key) => localStorage.removeItem(key));
        Object.keys(sessionStorage).filter((key) => key.startsWith(STEPS)).forEach((key) => sessionStorage.removeItem(key));
    } catch (closed) {
        // A browser that keeps nothing has nothing to forget.
    }
}
