import {after, all, make, one} from '../base/dom.js';
import {remember} from '../frame/history.js';
import {say} from '../frame/speech.js';
import {offer} from '../frame/takingback.js';
import {toast} from '../frame/toast.js';
import {takeTold} from '../frame/told.js';
import {close, open, startBelow} from './below.js';
import {startDoing} from './doing.js';
import {startListing} from './listing.js';
import {offerRecent, startRecent} from './recent.js';
import {ask, overtake, show} from './showing.js';

/** How long nothing is typed before it is looked for. */
const PAUSE = 150;
const FEWEST = 2;

const query = (box) => '/search?q=' + encodeURIComponent(box.value.trim());

/** On the page of results these change while one types. */
async function refresh(box) {
    const address = query(box);
    if (!await show(address)) return;
    history.replaceState(null, '', address);
    document.title = box.ariaLabel + ': ' + box.value.trim() + ' · Barua';
    say(one('#search-status').textContent.trim());
}

/** On other pages the first few stand below the box. */
async function suggest(box) {
    if (box.value.trim().length < FEWEST) {
        overtake();
        if (box.value.trim()) close(box);
        return;
    }
    const html = await ask(query(box) + '&few=yes');
    if (html === null || document.activeElement !== box) return;
    const list = make('div', {class: 'find-list'});
    list.innerHTML = html;
    open(box, list);
    const whole = one('.found-all', list);
    if (whole) say(whole.textContent.trim());
}

function start(box) {
    const results = one('#results');
    const later = after(PAUSE, () => results ? refresh(box) : suggest(box));
    startBelow(box);
    startRecent(box);
    box.addEventListener('input', () => {
        if (!box.value.trim()) offerRecent(box);
        else if (one('.found-recent', box.form)) close(box);
        later();
    });
    box.form.addEventListener('click', (event) => {
        if (event.target.closest('.find-list a:not([data-query])')) remember(box.value);
    });
    if (results && !box.value && box.checkVisibility()) box.focus();
    if (document.activeElement !== box) return;
    if (!box.value.trim()) offerRecent(box);
    else if (!results) suggest(box);
}

/** Somebody who opens a result meant what was typed. */
function startResults() {
    one('#results').addEventListener('click', (event) => {
        if (event.target.closest('#found-rows a')) remember(one('#found-form [name=q]').value);
    });
    startListing();
    startDoing();
    const told = takeTold();
    if (told) toast(told.text, told.id ? offer({kind: 'act', id: told.id}) : {});
}

all('.find input').forEach(start);
if (one('#results')) startResults();
