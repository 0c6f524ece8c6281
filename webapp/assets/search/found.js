import {all, focused, one} from '../base/dom.js';
import {selection} from '../list/selection.js';

/** The rows of results that are in the page. Where each lies stands in its data-uid, as inbox/12. */
export const rows = () => all('#found-rows .row');

export const form = () => one('#found-form');

export const inRows = () => Boolean(focused('#found-rows'));

/** Makes this row the one stop of the list for the Tab key. */
export function rove(row) {
    rows().forEach((other) => {
        other.tabIndex = other === row ? 0 : -1;
    });
}

export function focusRow(row) {
    if (!row) return;
    rove(row);
    row.focus();
}

/** The row that keys mean: the one with the focus, else the list's stop. */
export const here = () => focused('#found-rows .row') || rows().find((row) => row.tabIndex === 0) || null;

/**
 * @param {number} by how many rows
 * @param {boolean=} extend the selection on the way
 */
export function step(by, extend = false) {
    const there = rows();
    const at = here();
    if (!at) return;
    const to = there[Math.max(0, Math.min(there.length - 1, there.indexOf(at) + (inRows() ? by : 0)))];
    if (extend) selection.set([at, to], true);
    focusRow(to);
}

/** From the first selected row to this one. */
export function selectTo(row) {
    const there = rows();
    const to = there.indexOf(row);
    const from = there.findIndex((other) => selection.has(other));
    selection.set(there.slice(Math.min(from, to), Math.max(from, to) + 1), true);
}

export function paint() {
    for (const row of rows()) {
        const selected = selection.has(row);
        one('input', row).checked = selected;
        row.setAttribute('aria-selected', String(selected));
    }
}

/** What stands in rows is reached through them: one stop for the Tab key. */
export function startRows() {
    for (const row of rows()) all('input, a', row).forEach((inner) => inner.setAttribute('tabindex', '-1'));
    rove(rows()[0]);
}
