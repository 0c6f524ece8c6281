import {all, one, unique} from '../base/dom.js';
import {Recipients} from './recipients.js';

const FIELDS = ['draft', 're', 'mode', 'from'];
const PEOPLE = ['to', 'cc', 'bcc'];

/** The form of a letter: its fields, read and written as one thing. */
export class Sheet {
    /**
     * @param {!Element} box the composer
     * @param {function()} changed
     */
    constructor(box, changed) {
        this.box = box;
        this.form = one('form', box);
        this.people = {};
        for (const name of PEOPLE) {
            const row = one('[data-people=' + name + ']', box);
            this.people[name] = new Recipients(row, {changed, remove: box.dataset.remove});
        }
        this.copies(this.people.cc.empty && this.people.bcc.empty);
        const given = this.form.elements.key;
        this.key = given && given.value ? given.value : unique();
    }

    field(name) {
        return this.form.elements[name];
    }

    get draft() {
        return this.field('draft').value;
    }

    set draft(uid) {
        this.field('draft').value = uid;
    }

    get subject() {
        return this.field('subject').value;
    }

    /** Shows or hides the fields for copies. */
    copies(hidden) {
        one('[data-people=cc]', this.box).hidden = hidden;
        one('[data-people=bcc]', this.box).hidden = hidden;
        one('[data-copies]', this.box).hidden = !hidden;
    }

    get empty() {
        return !this.subject.trim() && PEOPLE.every((name) => this.people[name].empty);
    }

    get count() {
        return PEOPLE.reduce((sum, name) => sum + this.people[name].chips.length, 0);
    }

    /** @return {!Object<string, string>} every field by its name */
    values() {
        const out = {subject: this.subject, key: this.key};
        FIELDS.forEach((name) => {
            out[name] = this.field(name).value;
        });
        PEOPLE.forEach((name) => {
            out[name] = this.people[name].value();
        });
        return out;
    }

    /** What was typed into the fields of recipients becomes chips. */
    settle() {
        PEOPLE.forEach((name) => this.people[name].take());
    }

    /** Puts in what another page or an earlier one wrote, of the version that it was made of: where there is a newer one by now, saving asks. */
    set(values) {
        this.draft = values.draft;
        this.field('subject').value = values.subject;
        PEOPLE.forEach((name) => this.people[name].set(values[name]));
        this.copies(this.people.cc.empty && this.people.bcc.empty);
    }

    /** The first field of recipients that keeps the letter from going. */
    get wrong() {
        const odd = PEOPLE.find((name) => this.people[name].odd);
        return odd ? this.people[odd] : PEOPLE.every((name) => this.people[name].empty) ? this.people.to : null;
    }

    static of(section) {
        const value = (name) => one('[name=' + name + ']', section).value;
        const html = one('#w-html', section);
        return {
            draft: value('draft'), to: value('to'), cc: value('cc'), bcc: value('bcc'), subject: value('subject'),
            rich: html.dataset.plain !== 'true', html: html.innerHTML, text: value('text'), files: all('.file', section),
        };
    }
}
