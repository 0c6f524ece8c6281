import {unique} from '../base/dom.js';
import {json, post} from '../base/net.js';
import {fill, words} from '../base/words.js';
import {toast} from '../frame/toast.js';
import {countAll} from './counts.js';

const PAUSE = 1000;

const pause = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

/**
 * Says what is to be done with letters of several folders and waits for its end; where that takes long it says how far it is.
 * @param {!Object} wish
 * @return {!Promise<{id: string, word: string, count: number, total: number, undo: boolean, cut: boolean}>}
 */
export async function carryOut(wish) {
    const id = unique();
    let told = await (await post('/found', JSON.stringify({id, ...wish}), 'application/json', {tries: 8})).json();
    while (told.running) {
        toast(fill(words.working, {done: told.done.toLocaleString('en'), n: told.total.toLocaleString('en')}), {seconds: 60});
        await pause(PAUSE);
        told = await json('/found?id=' + id, {tries: 8});
    }
    countAll(told.unread);
    return told;
}
