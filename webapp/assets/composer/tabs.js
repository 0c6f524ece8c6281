import {unique} from '../base/dom.js';

/** Pages of one browser that write at the same draft know of each other. */
export class Tabs {
    /**
     * @param {function(): {draft: string, key: string}} letter which draft this page writes at
     * @param {{shared: function(), saved: function(string), over: function(string)}} heard what the others do with it
     */
    constructor(letter, heard) {
        this.letter = letter;
        this.heard = heard;
        this.me = unique();
        this.channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('barua-drafts');
        if (this.channel) this.channel.onmessage = ({data}) => this.hear(data);
        this.tell('open');
    }

    /**
     * @param {string} what open, here, saved or over
     * @param {!Object=} more
     */
    tell(what, more = {}) {
        if (this.channel) this.channel.postMessage({what, from: this.me, ...this.letter(), ...more});
    }

    isOurs(data) {
        const {draft, key} = this.letter();
        return data.from !== this.me && (data.key === key || (draft !== '0' && (data.draft === draft || data.before === draft)));
    }

    hear(data) {
        if (!this.isOurs(data)) return;
        if (data.what === 'open') this.tell('here');
        if (data.what === 'open' || data.what === 'here') this.heard.shared();
        else if (data.what === 'saved') this.heard.saved(data.draft);
        else if (data.what === 'over') this.heard.over(data.how);
    }

    close() {
        if (this.channel) this.channel.close();
    }
}
