import {all, one} from '../base/dom.js';

/** The list below a search box: one at a time, left by Escape or by going elsewhere, walked through by the arrows. */
export const listBelow = (box) => one('.find-list', box.form);

export function close(box) {
    const open = listBelow(box);
    if (open) open.remove();
}

/**
 * @param {!HTMLInputElement} box
 * @param {!HTMLElement} list in the place of what was there
 */
export function open(box, list) {
    close(box);
    box.form.append(list);
}

export const stops = (box) => all('.find-list :is(a, button)', box.form);

function pressed(event) {
    const box = one('input', event.currentTarget);
    const there = stops(box);
    const at = there.indexOf(document.activeElement);
    if (event.key === 'Escape') {
        if (listBelow(box)) event.preventDefault();
        box.focus();
        close(box);
    } else if (there.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
        if (next < 0) box.focus();
        else there[Math.min(next, there.length - 1)].focus();
    }
}

export function startBelow(box) {
    box.form.addEventListener('keydown', pressed);
    box.form.addEventListener('focusout', (event) => {
        if (!box.form.contains(event.relatedTarget)) close(box);
    });
}
