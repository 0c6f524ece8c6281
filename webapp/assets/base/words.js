import {one} from './dom.js';

/** The page's words in its language; server and page share them by the element of this name. */
export const words = one('#words') ? one('#words').dataset : {};

/** Where the brace that is open there closes. */
function closing(pattern, open) {
    let depth = 0;
    for (let i = open; i < pattern.length; i++) {
        if (pattern[i] === '{') depth++;
        else if (pattern[i] === '}' && --depth === 0) return i;
    }
    return pattern.length;
}

/** {n, plural, one {..} other {..}}: the form for that number, with # for the number itself. */
function plural(inside, value, values) {
    const wanted = value === 1 ? 'one {' : 'other {';
    const from = inside.indexOf(wanted) + wanted.length;
    const form = inside.slice(from, closing(inside, from - 1));
    return fill(form.replace('#', Number(value).toLocaleString('en')), values);
}

/** Puts values into a pattern as the server's bundles have them: {n} and {n, plural, one {..} other {..}}. */
export function fill(pattern, values) {
    let out = '';
    let at = 0;
    while (at < pattern.length) {
        if (pattern[at] !== '{') {
            out += pattern[at++];
            continue;
        }
        const end = closing(pattern, at);
        const inside = pattern.slice(at + 1, end);
        const value = values[inside.split(',')[0].trim()];
        out += inside.includes(',') ? plural(inside, value, values) : value;
        at = end + 1;
    }
    return out;
}
