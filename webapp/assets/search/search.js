import {after, make, one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {say} from '../frame/speech.js';

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

const list = (box) => one('.find-list', box.form);

function close(box) {
    const open = list(box);
    if (open) open.remove();
}

/** On other pages the first few stand below the box. */
async function suggest(box) {
    if (box.value.trim().length < FEWEST) {
        latest++;
        close(box);
        return;
    }
    const html = await ask(query(box) + '&few=yes');
    if (html === null || document.activeElement !== box) return;
    close(box);
    const open = make('div', {class: 'find-list'});
    open.innerHTML = html;
    box.form.append(open);
    const all = one('.found-all', open);
    if (all) say(all.textContent.trim());
}

/** Arrows walk through the list; Escape leaves it. */
function pressed(event) {
    const box = one('input', event.currentTarget);
    const links = [...event.currentTarget.querySelectorAll('.find-list a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'Escape') {
        if (list(box)) event.preventDefault();
        close(box);
        box.focus();
    } else if (links.length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        const next = event.key === 'ArrowDown' ? at + 1 : at - 1;
        if (next < 0) box.focus();
        else links[Math.min(next, links.length - 1)].focus();
    }
}

function start(box) {
    const results = one('#results');
    box.addEventListener('input', after(PAUSE, () => results ? refresh(results, box) : suggest(box)));
    box.form.addEventListener('keydown', pressed);
    box.form.addEventListener('focusout', (event) => {
        if (!box.form.contains(event.relatedTarget)) close(box);
    });
    if (document.activeElement === box && box.value && !results) suggest(box);
}

document.querySelectorAll('.find input').forEach(start);
