/** Whether the server can be reached, as far as the page's requests tell: every one that is answered says yes, every one that is lost says no. */
const LOOK_AGAIN = 5000;

/** @type {!Array<function(boolean)>} */
const watchers = [];
let away = false;
let timer = 0;

/** Calls back with true when the line is lost and with false when it is back. @param {function(boolean)} action */
export const onLine = (action) => void watchers.push(action);

export const isAway = () => away;

function change(to) {
    clearTimeout(timer);
    if (to) timer = setTimeout(look, LOOK_AGAIN);
    if (to === away) return;
    away = to;
    watchers.forEach((action) => action(away));
}

/** Some answer came, whatever it says. */
export const answered = () => change(false);

export const lost = () => change(true);

/** Looks whether the server answers again: by what is small and changes nothing. */
export async function look() {
    try {
        await fetch('/token', {credentials: 'same-origin', headers: {'X-Fragment': '1'}});
        answered();
    } catch (still) {
        lost();
    }
}
