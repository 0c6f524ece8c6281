import {one} from '../base/dom.js';
import {bind} from '../frame/keys.js';
import {askWhere, startMove} from '../list/move.js';
import {selection} from '../list/selection.js';
import {placeBars, selectPage, startChoosing} from './choosing.js';
import {act, meant, toggleFlag} from './doing.js';
import {form, here, inRows, rove, rows, selectTo, startRows, step} from './found.js';
import {onShown} from './showing.js';

/** The list of results: the same buttons, clicks and keys as in the list of a folder. */
const ACTS = {'e': 'archive', '#, Delete': 'delete', 'I': 'read', 'U': 'unread'};

const open = (row) => one('a', row).click();

function clicked(event) {
    const row = event.target.closest('#found-rows .row');
    if (!row) return;
    const box = event.target.closest('[role=gridcell]') === row.firstElementChild;
    if (event.target.matches('input')) {
        if (event.shiftKey && selection.size) selectTo(row);
        else selection.set([row], event.target.checked);
        rove(row);
    } else if (box || (!event.target.closest('a') && (event.ctrlKey || event.metaKey))) {
        selection.toggle(row);
    } else if (!event.target.closest('a')) {
        open(row);
    }
}

function submitted(event) {
    const button = event.submitter;
    if (event.target !== form() || !button || button.name !== 'verb') return;
    event.preventDefault();
    act(button.value, meant());
}

const move = () => {
    const what = meant();
    return what ? askWhere(what, (to) => act('move', what, to)) : false;
};

function bindKeys() {
    const listed = (action) => (event) => rows().length ? action(event) : false;
    bind('j', listed(() => step(1)));
    bind('k', listed(() => step(-1)));
    bind('ArrowDown', (event) => inRows() && void step(1, event.shiftKey));
    bind('ArrowUp', (event) => inRows() && void step(-1, event.shiftKey));
    bind('Home', () => inRows() && void step(-rows().length));
    bind('End', () => inRows() && void step(rows().length));
    bind('o', () => here() ? open(here()) : false);
    bind('Enter', (event) => inRows() && !event.target.matches('button, a') ? open(here()) : false);
    bind('x', () => here() ? selection.toggle(here()) : false);
    bind('Space', (event) => inRows() && !event.target.matches('input') ? selection.toggle(here()) : false);
    bind('Escape', () => selection.size ? selection.clear() : false);
    bind('* a', listed(() => selectPage()));
    bind('* n', () => selection.clear());
    bind('v', move);
    bind('!', () => void act('spam', meant()));
    bind('s', () => void toggleFlag());
    for (const [keys, verb] of Object.entries(ACTS)) bind(keys, () => void act(verb, meant()));
}

/** What is selected stays so where it is still there. */
function drawn() {
    const kept = selection.everything ? [] : rows().filter((row) => selection.has(row));
    selection.chosen.clear();
    selection.everything = false;
    if (form()) {
        startRows();
        placeBars();
    }
    selection.set(kept, true);
}

export function startListing() {
    startChoosing();
    startMove();
    bindKeys();
    onShown(drawn);
    one('#results').addEventListener('click', clicked);
    document.addEventListener('click', (event) => {
        if (event.target.closest('#bulk-bar [data-move]')) move();
    });
    document.addEventListener('submit', submitted);
    drawn();
}
