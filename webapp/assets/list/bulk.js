import {all, one} from '../base/dom.js';
import {fill, words} from '../base/words.js';
import {say} from '../frame/speech.js';
import {paintAll} from './painting.js';
import {selection} from './selection.js';
import {shown} from './state.js';
import {BLOCK} from './stretches.js';
import {geometry, rows} from './view.js';

/** Where nothing is read the pane says how much is selected, instead of asking to choose. @param {string} said empty where nothing is */
function tellPane(said) {
    const place = one('#pane-read .empty p');
    if (!place || !(said || place.dataset.selected)) return;
    place.textContent = said || words.choose;
    place.dataset.selected = said;
}

/** The bar over the list while something is selected. */
function draw() {
    const count = selection.everything ? geometry.total : selection.size;
    const some = count > 0;
    one('#list-head').hidden = some;
    all('#bulk-head, #bulk-bar').forEach((bar) => {
        bar.hidden = !some;
    });
    one('#bulk-all').hidden = !some || selection.everything || count >= geometry.total;
    one('#all').checked = false;
    one('#none').checked = true;
    const said = some ? fill(words.selected, {n: count}) : '';
    tellPane(said);
    if (some) {
        one('#bulk-count').textContent = said;
        one('#bulk-some').textContent = fill(words.some, {n: count, total: geometry.total.toLocaleString('en')});
        one('[data-everything]').textContent = fill(words.everything, {n: geometry.total.toLocaleString('en'), folder: shown.label});
        say(said);
    }
    paintAll();
}

export const selectScreen = () => selection.set(rows().slice(0, BLOCK), true);

/** From the first selected row to this one. */
export function selectTo(row) {
    const there = rows();
    const to = there.indexOf(row);
    const from = there.findIndex((other) => selection.has(other));
    selection.set(there.slice(Math.min(from, to), Math.max(from, to) + 1), true);
}

/** Verbs that mean nothing in a folder. */
const USELESS = {drafts: ['archive', 'notspam'], spam: ['spam']};

function place() {
    const bars = one('#bulk').content.cloneNode(true);
    for (const verb of USELESS[shown.path] || ['notspam']) one('[value=' + verb + ']', bars).remove();
    one('#list-head').after(bars);
}

export function startBulk() {
    place();
    selection.changed = draw;
    one('#all').addEventListener('click', selectScreen);
    all('#none, [data-none]').forEach((button) => button.addEventListener('click', () => selection.clear()));
    one('[data-everything]').addEventListener('click', () => selection.all());
}
