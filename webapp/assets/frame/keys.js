import {focused, typing} from '../base/dom.js';
import {asking} from './dialog.js';

/** How long the first key of two waits for the second. */
const SECOND_KEY = 1500;

/** @type {!Map<string, !Array<function(!KeyboardEvent): (boolean|void)>>} */
const bindings = new Map();
let first = {key: '', at: 0};

/**
 * From now on these keys do that: "e", "g i" for one after the other, "Ctrl z". Where the action says false it did not apply, and the next one for
 * the same key is asked.
 * @param {string} keys several apart by commas
 * @param {function(!KeyboardEvent): (boolean|void)} action
 */
export function bind(keys, action) {
    for (const name of keys.split(', ')) {
        if (!bindings.has(name)) bindings.set(name, []);
        bindings.get(name).push(action);
    }
}

const starts = (key) => [...bindings.keys()].some((name) => name.startsWith(key + ' ') && !name.startsWith('Ctrl'));

function named(event) {
    const key = (event.ctrlKey || event.metaKey ? 'Ctrl ' : '') + (event.key === ' ' ? 'Space' : event.key);
    const second = Date.now() - first.at < SECOND_KEY ? first.key + ' ' + key : '';
    const waited = Boolean(second);
    first = {key: '', at: 0};
    if (second && bindings.has(second)) return second;
    if (waited) return '';   // the first key asked for another second one: this one means nothing here
    if (starts(key)) first = {key, at: Date.now()};
    return key;
}

/** Keys act where nothing is typed, no dialog asks and no letter is being written. */
export function startKeys() {
    document.addEventListener('keydown', (event) => {
        if (event.defaultPrevented || event.altKey || typing(event.target) || asking() || focused('.composer')) return;
        const actions = bindings.get(named(event)) || [];
        if (actions.some((action) => action(event) !== false)) event.preventDefault();
    });
}
