import {all, make, one} from '../base/dom.js';

/** Rows that the server gives at once. */
export const BLOCK = 50;

export const number = (row) => Number(row.getAttribute('aria-rowindex')) - 1;

/**
 * The rows that are in the page: stretches of the list, each placed where it belongs. A stretch begins at any row; what is between them is asked for when
 * it comes into sight.
 */
export class Stretches {
    /**
     * @param {!Element} space
     * @param {!Geometry} geometry
     */
    constructor(space, geometry) {
        this.space = space;
        this.geometry = geometry;
    }

    blocks() {
        return all('.row-block', this.space).sort((a, b) => Number(a.dataset.from) - Number(b.dataset.from));
    }

    /** Every row in the page, from the top of the list. */
    rows() {
        return this.blocks().flatMap((block) => all('.row', block));
    }

    row(index) {
        return one('.row[aria-rowindex="' + (index + 1) + '"]', this.space);
    }

    /** The first stretch between two rows that is not there, or null. @return {?{from: number, count: number}} */
    gap(first, last) {
        let at = first;
        for (const block of this.blocks()) {
            const from = Number(block.dataset.from);
            const end = from + all('.row', block).length;
            if (from <= at && end > at) at = end;
            else if (from > at) return at > last ? null : {from: at, count: Math.min(BLOCK, from - at)};
        }
        return at > last || at >= this.geometry.total ? null : {from: at, count: Math.min(BLOCK, this.geometry.total - at)};
    }

    /** Puts a stretch from the server in, in the place of what it covers. */
    place(block) {
        const from = Number(block.dataset.from);
        const end = from + all('.row', block).length;
        for (const old of this.blocks()) {
            const start = Number(old.dataset.from);
            if (start < end && start + all('.row', old).length > from) old.remove();
        }
        this.space.append(block);
        this.layout();
    }

    /** Puts everything where it belongs. */
    layout() {
        const row = one('.row:not([hidden])', this.space);
        if (row && row.offsetHeight) this.geometry.rowHeight = row.offsetHeight;
        this.space.style.height = this.geometry.height() + 'px';
        for (const block of this.blocks()) block.style.top = this.geometry.top(Number(block.dataset.from)) + 'px';
    }

    /** Takes rows out and moves up what follows. */
    remove(rows) {
        const gone = rows.filter((row) => this.space.contains(row));
        const before = this.geometry.remove(gone.map(number));
        gone.forEach((row) => row.remove());
        for (const block of this.blocks()) {
            const from = Number(block.dataset.from);
            block.dataset.from = String(from - before(from));
            const left = all('.row', block);
            if (!left.length) block.remove();
            else left.forEach((row, i) => this.renumber(block, row, i));
        }
        this.layout();
    }

    renumber(block, row, i) {
        const index = Number(block.dataset.from) + i;
        const before = row.previousElementSibling;
        if (before && before.matches('.date-heading')) before.remove();
        row.setAttribute('aria-rowindex', String(index + 1));
        const label = this.geometry.headingAt(index);
        if (label) row.before(make('div', {class: 'date-heading', role: 'presentation'}, label));
    }

    /** Leaves only what is near those rows, and what has the focus. */
    forget(first, last) {
        for (const block of this.blocks()) {
            const from = Number(block.dataset.from);
            const end = from + all('.row', block).length;
            const near = end > first - BLOCK && from <= last + BLOCK;
            if (!near && !block.contains(document.activeElement)) block.remove();
        }
    }
}
