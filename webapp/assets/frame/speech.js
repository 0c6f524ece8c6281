import {one} from '../base/dom.js';

const PAUSE = 2000;

let next = null;
let speaking = false;

function speak() {
    if (next === null) {
        speaking = false;
        return;
    }
    one('#status').textContent = next;
    next = null;
    speaking = true;
    setTimeout(speak, PAUSE);
}

/** Tells a screen reader: at most one phrase in two seconds, so that it can be followed; what is urgent at once. */
export function say(text, urgent = false) {
    const place = one(urgent ? '#alert' : '#status');
    if (!place) return;
    if (urgent) {
        place.textContent = text;
        return;
    }
    next = text;
    if (!speaking) speak();
}
