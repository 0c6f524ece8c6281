import {focused} from '../base/dom.js';
import {isOpen, rove} from './painting.js';
import {reveal, rowOf} from './scrolling.js';
import {selection} from './selection.js';
import {number} from './stretches.js';
import {geometry, rows} from './view.js';

/** Going through the list by keys: one stop for the Tab key, the arrows do the rest. */

export function focusRow(row) {
    if (!row) return;
    rove(row);
    row.focus({preventScroll: true});
    reveal(row);
}

/** The row that keys mean: the one with the focus, else the open one, else the list's stop, else the first. */
export function here() {
    const there = rows();
    return focused('.row') || there.find(isOpen) || there.find((row) => row.tabIndex === 0) || there[0] || null;
}

/**
 * @param {number} by how many rows
 * @param {boolean=} extend the selection on the way
 */
export async function step(by, extend = false) {
    const at = here();
    if (!at) return;
    const started = focused('.row') || isOpen(at);
    const to = Math.max(0, Math.min(geometry.total - 1, number(at) + (started ? by : 0)));
    const row = await rowOf(to);
    if (!row) return;
    if (extend) selection.set([at, row], true);
    focusRow(row);
}
