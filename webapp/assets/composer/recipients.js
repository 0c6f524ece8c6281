import {icon, make, one} from '../base/dom.js';
import {json} from '../base/net.js';
import {fits, parse, split, written} from './addresses.js';
import {Suggestions} from './suggestions.js';

const REST = 120;

/** One field of recipients: chips and a combobox (WAI-ARIA: the list is a popup, the focus stays in the field). */
export class Recipients {
    /**
     * @param {!Element} row of the form, with the field that works without script
     * @param {{changed: function(), remove: string}} around
     */
    constructor(row, {changed, remove}) {
        this.changed = changed;
        this.removeWord = remove;
        this.chips = [];
        this.asked = 0;
        this.timer = 0;
        this.field = one('input', row);
        this.holder = make('span', {class: 'recipients-chips', role: 'list'});
        this.input = this.combobox();
        this.suggestions = new Suggestions(this.field.id, this.input, (person) => this.choose(person));
        one('label', row).htmlFor = this.input.id;
        one('.line', row).append(this.holder, this.input);
        row.append(this.suggestions.list);
        const before = this.field.value;
        this.field.type = 'hidden';
        this.field.value = '';
        split(before).forEach((text) => this.add(text));
        this.listen(one('.line', row));
    }

    combobox() {
        const id = this.field.id;
        return make('input', {
            'id': id + '-in', 'role': 'combobox', 'aria-label': this.field.getAttribute('aria-label'), 'aria-expanded': 'false',
            'aria-autocomplete': 'list', 'aria-controls': id + '-list', 'autocomplete': 'off', 'spellcheck': 'false', 'class': 'recipients-input',
        });
    }

    listen(line) {
        this.input.addEventListener('input', () => this.typed());
        this.input.addEventListener('paste', (event) => this.pasted(event));
        this.input.addEventListener('keydown', (event) => this.key(event));
        this.input.addEventListener('blur', () => {
            this.stopAsking();
            if (this.input.value.trim()) this.take();
            this.suggestions.close();
        });
        line.addEventListener('click', (event) => {
            if (event.target === line) this.input.focus();
        });
    }

    focus() {
        this.input.focus();
    }

    get empty() {
        return !this.chips.length && !this.input.value.trim();
    }

    /** Whether something stands here that is no address. */
    get odd() {
        return this.chips.some((chip) => !chip.fits);
    }

    /** What stands in the field, as the form says it; what is being typed belongs to it. */
    value() {
        const typed = this.input.value.trim();
        return [...this.chips.map((chip) => chip.text), ...(typed ? [typed] : [])].join(', ');
    }

    /** Replaces what stands there. */
    set(text) {
        [...this.chips].forEach((chip) => this.drop(chip));
        split(text).forEach((each) => this.add(each));
    }

    add(text) {
        const chip = parse(text);
        if (this.chips.some((other) => other.address.toLowerCase() === chip.address.toLowerCase())) return;
        const button = make('button', {'type': 'button', 'aria-label': this.removeWord + ' ' + chip.shown}, icon('x', 'small'));
        chip.element = make('span', {class: 'chip' + (chip.fits ? '' : ' bad'), role: 'listitem', title: chip.address},
            make('span', {class: 'ellipsis'}, chip.shown), button);
        button.addEventListener('click', () => {
            this.drop(chip);
            this.changed();
            this.input.focus();
        });
        this.holder.append(chip.element);
        this.chips.push(chip);
    }

    drop(chip) {
        this.chips.splice(this.chips.indexOf(chip), 1);
        chip.element.remove();
    }

    /** Makes chips of what was typed, exactly as it was typed. */
    take() {
        split(this.input.value).forEach((text) => this.add(text));
        this.input.value = '';
        this.stopAsking();
        this.suggestions.close();
        this.changed();
    }

    choose(person) {
        this.input.value = '';
        this.add(written(person.name, person.address));
        this.stopAsking();
        this.suggestions.close();
        this.changed();
        this.input.focus();
    }

    stopAsking() {
        clearTimeout(this.timer);
        this.asked++;
    }

    /** Each key makes the list of before poorer, never richer: what does not fit any more cannot be chosen. */
    typed() {
        this.stopAsking();
        const text = this.input.value;
        if (/[,;\n]/.test(text)) {
            this.take();
            return;
        }
        this.suggestions.narrow((person) => fits(person, text));
        if (text.trim()) this.timer = setTimeout(() => this.ask(text.trim()), REST);
        else this.suggestions.close();
    }

    async ask(text) {
        const mine = this.asked;
        try {
            const answer = await json('/people?v=1&q=' + encodeURIComponent(text), {tries: 1, waits: false});
            if (mine !== this.asked || answer.q !== this.input.value.trim() || document.activeElement !== this.input) return;
            const known = new Set(this.chips.map((chip) => chip.address.toLowerCase()));
            this.suggestions.show(answer.people.filter((person) => !known.has(person.address.toLowerCase()) && fits(person, text)));
        } catch (unreachable) {
            // A letter can be written without suggestions.
        }
    }

    pasted(event) {
        const text = event.clipboardData.getData('text');
        if (!/[,;\n@]/.test(text)) return;
        event.preventDefault();
        split(text).forEach((each) => this.add(each));
        this.changed();
    }

    key(event) {
        const list = this.suggestions;
        const typed = this.input.value.trim();
        if (list.open && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
            event.preventDefault();
            list.step(event.key === 'ArrowDown' ? 1 : -1);
        } else if (event.key === 'Enter' || (event.key === 'Tab' && typed)) {
            this.accept(event, typed);
        } else if (event.key === 'Escape' && list.open) {
            event.preventDefault();
            event.stopPropagation();
            list.close();
        } else if (event.key === 'Backspace' && !this.input.value && this.chips.length) {
            this.drop(this.chips[this.chips.length - 1]);
            this.changed();
        }
    }

    accept(event, typed) {
        if (event.ctrlKey || event.metaKey) {
            this.take();
            return;
        }
        const person = this.suggestions.marked;
        if (person && fits(person, typed)) {
            event.preventDefault();
            this.choose(person);
        } else if (typed) {
            event.preventDefault();
            this.take();
        } else if (event.key === 'Enter') {
            event.preventDefault();
        }
    }
}
