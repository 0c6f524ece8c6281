/** What one page has done, for the next one to say: a word with its way back. It is said once. */
const PLACE = 'barua-told';

/** @typedef {{text: string, id: string}} */
export let Told;

/** @param {!Told} told without an id where it cannot be taken back */
export function leaveTold(told) {
    try {
        window.sessionStorage.setItem(PLACE, JSON.stringify(told));
    } catch (closed) {
        // Then the next page says nothing.
    }
}

/** @return {?Told} */
export function takeTold() {
    try {
        const told = JSON.parse(window.sessionStorage.getItem(PLACE) || 'null');
        window.sessionStorage.removeItem(PLACE);
        return told && typeof told.text === 'string' ? told : null;
    } catch (unreadable) {
        return null;
    }
}
