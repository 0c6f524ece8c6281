import {all, make, one} from '../base/dom.js';
import {show} from '../frame/dialog.js';
import {act} from './acts.js';
import {shown} from './state.js';

/** Move: type to filter, Enter takes the first. Drafts and Sent, where letters of others do not belong, stand last. */
const LAST = ['sent', 'drafts'];

/** What is done with the folder that is chosen. @type {?function(string)} */
let then = null;

const options = () => all('#move-list [role=option]').filter((option) => !option.hidden);

function mark(marked) {
    all('#move-list [role=option]').forEach((option) => option.setAttribute('aria-selected', String(option === marked)));
    if (marked) {
        one('#move-find').setAttribute('aria-activedescendant', marked.id);
        marked.scrollIntoView({block: 'nearest'});
    }
}

function filter() {
    const typed = one('#move-find').value.trim().toLowerCase();
    all('#move-list [role=option]').forEach((option) => {
        option.hidden = option.dataset.to === shown.path || !option.textContent.toLowerCase().includes(typed);
    });
    mark(options()[0]);
}

function choose(option) {
    one('#move').close();
    then(option.dataset.to);
}

/** A folder of the list beside, as something to choose. */
function choice(link, i) {
    const label = [...link.childNodes].filter((node) => !(node.matches && node.matches('svg, .nav-count'))).map((node) => node.textContent).join('').trim();
    const attributes = {'type': 'button', 'role': 'option', 'data-to': link.dataset.folder, 'id': 'move-' + i};
    return make('button', attributes, one('svg', link).cloneNode(true), make('span', {}, label));
}

function draw() {
    const links = all('#folders a[data-folder]');
    const last = (link) => LAST.includes(link.dataset.folder);
    one('#move-list').replaceChildren(...[...links.filter((link) => !last(link)), ...links.filter(last)].map(choice));
}

/**
 * @param {?{uids: string}} what
 * @param {function(string)=} chosen what is done with a folder's path; else what is meant is moved there
 */
export function askWhere(what, chosen = (to) => act('move', what, to)) {
    if (!what) return;
    then = chosen;
    draw();
    one('#move-find').value = '';
    filter();
    show('move');
    one('#move-find').focus();
}

function key(event) {
    const shownOptions = options();
    const at = shownOptions.findIndex((option) => option.getAttribute('aria-selected') === 'true');
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        mark(shownOptions[(at + step + shownOptions.length) % shownOptions.length]);
    } else if (event.key === 'Enter') {
        event.preventDefault();
        if (shownOptions[at]) choose(shownOptions[at]);
    }
}

export function startMove() {
    const list = one('#move-list');
    one('#move-find').addEventListener('input', filter);
    one('#move-find').addEventListener('keydown', key);
    list.addEventListener('click', (event) => {
        const option = event.target.closest('[data-to]');
        if (option) choose(option);
    });
}
