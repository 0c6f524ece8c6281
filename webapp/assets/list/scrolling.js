import {element, make, one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {fill, words} from '../base/words.js';
import {headUnread} from './counts.js';
import {HEADING} from './geometry.js';
import {paintAll} from './painting.js';
import {rowsAddress, shown} from './state.js';
import {BLOCK, number} from './stretches.js';
import {geometry, view} from './view.js';

/** Above this many stretches a second only the date is shown. */
const FAST = 3;
const REST = 120;

let asking = null;
let hint = null;

const first = () => geometry.rowAt(view.list.scrollTop);
const last = () => geometry.rowAt(view.list.scrollTop + view.list.clientHeight);

/** Takes a stretch in as the server says the folder is now. */
function take(block) {
    const focusedRow = document.activeElement && document.activeElement.closest('.row');
    const focusedUid = focusedRow ? focusedRow.dataset.uid : '';
    geometry.read(Number(block.dataset.total), block.dataset.groups);
    view.stretches.place(block);
    view.list.setAttribute('aria-rowcount', String(geometry.total));
    shown.modseq = Math.max(shown.modseq, Number(block.dataset.modseq) || 0);
    paintAll();
    emptied();
    headUnread(Number(block.dataset.unread));
    const again = focusedUid && one('.row[data-uid="' + focusedUid + '"]', block);
    if (again) again.focus({preventScroll: true});
}

/** The word that a list has where it has no rows. */
export function emptied() {
    const empty = one('#empty');
    if (empty) empty.hidden = geometry.total > 0;
}

async function load(wanted) {
    view.list.setAttribute('aria-busy', 'true');
    try {
        return element(await piece(rowsAddress(wanted)));
    } finally {
        view.list.removeAttribute('aria-busy');
    }
}

/** Asks for what is in sight and not there, one stretch after the other. */
export async function fillSight() {
    if (asking) return asking;
    asking = (async () => {
        try {
            for (let gap = view.stretches.gap(first(), last()); gap; gap = view.stretches.gap(first(), last())) {
                const before = Number(view.stretches.blocks().length && view.stretches.blocks()[0].dataset.version);
                const block = await load(gap);
                const changed = before && before !== Number(block.dataset.version) && Number(block.dataset.modseq || 0) !== shown.modseq;
                take(block);
                if (changed || !block.querySelector('.row')) break;
            }
            view.stretches.forget(first(), last());
        } catch (unreachable) {
            // The list stays as it is; the next scrolling or news asks again.
        } finally {
            asking = null;
        }
    })();
    return asking;
}

/** The stretch around what is in sight. @return {{from: number, count: number}} */
export function around() {
    const from = Math.max(0, first() - 5);
    return {from, count: Math.min(2 * BLOCK, Math.max(BLOCK, last() - from + 10))};
}

/**
 * Everything in sight once more, in one request and without moving anything.
 * @param {string=} rows what the server said of it already
 */
export async function renew(rows = '') {
    shown.fresh = 0;
    one('#newer').hidden = true;
    if (asking) await asking;
    try {
        const block = rows ? element(rows) : await load(around());
        view.stretches.blocks().forEach((old) => {
            if (!old.contains(document.activeElement)) old.remove();
        });
        take(block);
        view.stretches.blocks().forEach((old) => {
            if (old !== block) old.remove();
        });
        view.stretches.layout();
    } catch (unreachable) {
        return;
    }
    await fillSight();
}

/** Scrolls as little as needed to have the row in sight. */
export function reveal(row) {
    const y = geometry.top(number(row));
    const height = geometry.rowHeight + HEADING;
    if (y < view.list.scrollTop) view.list.scrollTop = Math.max(0, y - HEADING);
    else if (y + height > view.list.scrollTop + view.list.clientHeight) view.list.scrollTop = y + height - view.list.clientHeight;
}

/** The row of that number, asked for where it is not there. */
export async function rowOf(index) {
    const there = view.stretches.row(index);
    if (there) return there;
    view.list.scrollTop = geometry.top(index) - view.list.clientHeight / 2;
    await fillSight();
    return view.stretches.row(index);
}

function tellDate(row) {
    if (!hint) {
        hint = make('div', {id: 'when', class: 'chip active', 'aria-hidden': 'true'});
        one('#pane-list').append(hint);
    }
    hint.textContent = geometry.label(row);
    hint.hidden = !hint.textContent;
}

function watchScrolling(list) {
    let settled = 0;
    let before = 0;
    let at = 0;
    list.addEventListener('scroll', () => {
        const now = Date.now();
        const speed = Math.abs(list.scrollTop - before) / Math.max(1, now - at) * 1000 / (BLOCK * geometry.rowHeight);
        before = list.scrollTop;
        at = now;
        clearTimeout(settled);
        if (speed > FAST) {
            tellDate(first());
        } else {
            if (hint) hint.hidden = true;
            fillSight();
        }
        settled = setTimeout(() => {
            if (hint) hint.hidden = true;
            fillSight();
        }, REST);
        if (!list.scrollTop && shown.fresh) renew();
    }, {passive: true});
}

/** Says how much came above, where the list is not at its top. */
export function tellFresh() {
    const chip = one('#newer');
    chip.textContent = fill(words.fresh, {n: shown.fresh});
    chip.hidden = false;
}

export const scrolledDown = () => view.list.scrollTop > geometry.rowHeight;

/** How many rows a page up or down is. */
export const pageRows = () => Math.max(1, Math.floor(view.list.clientHeight / geometry.rowHeight) - 1);

export function startScrolling() {
    const {list, stretches} = view;
    const block = stretches.blocks()[0];
    shown.modseq = Number(block.dataset.modseq) || 0;
    if (Number(block.dataset.from)) list.scrollTop = geometry.top(Number(block.dataset.from));
    watchScrolling(list);
    one('#newer').addEventListener('click', () => {
        list.scrollTop = 0;
        renew();
    });
    addEventListener('resize', () => {
        stretches.layout();
        fillSight();
    });
    fillSight();
}
