import {icon, make, one} from '../base/dom.js';
import {words} from '../base/words.js';
import {forgetRecent, recent, takeOut} from '../frame/history.js';
import {close, mark, marked, open, options} from './below.js';

/** The last searches below an empty box: each can be taken out, and all at once. */

function option(query) {
    const out = make('span', {'class': 'take-out', 'aria-hidden': 'true', 'title': words.recentout}, icon('x', 'small'));
    const link = make('a', {'role': 'option', 'class': 'found-recent', 'href': '/search?q=' + encodeURIComponent(query), 'data-query': query},
        icon('clock', 'small'), make('bdi', {class: 'grow ellipsis'}, query), out);
    link.setAttribute('aria-selected', 'false');
    return link;
}

/** @param {HTMLInputElement} box that is empty and has the focus */
export function offerRecent(box) {
    const queries = recent();
    if (!queries.length) {
        close(box);
        return;
    }
    const list = make('div', {'role': 'listbox', 'aria-label': words.recent, 'aria-describedby': 'recent-hint'}, ...queries.map(option));
    const foot = make('div', {class: 'line found-foot'}, make('span', {class: 'grow small-text muted', id: 'recent-hint'}, words.recenthint),
        make('button', {'class': 'button quiet small', 'type': 'button', 'data-forget': ''}, words.recentclear));
    open(box, make('div', {class: 'find-list'}, list, foot));
}

/** Draws what is left, with the mark where it was. */
function without(box, link) {
    const at = options(box).indexOf(link);
    const held = link === marked(box);
    box.focus();   // what goes with the focus in it would be taken for leaving
    takeOut(link.dataset.query);
    offerRecent(box);
    const left = options(box);
    if (held && left.length) mark(box, left[Math.min(at, left.length - 1)]);
}

export function startRecent(box) {
    box.form.addEventListener('click', (event) => {
        const link = event.target.closest('[data-query]');
        if (event.target.closest('[data-forget]')) {
            forgetRecent();
            box.focus();
            close(box);
        } else if (link && event.target.closest('.take-out')) {
            event.preventDefault();
            without(box, link);
        }
    });
    box.form.addEventListener('keydown', (event) => {
        const link = marked(box);
        if (event.key !== 'Delete' || !link || !('query' in link.dataset)) return;
        event.preventDefault();
        without(box, link);
    });
    for (const when of ['focus', 'click']) {
        box.addEventListener(when, () => {
            if (!box.value.trim() && !one('.find-list', box.form)) offerRecent(box);
        });
    }
}
