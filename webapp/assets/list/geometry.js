/** Height of a date heading, as in the style sheet. */
export const HEADING = 29;

/** Where each row of a list of any length stands: rows are equally high, and a date heading stands before the first of its group. */
export class Geometry {
    constructor() {
        this.total = 0;
        this.rowHeight = 74;
        /** @type {!Array<{row: number, label: string}>} the first row of each group, from 0 */
        this.groups = [];
    }

    /**
     * @param {number} total
     * @param {string} text where each group begins, as the server writes it: 0:Today|5:Yesterday
     */
    read(total, text) {
        this.total = total;
        this.groups = text ? text.split('|').map((group) => {
            const colon = group.indexOf(':');
            return {row: Number(group.slice(0, colon)), label: group.slice(colon + 1)};
        }) : [];
    }

    /** How many groups begin before that row. */
    headingsBefore(row) {
        let low = 0;
        let high = this.groups.length;
        while (low < high) {
            const middle = (low + high) >> 1;
            if (this.groups[middle].row < row) low = middle + 1;
            else high = middle;
        }
        return low;
    }

    top(row) {
        return row * this.rowHeight + this.headingsBefore(row) * HEADING;
    }

    height() {
        return this.total * this.rowHeight + this.groups.length * HEADING;
    }

    /** The row at a height: headings are few, so look among the groups first. */
    rowAt(y) {
        for (let i = this.groups.length - 1; i >= 0; i--) {
            const {row} = this.groups[i];
            if (this.top(row) <= y) {
                return Math.max(row, Math.min(this.total - 1, row + Math.floor((y - this.top(row) - HEADING) / this.rowHeight)));
            }
        }
        return 0;
    }

    /** The heading of the group that the row belongs to. */
    label(row) {
        const group = this.groups[Math.max(0, this.headingsBefore(row + 1) - 1)];
        return group ? group.label : '';
    }

    /** The heading that stands right before the row, or nothing. */
    headingAt(row) {
        const group = this.groups[this.headingsBefore(row)];
        return group && group.row === row ? group.label : '';
    }

    /** Takes rows out: what follows moves up, and a group without rows is gone. @param {!Array<number>} removed from 0, in any order */
    remove(removed) {
        const sorted = [...removed].sort((a, b) => a - b);
        const before = (row) => sorted.filter((gone) => gone < row).length;
        const moved = this.groups.map(({row, label}) => ({row: row - before(row), label}));
        this.total -= sorted.length;
        this.groups = moved.filter((group, i) => group.row < (i + 1 < moved.length ? moved[i + 1].row : this.total));
        return before;
    }
}
