import {all, icon, make, one, root, unique} from '../base/dom.js';
import {post} from '../base/net.js';
import {fill} from '../base/words.js';
import {size} from './sizes.js';

/** Base64 and its line ends make a file so much longer. */
const GROWTH = 1.37;
const SLOW_PART = 256 * 1024;
const PART = 1024 * 1024;
const TRIES = 12;

const part = () => navigator.connection && navigator.connection.downlink < 1 ? SLOW_PART : PART;

/**
 * One file of a letter: the name of its upload, its key in the draft once that holds it, whether all of it is on the server.
 * @typedef {{id: string, key: string, name: string, size: string, file: ?File, whole: boolean, failed: boolean, removed: boolean}}
 */
export let Attached;

/** The files of a letter: what the draft holds already, and what is on its way in parts. */
export class Files {
    /**
     * @param {!Element} box the composer
     * @param {{changed: function(), problem: function(string)}} around
     */
    constructor(box, {changed, problem}) {
        this.box = box;
        this.say = box.dataset;
        this.changed = changed;
        this.problem = problem;
        this.place = one('#w-files', box);
        /** @type {!Array<!Attached>} */
        this.list = all('.file', this.place).map((element) => this.known(element));
        /** Uploads that a draft holds by now */
        this.done = [];
        one('#w-pick', box).addEventListener('change', (event) => {
            this.attach(event.target.files);
            event.target.value = '';
        });
    }

    known(element) {
        const keep = one('[name=keep]', element);
        const [key, name, shown] = keep.value.split('|');
        keep.closest('label').remove();
        return {id: '', key, name, size: shown, element, whole: true};
    }

    get empty() {
        return !this.list.length;
    }

    /** Whether something is still on its way. */
    get pending() {
        return this.list.some((entry) => !entry.whole && !entry.failed);
    }

    attach(files) {
        for (const file of files) this.upload(file);
    }

    upload(file) {
        const limit = Number(root.dataset.limit);
        if (file.size * GROWTH > limit) {
            this.problem(fill(this.say.toobig, {what: size(file.size), limit: size(limit / GROWTH)}));
            return;
        }
        const entry = {id: unique(), key: '', name: file.name, size: size(file.size), file, from: 0, whole: false, failed: false, removed: false};
        this.draw(entry);
        this.list.push(entry);
        this.push(entry);
    }

    draw(entry) {
        const kind = entry.name.match(/\.([a-z0-9]{1,4})$/i);
        entry.bar = make('progress', {'class': 'meter', 'max': '100', 'value': '0', 'aria-label': this.say.uploading + ' ' + entry.name});
        entry.note = make('span', {class: 'tiny-text muted figures'});
        entry.element = make('div', {class: 'file'},
            make('span', {class: 'file-kind'}, kind ? kind[1].toUpperCase() : '···'),
            make('span', {class: 'grow'}, make('span', {class: 'file-name ellipsis'}, entry.name), entry.bar, entry.note),
            make('button', {
                'type': 'button', 'class': 'button quiet icon-only small', 'data-remove-file': true, 'aria-label': this.say.remove + ' ' + entry.name,
            }, icon('x', 'small')));
        this.place.append(entry.element);
    }

    /** One part after the other; the server says where it is, so after a broken line it goes on and does not begin again. */
    async push(entry) {
        try {
            while (!entry.removed && !entry.whole) {
                const {file} = entry;
                const asked = new URLSearchParams({id: entry.id, name: entry.name, type: file.type || '', size: file.size, from: entry.from});
                const bytes = file.slice(entry.from, Math.min(file.size, entry.from + part()));
                const response = await post('/upload?' + asked, bytes, 'application/octet-stream', {tries: TRIES});
                const answer = await response.json();
                entry.from = answer.received;
                entry.bar.value = file.size ? answer.received / file.size * 100 : 100;
                entry.whole = answer.whole;
                entry.note.textContent = entry.whole ? entry.size + ' · ' + this.say.ready : size(answer.received) + ' / ' + entry.size;
            }
            entry.bar.remove();
            if (!entry.removed) this.changed();
        } catch (refused) {
            entry.note.textContent = this.say.stopped;
            entry.failed = true;
        }
    }

    remove(element) {
        const at = this.list.findIndex((entry) => entry.element === element);
        if (at >= 0) {
            this.list[at].removed = true;
            this.list.splice(at, 1);
        }
        element.remove();
        this.changed();
    }

    /** What a saving says of the files, in the order in which the answer will name them. */
    sent() {
        return [...this.list.filter((entry) => entry.key), ...this.list.filter((entry) => !entry.key && entry.whole)];
    }

    /**
     * The draft holds these files now.
     * @param {!Array<!Attached>} sent
     * @param {!Array<{key: string}>} held
     */
    saved(sent, held) {
        held.forEach(({key}, i) => {
            const entry = sent[i];
            if (!entry) return;
            if (entry.id && !entry.key) this.done.push(entry.id);
            entry.key = key;
            entry.file = null;
        });
    }
}
