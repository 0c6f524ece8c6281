import {all, one} from '../base/dom.js';
import {fill, words} from '../base/words.js';
import {say} from '../frame/speech.js';
import {selection} from '../list/selection.js';
import {form, paint, rows} from './found.js';

/** The bar over the results while some are selected: on this page, or all that were found. */
const total = () => Number(form().dataset.total);

/** So many are acted on at once. */
const most = () => Number(form().dataset.most);

function draw() {
    if (!form()) return;
    const count = selection.everything ? most() : selection.size;
    const some = count > 0;
    one('#list-head').hidden = some;
    all('#bulk-head, #bulk-bar').forEach((bar) => {
        bar.hidden = !some;
    });
    one('#bulk-all').hidden = !some || selection.everything || count >= total();
    one('#all').checked = false;
    one('#none').checked = true;
    if (some) {
        const said = fill(words.resultsselected, {n: count});
        one('#bulk-count').textContent = said;
        one('#bulk-some').textContent = said;
        one('[data-everything]').textContent = total() > most() ? fill(words.resultsmost, {n: most().toLocaleString('en')})
            : fill(words.resultsall, {n: total()});
        say(said);
    }
    paint();
}

export const selectPage = () => selection.set(rows(), true);

/** The bars of the mail list, without what would mean nothing here. */
export function placeBars() {
    const bars = one('#bulk').content.cloneNode(true);
    const spam = rows().filter((row) => row.dataset.uid.startsWith('spam/')).length;
    if (!spam) one('[value=notspam]', bars).remove();
    else if (spam === rows().length) one('[value=spam]', bars).remove();
    one('#bulk-some', bars).classList.add('spoken');
    one('#list-head').after(bars);
    one('#all').addEventListener('click', selectPage);
    all('#none, [data-none]').forEach((button) => button.addEventListener('click', () => selection.clear()));
    one('[data-everything]').addEventListener('click', () => selection.all());
}

export function startChoosing() {
    selection.changed = draw;
}
