import {one} from '../base/dom.js';

/** The UIDs of a row's conversation, with commas, as its box sends them. */
export const uidsOf = (row) => one('input', row).value;

/** What is selected: conversations by the UID that their row has, or everything that the filter shows. */
class Selection {
    constructor() {
        /** @type {!Map<string, string>} UID of the row to all UIDs of its conversation */
        this.chosen = new Map();
        this.everything = false;
        this.changed = () => {};
    }

    get size() {
        return this.everything ? Infinity : this.chosen.size;
    }

    has(row) {
        return this.everything || this.chosen.has(row.dataset.uid);
    }

    /**
     * @param {!Array<!Element>} rows
     * @param {boolean} on
     */
    set(rows, on) {
        this.everything = false;
        for (const row of rows) {
            if (on) this.chosen.set(row.dataset.uid, uidsOf(row));
            else this.chosen.delete(row.dataset.uid);
        }
        this.changed();
    }

    toggle(row) {
        this.set([row], !this.chosen.has(row.dataset.uid));
    }

    all() {
        this.everything = true;
        this.changed();
    }

    clear() {
        this.chosen.clear();
        this.everything = false;
        this.changed();
    }

    uids() {
        return [...this.chosen.values()].join(',');
    }
}

export const selection = new Selection();
