import {all, one} from '../base/dom.js';

/**
 * The list below a search box: one at a time, left by Escape or by going elsewhere, walked through by the arrows. The focus stays in the box. That is a
 * searchbox on every page, a role that may not say aria-expanded: that there is a list and how long it is, is spoken; the option that Enter opens stands
 * in aria-activedescendant (WAI-ARIA 1.2: searchbox).
 */
export const listBelow = (box) => one('.find-list', box.form);

export const options = (box) => all('.find-list [role=option]', box.form);

/** The option that is marked. @return {?HTMLElement} */
export const marked = (box) => options(box).find((option) => option.getAttribute('aria-selected') === 'true') || null;

/**
 * @param {HTMLInputElement} box
 * @param {HTMLElement=} wanted none where it is left out
 */
export function mark(box, wanted = null) {
    options(box).forEach((option) => option.setAttribute('aria-selected', String(option === wanted)));
    if (wanted) {
        box.setAttribute('aria-activedescendant', wanted.id);
        wanted.scrollIntoView({block: 'nearest'});
    } else {
        box.removeAttribute('aria-activedescendant');
    }
}

export function close(box) {
    const open = listBelow(box);
    if (open) open.remove();
    box.removeAttribute('aria-activedescendant');
    box.removeAttribute('aria-controls');
}

/**
 * @param {!HTMLInputElement} box
 * @param {!HTMLElement} list in the place of what was there
 */
export function open(box, list) {
    close(box);
    box.form.append(list);
    const name = (box.id || 'find-here') + '-list';
    const options = one('[role=listbox]', list);
    options.id = name;
    all('[role=option]', list).forEach((option, i) => {
        option.id = name + '-' + i;
        option.tabIndex = -1;
    });
    box.setAttribute('aria-controls', name);
}

function step(box, by) {
    const there = options(box);
    const at = there.indexOf(marked(box)) + by;
    mark(box, at < 0 ? null : there[Math.min(at, there.length - 1)]);
}

function pressed(event) {
    const box = one('input', event.currentTarget);
    const option = marked(box);
    if (event.isComposing) return;
    if (event.key === 'Escape') {
        if (listBelow(box)) event.preventDefault();
        box.focus();
        close(box);
    } else if (event.target !== box) {
        return;
    } else if (options(box).length && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        event.preventDefault();
        step(box, event.key === 'ArrowDown' ? 1 : -1);
    } else if (option && event.key === 'Enter') {
        event.preventDefault();
        option.click();
    }
}

export function startBelow(box) {
    box.setAttribute('aria-autocomplete', 'list');
    box.setAttribute('aria-haspopup', 'listbox');
    box.form.addEventListener('keydown', pressed);
    box.form.addEventListener('focusout', (event) => {
        if (!box.form.contains(event.relatedTarget)) close(box);
    });
}
