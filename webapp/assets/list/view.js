import {one} from '../base/dom.js';
import {Geometry} from './geometry.js';
import {Stretches} from './stretches.js';

/** The list that this page has: the place where it scrolls, where each row stands, and the rows that are in the page. */
export const geometry = new Geometry();
export const view = {
    /** @type {HTMLElement} */
    list: null,
    /** @type {Stretches} */
    stretches: null,
};

export const rows = () => view.stretches.rows();

export function startView() {
    view.list = one('#list');
    view.stretches = new Stretches(one('#space'), geometry);
    const block = view.stretches.blocks()[0];
    geometry.read(Number(block.dataset.total), block.dataset.groups);
    view.stretches.layout();
}
