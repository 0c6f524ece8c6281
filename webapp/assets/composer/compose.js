import {one, root} from '../base/dom.js';
import {post} from '../base/net.js';
import {words} from '../base/words.js';
import {bind} from '../frame/keys.js';
import {teach} from '../frame/takingback.js';
import {toast} from '../frame/toast.js';
import {composing} from './composing.js';

/** The composer's own modules are fetched when a letter is first written: most visits do not need them. */
let fetched = null;

/** Opens the form of that address, or takes over the one that the page has. @param {string} href */
export async function compose(href) {
    try {
        fetched = fetched || import(root.dataset.compose);
        await fetched;
        composing.write(href);
    } catch (lost) {
        fetched = null;
        if (href) location.assign(href);   // the page works without it
    }
}

/** A letter that is held back comes back to be written on. */
async function recall({id}) {
    const answer = await (await post('/compose', new URLSearchParams({verb: 'recall', id}))).json();
    toast(answer.recalled ? words.recalled : words.toolate);
    if (answer.recalled) compose('/compose/' + answer.draft);
}

export function startCompose() {
    teach('send', recall);
    document.addEventListener('click', (event) => {
        const link = event.target.closest('a[data-compose]');
        if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
        event.preventDefault();
        compose(link.getAttribute('href'));
    });
    bind('c', () => void compose('/compose'));
    if (one('.composer.full')) compose('');
}
