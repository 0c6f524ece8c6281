import {root} from '../base/dom.js';
import {STEPS} from './leaving.js';

/** What was done in this tab and can be taken back, the latest last. It outlives the page: who goes to another folder can still undo. */
export const MOST = 20;

const KINDS = new Set(['act', 'found', 'send']);
const place = () => STEPS + root.dataset.account;

/**
 * A step: an act in a folder (by its command), one with results, or a letter that is held back until that time.
 * @typedef {{kind: string, id: string, until: (number|undefined)}}
 */
export let Step;

/** @return {!Array<!Step>} */
export function steps() {
    try {
        const kept = JSON.parse(sessionStorage.getItem(place()) || '[]');
        return Array.isArray(kept) ? kept.filter((step) => step && KINDS.has(step.kind) && typeof step.id === 'string').slice(-MOST) : [];
    } catch (unreadable) {
        return [];
    }
}

function write(kept) {
    try {
        sessionStorage.setItem(place(), JSON.stringify(kept.slice(-MOST)));
    } catch (closed) {
        // Then nothing can be taken back by the key.
    }
}

/** @param {!Step} step @return {!Step} the same */
export function remember(step) {
    write([...steps(), step]);
    return step;
}

/** It was taken back, or cannot be. @param {string} id */
export const forget = (id) => write(steps().filter((step) => step.id !== id));

/** @return {?Step} */
export const latest = () => steps().pop() || null;

/** How long that letter is held back from now on, in whole seconds. @param {!Step} step @param {number=} now in milliseconds */
export const left = (step, now = Date.now()) => step.kind === 'send' ? Math.max(0, Math.floor((Number(step.until) - now) / 1000)) : 0;

/** The letter sent last, while it is held back. @param {number=} now in milliseconds @return {?Step} */
export const held = (now = Date.now()) => steps().reverse().find((step) => left(step, now) > 0) || null;
