import {one} from '../base/dom.js';
import {request} from '../base/net.js';
import {words} from '../base/words.js';
import {say} from '../frame/speech.js';
import {toast} from '../frame/toast.js';

/** Forms and links of these pages without loading the page anew: the same answers, of which the main part is taken. Where that fails the browser goes there. */
let dressed = () => {};
let latest = 0;

/** What finds the element with the focus again on the next page. */
const mark = (element) => element && element.id ? '#' + CSS.escape(element.id) : '';

function put(html, address, focus) {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const fresh = one('#main', page);
    if (!fresh || !one('[data-swaps]', page)) {
        location.assign(address);
        return;
    }
    const main = one('#main');
    const at = main.scrollTop;
    main.replaceChildren(...fresh.childNodes);
    document.title = page.title;
    history.replaceState(null, '', address);
    main.scrollTop = at;
    dressed();
    const moved = new URL(address, location.href).searchParams.get('at');
    const wanted = one('[data-focus]', main) || (moved && document.getElementById('rule-' + moved)) || (focus && one(focus, main));
    if (wanted) wanted.focus();
    told(main);
}

/** Says what the page says, and offers to take it back where that can be. */
function told(main) {
    const note = one('.note[role=status], .note[role=alert]', main);
    const undo = one('form[data-undo]', main);
    if (undo) {
        toast(undo.dataset.undo, {label: words.undo, act: () => undo.isConnected && undo.requestSubmit()});
    } else if (note) {
        const text = note.textContent.trim().replace(/\s+/g, ' ');
        if (note.matches('[role=alert]')) say(text);
        else toast(text);   // the note stands at the head of the page, the button often far below it
    }
    const shown = one('[data-shown]', main) || one('.note[role=alert]', main);
    if (shown) shown.scrollIntoView({block: 'nearest'});
}

async function ask(address, init, focus) {
    const mine = ++latest;
    const main = one('#main');
    main.setAttribute('aria-busy', 'true');
    try {
        const response = await request(address, {...init, headers: {...init.headers, 'X-Fragment': '1'}}, {tries: 1, accepts: [404, 409, 422]});
        const html = await response.text();
        if (mine === latest) put(html, response.url, focus);
    } catch (refused) {
        toast(words.failed);
    } finally {
        main.removeAttribute('aria-busy');
    }
}

/** Shows the page of that address in place of this one's. */
export const swapTo = (address) => ask(address, {}, mark(document.activeElement));

function submitted(event) {
    const form = event.target;
    const files = form.enctype === 'multipart/form-data';
    if (event.defaultPrevented || !form.closest('[data-swaps]') || files || form.dataset.sure && !form.dataset.said) return;
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form, event.submitter));
    const focus = mark(event.submitter) || mark(document.activeElement);
    if (form.method === 'post') ask(form.getAttribute('action'), {method: 'POST', body}, focus);
    else ask(form.getAttribute('action') + '?' + body, {}, focus);
}

/** @param {function()} again what makes the fresh part work */
export function startSwapping(again) {
    dressed = again;
    document.addEventListener('submit', submitted);
}
