import {one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {words} from '../base/words.js';
import {toast} from '../frame/toast.js';

/** The results as the server drew them: they come and are put in here alone, whoever asked. The newest answer counts: one that was overtaken is dropped. */
let latest = 0;

/** @type {!Array<function()>} */
const watchers = [];

/** Calls back whenever other results stand in the page. */
export const onShown = (action) => watchers.push(action);

/** Nobody waits any longer for what was asked for. */
export const overtake = () => ++latest;

/** @return {!Promise<?string>} null where another answer was asked for meanwhile, or none came */
export async function ask(address) {
    const mine = overtake();
    try {
        const html = await piece(address, {tries: 1});
        return mine === latest ? html : null;
    } catch (refused) {
        if (mine === latest) toast(words.failed);   // else the old results would stand for the new words without a word
        return null;
    }
}

/** @return {!Promise<boolean>} whether they came */
export async function show(address) {
    const html = await ask(address);
    if (html === null) return false;
    one('#results').innerHTML = html;
    watchers.forEach((action) => action());
    return true;
}

/** The same once more, as they are now. */
export const renew = () => show(location.pathname + location.search);
