import {all, one} from '../base/dom.js';
import {say} from '../frame/speech.js';

/** What is said at the head of a letter that another page writes at too. */
export class Notice {
    /**
     * @param {!Element} box the composer
     * @param {{take: function(), keep: function()}} acts
     */
    constructor(box, {take, keep}) {
        this.say = box.dataset;
        this.place = one('#write-notice', box);
        /** The draft that stands against this letter; empty where none does */
        this.conflict = '';
        one('[data-take]', this.place).addEventListener('click', take);
        one('[data-keep-own]', this.place).addEventListener('click', keep);
    }

    show(words, asks) {
        one('.grow', this.place).textContent = words;
        all('button', this.place).forEach((button) => {
            button.hidden = !asks;
        });
        this.place.hidden = false;
        say(words, asks);
    }

    /** The draft is open elsewhere, and both are at one. */
    shared() {
        this.conflict = '';
        this.show(this.say.shared, false);
    }

    ask(draft, words) {
        this.conflict = draft;
        this.show(words || this.say.conflict, true);
    }

    over(how) {
        this.conflict = '';
        this.show(how === 'sent' ? this.say.sentelsewhere : this.say.discardedelsewhere, false);
    }

    restored() {
        this.show(this.say.restored, false);
    }
}
