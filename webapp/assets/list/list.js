import {focused, one} from '../base/dom.js';
import {bind} from '../frame/keys.js';
import {toResults} from '../reader/marks.js';
import {act, target} from './acts.js';
import {selectScreen, selectTo, startBulk} from './bulk.js';
import {askWhere, startMove} from './move.js';
import {startNews} from './news.js';
import {closeLetter, openRow, startOpening} from './opening.js';
import {paintAll, rove} from './painting.js';
import {pageRows, startScrolling} from './scrolling.js';
import {selection} from './selection.js';
import {here, step} from './stepping.js';
import {shown} from './state.js';
import {geometry, startView} from './view.js';

const ACTS = {'e': 'archive', '#, Delete': 'delete', 's': 'toggleflag', 'I': 'read', 'U': 'unread'};

const inList = () => Boolean(focused('#list'));
const ofReader = () => !inList() && Boolean(shown.current) && !selection.size;

function clicked(event) {
    const row = event.target.closest('.row');
    if (!row) return;
    if (event.target.matches('input')) {
        if (event.shiftKey && selection.size) selectTo(row);
        else selection.set([row], event.target.checked);
        rove(row);
        return;
    }
    const box = event.target.closest('[role=gridcell]') === row.firstElementChild;
    if (!box && (event.ctrlKey || event.metaKey)) {
        if (!event.target.closest('a')) selection.toggle(row);
        return;
    }
    event.preventDefault();
    if (box) {
        selection.toggle(row);
        return;
    }
    rove(row);
    openRow(row);
}

/** The buttons of the bars are those of forms, which work without script too. */
function submitted(event) {
    const button = event.submitter;
    const form = event.target;
    if (!button || button.name !== 'verb' || !(form.id === 'list-form' || form.closest('[data-conversation]'))) return;
    event.preventDefault();
    act(button.value, target(form.id !== 'list-form'));
}

function pressed(event) {
    const button = event.target.closest('[data-move], [data-back], [data-empty]');
    if (!button) return;
    if ('move' in button.dataset) askWhere(target(Boolean(button.closest('[data-conversation]'))));
    else if ('empty' in button.dataset) act('empty', {all: true, uids: '', rows: []});
    else {
        event.preventDefault();
        closeLetter();
    }
}

function bindKeys() {
    bind('j', () => void step(1));
    bind('k', () => void step(-1));
    bind('ArrowDown', (event) => inList() && void step(1, event.shiftKey));
    bind('ArrowUp', (event) => inList() && void step(-1, event.shiftKey));
    bind('PageDown', () => inList() && void step(pageRows()));
    bind('PageUp', () => inList() && void step(-pageRows()));
    bind('Home', () => inList() && void step(-geometry.total));
    bind('End', () => inList() && void step(geometry.total));
    bind('o', () => here() ? openRow(here(), true) : false);
    bind('Enter', (event) => inList() && !event.target.matches('button') && here() ? openRow(here(), true) : false);
    bind('u', () => toResults() || closeLetter());
    bind('x', () => here() ? selection.toggle(here()) : false);
    bind('Space', (event) => inList() && !event.target.matches('input') && here() ? selection.toggle(here()) : false);
    bind('Escape', () => selection.size ? selection.clear() : false);
    bind('* a', () => selectScreen());
    bind('* n', () => selection.clear());
    bind('v', () => askWhere(target(ofReader())));
    bind('!', () => void act(shown.path === 'spam' ? 'notspam' : 'spam', target(ofReader())));
    for (const [keys, verb] of Object.entries(ACTS)) bind(keys, () => void act(verb, target(ofReader())));
}

/** The message list of this page, where it has one. */
export function startList() {
    const main = one('#main');
    if (!one('#list')) return;
    Object.assign(shown, {path: main.dataset.path, label: main.dataset.label, show: main.dataset.show});
    startView();
    startBulk();
    startMove();
    startOpening();
    paintAll();
    startScrolling();
    startNews();
    bindKeys();
    one('#list').addEventListener('click', clicked);
    document.addEventListener('submit', submitted);
    document.addEventListener('click', pressed);
}
