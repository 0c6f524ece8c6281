import {root} from '../base/dom.js';
import {LETTERS} from '../frame/leaving.js';

/** How soon what is typed is kept in the browser. */
const SOON = 800;
/** A browser keeps some megabytes for all pages of ours together. */
const LONGEST = 500000;

const prefix = () => LETTERS + root.dataset.account + '-';

function stored() {
    try {
        return Object.keys(localStorage).filter((key) => key.startsWith(prefix()))
            .map((key) => ({key: key.slice(prefix().length), ...JSON.parse(localStorage.getItem(key))}));
    } catch (unreadable) {
        return [];
    }
}

/**
 * Keeps a letter in the browser until the server has it, so that a tab that dies takes at most a second with it. The page that writes a letter holds a lock
 * of its name; a letter whose lock is free was left behind.
 */
export class Keeper {
    /**
     * @param {string} key of the letter
     * @param {function(): !Object} letter what to keep
     */
    constructor(key, letter) {
        this.key = key;
        this.letter = letter;
        this.timer = 0;
        this.release = () => {};
        /** @type {!Promise<boolean>} whether this page alone writes it */
        this.alone = new Promise((answer) => {
            if (!navigator.locks) {
                answer(false);
                return;
            }
            navigator.locks.request(prefix() + key, {ifAvailable: true}, (lock) => {
                answer(Boolean(lock));
                return lock && new Promise((release) => {
                    this.release = release;
                });
            });
        });
    }

    touched() {
        if (!this.timer) this.timer = setTimeout(() => this.keep(), SOON);
    }

    /** @return {boolean} whether the browser keeps it now */
    keep() {
        clearTimeout(this.timer);
        this.timer = 0;
        try {
            const text = JSON.stringify({...this.letter(), at: Date.now()});
            if (text.length >= LONGEST) return false;
            localStorage.setItem(prefix() + this.key, text);
            return true;
        } catch (full) {
            return false;   // then it is safe only when the server has it
        }
    }

    /** The server has it, or it is over. */
    forget() {
        clearTimeout(this.timer);
        this.timer = 0;
        try {
            localStorage.removeItem(prefix() + this.key);
        } catch (closed) {
            // Nothing was kept.
        }
    }

    close() {
        clearTimeout(this.timer);
        this.release();
    }

    /** Whether the page that wrote it is gone. */
    async isLeft(letter) {
        if (letter.key === this.key) return this.alone;
        if (!navigator.locks) return false;
        const {held} = await navigator.locks.query();
        return !held.some((lock) => lock.name === prefix() + letter.key);
    }

    /**
     * A letter that was left behind: that draft's, or (for draft 0) the newest that never was on the server.
     * @return {!Promise<?Object>}
     */
    async left(draft) {
        const ofThis = (letter) => letter.key === this.key || letter.draft === String(draft);
        for (const letter of stored().filter(ofThis).sort((a, b) => b.at - a.at)) {
            if (await this.isLeft(letter)) return letter;
        }
        return null;
    }

    static drop(key) {
        localStorage.removeItem(prefix() + key);
    }
}
