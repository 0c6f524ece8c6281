import {one} from '../base/dom.js';
import {json} from '../base/net.js';
import {swapTo} from './swapping.js';

/** Work that goes on at the server: the page asks how far it is, and shows what came of it. Who leaves the page leaves the work alone. */
const PAUSE = 1000;

let timer = 0;

async function look() {
    const shown = one('#progress[data-running]');
    if (!shown) return;
    try {
        const {running, percent, text} = await json('/filters/progress', {tries: 1, waits: false});
        if (!one('#progress[data-running]')) return;
        if (!running) {
            await swapTo(location.pathname + location.search);
            return;
        }
        one('progress', shown).value = percent;
        one('[data-text]', shown).textContent = text;
    } catch (refused) {
        // Asked again; the work does not depend on it.
    }
    timer = setTimeout(look, PAUSE);
}

export function startProgress() {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
}
