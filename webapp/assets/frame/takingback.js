import {one} from '../base/dom.js';
import {fill, words} from '../base/words.js';
import {forget, held, latest, left, remember} from './steps.js';
import {toast} from './toast.js';

/**
 * How a step of each kind is taken back: true where it was, false where it cannot be any more, nothing where the way has said so itself.
 * @type {!Map<string, function(!Object): !Promise<(boolean|undefined)>>}
 */
const ways = new Map();

/** @param {string} kind @param {function(!Object): !Promise<(boolean|undefined)>} way */
export const teach = (kind, way) => ways.set(kind, way);

/** Takes a step back and says so; what stands before it is offered next. @param {!Object} step */
export async function takeBack(step) {
    forget(step.id);
    try {
        const done = await ways.get(step.kind)(step);
        const before = latest();
        if (done !== undefined) toast(done ? words.undone : words.undogone, before ? offer(before, 5) : {});
    } catch (refused) {
        if (!refused.status) remember(step);   // the line was lost: it can be tried again
        toast(words.failed);
    }
}

/**
 * What the toast that tells of a step offers.
 * @param {!Object} step
 * @param {number=} seconds
 * @return {{label: string, act: function(), seconds: (number|undefined)}}
 */
export const offer = (step, seconds = undefined) => ({label: words.undo, act: () => takeBack(step), ...(seconds ? {seconds} : {})});

/** The key for undo: what the page itself offers to take back, else the last step. @return {boolean} whether there was something */
export function takeBackLatest() {
    const form = one('form[data-undo]');
    if (form) {
        form.requestSubmit();
        return true;
    }
    const step = latest();
    if (step) takeBack(step);
    return Boolean(step);
}

/** Says that a letter is held back, as long as it is. @param {!Object} step */
export function tellHeld(step) {
    const seconds = left(step);
    toast(fill(words.sending, {n: seconds}), offer(step, Math.max(3, seconds - 1)));
}

/** The page before sent a letter that has not gone yet. */
export function startTakingBack() {
    const letter = held();
    if (letter) tellHeld(letter);
}
