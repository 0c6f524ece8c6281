import {after, make, one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {say} from '../frame/speech.js';
import {close, open, startBelow} from './below.js';
import {remember} from './history.js';
import {offerRecent, startRecent} from './recent.js';

/** How long nothing is typed before it is looked for. */
const PAUSE = 150;
const FEWEST = 2;

let latest = 0;

/** The newest answer counts: one that was overtaken is dropped. */
async function ask(address) {
    const mine = ++latest;
    try {
        const html = await piece(address, {tries: 1});
        return mine === latest ? html : null;
    } catch (refused) {
        return null;
    }
}

const query = (box) => '/search?q=' + encodeURIComponent(box.value.trim());

/** On the page of results these change while one types. */
async function refresh(results, box) {
    const html = await ask(query(box));
    if (html === null) return;
    results.innerHTML = html;
    history.replaceState(null, '', query(box));
    say(one('#search-status').textContent.trim());
}

/** On other pages the first few stand below the box. */
async function suggest(box) {
    if (box.value.trim().length < FEWEST) {
        latest++;
        if (box.value.trim()) close(box);
        return;
    }
    const html = await ask(query(box) + '&few=yes');
    if (html === null || document.activeElement !== box) return;
    const list = make('div', {class: 'find-list'});
    list.innerHTML = html;
    open(box, list);
    const all = one('.found-all', list);
    if (all) say(all.textContent.trim());
}

function start(box) {
    const results = one('#results');
    const later = after(PAUSE, () => results ? refresh(results, box) : suggest(box));
    startBelow(box);
    startRecent(box);
    box.addEventListener('input', () => {
        if (!box.value.trim()) offerRecent(box);
        else if (one('.found-recent', box.form)) close(box);
        later();
    });
    box.form.addEventListener('submit', () => remember(box.value));
    box.form.addEventListener('click', (event) => {
        if (event.target.closest('.find-list a:not([data-query])')) remember(box.value);
    });
    if (document.activeElement !== box) return;
    if (!box.value.trim()) offerRecent(box);
    else if (!results) suggest(box);
}

document.querySelectorAll('.find input').forEach(start);
