import {all, make} from '../base/dom.js';
import {initials} from './addresses.js';

/** The list under a field of recipients. It only ever shows whom the text of this moment may mean. */
export class Suggestions {
    /**
     * @param {string} id
     * @param {!HTMLInputElement} input
     * @param {function({name: string, address: string})} chosen
     */
    constructor(id, input, chosen) {
        this.id = id;
        this.input = input;
        this.chosen = chosen;
        this.found = [];
        this.at = -1;
        this.list = make('div', {class: 'popup', id: id + '-list', role: 'listbox', hidden: true});
        this.list.setAttribute('aria-label', input.getAttribute('aria-label'));
    }

    get open() {
        return !this.list.hidden;
    }

    get marked() {
        return this.found[this.at] || null;
    }

    /** @param {!Array<{name: string, address: string, hint: string}>} people */
    show(people) {
        this.found = people;
        this.list.replaceChildren(...people.map((person, i) => this.option(person, i)));
        this.list.hidden = !people.length;
        this.input.setAttribute('aria-expanded', String(this.open));
        this.mark(people.length ? 0 : -1);
    }

    /** Leaves only those that still fit. */
    narrow(fits) {
        if (this.open) this.show(this.found.filter(fits));
    }

    close() {
        this.show([]);
    }

    step(by) {
        if (this.found.length) this.mark((this.at + by + this.found.length) % this.found.length);
    }

    mark(at) {
        this.at = at;
        all('[role=option]', this.list).forEach((option, i) => option.setAttribute('aria-selected', String(i === at)));
        if (at >= 0) this.input.setAttribute('aria-activedescendant', this.id + '-option-' + at);
        else this.input.removeAttribute('aria-activedescendant');
    }

    option(person, i) {
        const known = person.name || person.address;
        const option = make('div', {role: 'option', id: this.id + '-option-' + i},
            make('span', {class: 'avatar small', 'aria-hidden': 'true'}, initials(known)),
            make('span', {class: 'grow ellipsis'}, make('b', {}, known), make('span', {class: 'muted small-text'}, person.name ? ' ' + person.address : '')),
            make('span', {class: 'tiny-text muted'}, person.hint));
        option.addEventListener('mousedown', (event) => {
            event.preventDefault();
            this.chosen(person);
        });
        return option;
    }
}
