import {root} from '../base/dom.js';
import {SEARCHES} from './leaving.js';

/** What was looked for lately, in this browser alone: no server is told, and who signs out leaves nothing. */
export const MOST = 10;
const LONGEST = 1000;

const place = () => SEARCHES + root.dataset.account;
const plain = (query) => query.trim().replace(/\s+/g, ' ');

/** @return {!Array<string>} the latest first */
export function recent() {
    try {
        const kept = JSON.parse(localStorage.getItem(place()) || '[]');
        return Array.isArray(kept) ? kept.filter((query) => typeof query === 'string' && query && query.length <= LONGEST).slice(0, MOST) : [];
    } catch (unreadable) {
        return [];
    }
}

function write(queries) {
    try {
        if (queries.length) localStorage.setItem(place(), JSON.stringify(queries.slice(0, MOST)));
        else localStorage.removeItem(place());
    } catch (full) {
        // Then nothing is remembered.
    }
}

/** Somebody looked for that: it stands first from now on. */
export function remember(query) {
    const said = plain(query);
    if (said && said.length <= LONGEST) write([said, ...recent().filter((other) => other !== said)]);
}

export const takeOut = (query) => write(recent().filter((other) => other !== query));

export const forgetRecent = () => write([]);
