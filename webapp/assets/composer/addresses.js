/** Addresses as people type and paste them. */

const MAILBOX = /^(.*?)\s*<([^<>]+)>$/;
const ADDRESS = /^[^\s@]+@[^\s@]+$|^".+"@[^\s@]+$/;
const PLAIN_NAME = /^[\w\s'’\-\u0080-\uffff]*$/;

/** Divides a text at commas, semicolons and line ends that stand neither in quotes nor in angle brackets. */
export function split(text) {
    const out = [];
    let now = '';
    let quoted = false;
    let angle = false;
    for (const c of text) {
        if (c === '"') quoted = !quoted;
        if (c === '<') angle = true;
        if (c === '>') angle = false;
        if (!quoted && !angle && /[,;\n]/.test(c)) {
            out.push(now);
            now = '';
        } else {
            now += c;
        }
    }
    return [...out, now].map((each) => each.trim()).filter(Boolean);
}

/** @return {{text: string, shown: string, address: string, fits: boolean}} what a chip shows and what it stands for */
export function parse(text) {
    const both = text.match(MAILBOX);
    const address = both ? both[2] : text;
    const name = both ? both[1].replace(/^"|"$/g, '') : '';
    return {text, shown: name || address, address, fits: ADDRESS.test(address)};
}

/** Name and address as they stand in a letter. */
export function written(name, address) {
    if (!name) return address;
    const shown = PLAIN_NAME.test(name) ? name : '"' + name.replace(/["\\]/g, '') + '"';
    return shown + ' <' + address + '>';
}

const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/**
 * Whether what is typed may mean that person: an address that is being typed must begin this one's, other words must each begin a word of name or address.
 * @param {{name: string, address: string}} person
 * @param {string} typed
 */
export function fits(person, typed) {
    const query = fold(typed.trim());
    if (!query) return false;
    if (query.includes('@')) return fold(person.address).startsWith(query);
    const where = fold((person.name || '') + ' ' + person.address);
    return query.split(/\s+/).every((word) => where.startsWith(word) || where.includes(' ' + word) || where.includes('.' + word));
}

const TITLES = new Set(['dr', 'prof', 'mr', 'mrs', 'ms']);

/** The two letters that stand for a person, as the reader and the list have them: titles and what is no letter count nothing. */
export function initials(name) {
    const all = name.replace(/[^\p{L}\p{M}\p{N}_\s@.-]/gu, ' ').trim().split(/[\s@.]+/);
    const meant = all.filter((word) => /^\p{L}/u.test(word) && !(all.length > 2 && TITLES.has(word.toLowerCase())));
    return meant.slice(0, 2).map((word) => [...word][0].toUpperCase()).join('') || '?';
}
