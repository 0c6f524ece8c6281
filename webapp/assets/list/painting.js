import {icon, make, one} from '../base/dom.js';
import {words} from '../base/words.js';
import {selection, uidsOf} from './selection.js';
import {shown} from './state.js';
import {rows} from './view.js';

/** How a row is drawn: selected, open, unread, flagged. Only here a row's look is changed. */

/** Makes this row the one stop of the list for the Tab key. */
export function rove(row) {
    rows().forEach((other) => {
        other.tabIndex = other === row ? 0 : -1;
    });
}

export const isOpen = (row) => Boolean(shown.current) && uidsOf(row).split(',').includes(shown.current);

function paint(row) {
    const selected = selection.has(row);
    const open = isOpen(row);
    one('input', row).checked = selected;
    row.setAttribute('aria-selected', String(selected || (open && !selection.size)));
    row.classList.toggle('current', open);
}

export function paintAll() {
    const there = rows();
    there.forEach(paint);
    const open = there.find(isOpen);
    if (open) rove(open);
    else if (there.length && !there.some((row) => row.tabIndex === 0)) there[0].tabIndex = 0;
}

/** What only a screen reader says before the names of an unread row. */
function speakUnread(row, unread) {
    const said = one('.unread-word', row);
    if (said) said.remove();
    if (unread) one('.row-names', row).prepend(make('span', {class: 'spoken unread-word'}, words.unreadspoken + ' '));
}

export function drawUnread(row, unread) {
    row.classList.toggle('unread', unread);
    speakUnread(row, unread);
}

export function drawFlag(row, flagged) {
    const time = one('.row-time', row);
    const old = one('.flag-mark', time);
    row.dataset.flagged = String(flagged);
    if (old) old.remove();
    if (flagged) time.insertBefore(make('span', {class: 'flag-mark'}, icon('flag', 'small filled')), time.lastChild);
}
