/** Where letters that are being written are kept in this browser, each under its own key. */
export const LETTERS = 'barua-letter-';

/** Who signs out leaves nothing of a letter on a computer that others may use. */
export function forgetLetters() {
    try {
        Object.keys(localStorage).filter((key) => key.startsWith(LETTERS)).forEach((key) => localStorage.removeItem(key));
    } catch (closed) {
        // A browser that keeps nothing has nothing to forget.
    }
}
