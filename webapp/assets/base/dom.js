/** Short words for what every module does with the page. */

export const root = document.documentElement;

/** @return {HTMLElement} the first that fits, or null */
export const one = (selector, within = document) => within.querySelector(selector);

/** @return {!Array<!HTMLElement>} */
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];

/**
 * Makes an element. An attribute whose value is false, null or undefined is left out; true is an attribute without a value.
 * @param {string} tag
 * @param {!Object=} attributes
 * @param {...(Node|string)} children
 */
export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
        if (value === true) element.setAttribute(name, '');
        else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
}

/** One of our icons, as the pages have them. */
export function icon(name, look = '') {
    const space = 'http://www.w3.org/2000/svg';
    const picture = document.createElementNS(space, 'svg');
    const use = document.createElementNS(space, 'use');
    picture.setAttribute('class', ('icon ' + look).trim());
    picture.setAttribute('aria-hidden', 'true');
    use.setAttribute('href', root.dataset.icons + '#' + name);
    picture.append(use);
    return picture;
}

/** The first element of a piece of a page. */
export function element(html) {
    const template = document.createElement('template');
    template.innerHTML = html;
    return template.content.firstElementChild;
}

/** Where the focus is, as far as it is within something that fits. */
export function focused(selector) {
    const active = document.activeElement;
    return active ? active.closest(selector) : null;
}

/** Whether what is typed there is text. */
export const typing = (target) => Boolean(target.closest
    && target.closest('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]'));

/** A name that nobody else chooses. */
export const unique = () => crypto.randomUUID ? crypto.randomUUID() : Array.from(crypto.getRandomValues(new Uint32Array(4)), (n) => n.toString(36)).join('-');

/** Says something once in a while: calls that come within the time are one call at its end. */
export function after(milliseconds, action) {
    let timer = 0;
    return () => {
        clearTimeout(timer);
        timer = setTimeout(action, milliseconds);
    };
}
