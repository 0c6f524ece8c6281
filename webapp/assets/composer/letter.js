import {element, one} from '../base/dom.js';
import {PATIENCE, piece, post} from '../base/net.js';
import {say} from '../frame/speech.js';
import {meantSo} from './asking.js';
import {Editor} from './editor.js';
import {Files} from './files.js';
import {Keeper} from './keeper.js';
import {Notice} from './notice.js';
import {Saver} from './saver.js';
import {Sheet} from './sheet.js';
import {Tabs} from './tabs.js';

/** A letter that is being written: what it says, and how it is saved, sent or thrown away. It is over once it has been sent, thrown away or closed. */
export class Letter {
    /** @param {!Element} box the composer */
    constructor(box) {
        this.box = box;
        this.say = box.dataset;
        this.over = false;
        this.alone = false;   // whether what is written stands on this computer only, as the server cannot be reached
        this.status = one('#w-status', box);
        this.notice = new Notice(box, {take: () => this.takeOther(), keep: () => this.keepOwn()});
        const changed = () => this.touched();
        this.sheet = new Sheet(box, changed);
        this.files = new Files(box, {changed, problem: (words) => this.problem(words)});
        this.editor = new Editor(box, {changed, files: (files) => this.files.attach(files)});
        this.saver = new Saver(() => this.save());
        this.keeper = new Keeper(this.sheet.key, () => this.values());
        this.tabs = new Tabs(() => ({draft: this.sheet.draft, key: this.sheet.key}), {
            shared: () => this.notice.shared(),
            saved: (draft) => this.savedElsewhere(draft),
            over: (how) => this.overElsewhere(how),
        });
    }

    get empty() {
        return this.sheet.empty && this.editor.empty && this.files.empty;
    }

    /** Whether something would be lost with the page. */
    get unsaved() {
        return !this.over && this.saver.dirty && !(this.empty && this.sheet.draft === '0');
    }

    values() {
        const {rich} = this.editor;
        return {...this.sheet.values(), rich, html: rich ? this.editor.html.innerHTML : '', text: rich ? '' : this.editor.text.value};
    }

    touched() {
        if (this.over) return;
        this.problem('');
        if (!this.alone) this.status.textContent = '';
        this.saver.touched();
        this.keeper.touched();
    }

    form(verb, more) {
        const {rich, ...values} = this.values();
        const out = new URLSearchParams({...values, rich: rich ? '1' : '', verb, ...more});
        for (const file of this.files.list) if (file.key) out.append('keep', file.key + '|' + file.name + '|' + file.size);
        for (const file of this.files.list) if (!file.key && file.whole) out.append('upload', file.id);
        for (const id of this.files.done) out.append('done', id);
        return out;
    }

    async post(verb, more = {}, manner = {}) {
        const response = await post('/compose', this.form(verb, more), '', {accepts: [409, 422], patience: PATIENCE, ...manner});
        return response.json();
    }

    /** @return {!Promise<boolean>} whether what was there is safe */
    async save(more = {}) {
        if (this.over || this.notice.conflict || (this.empty && this.sheet.draft === '0')) return true;
        if (!this.alone) this.status.textContent = this.say.saving;
        const files = this.files.sent();
        try {
            const answer = await this.post('save', more, {tries: 1});   // the next saving is the next try
            if (this.over) return true;
            if (answer.conflict) return this.conflict(answer);
            if (answer.refused) {
                this.status.textContent = '';
                this.problem(answer.refused);
                return false;
            }
            this.alone = false;
            this.saved(answer, files);
            return true;
        } catch (refused) {
            this.alone = this.keeper.keep();
            this.status.textContent = this.alone ? this.say.here : this.say.local;
            return false;
        }
    }

    saved(answer, files) {
        const before = this.sheet.draft;
        this.sheet.draft = String(answer.draft);
        this.sheet.key = answer.key || this.sheet.key;
        this.files.saved(files, answer.files);
        this.tabs.tell('saved', {before});
        if (this.box.classList.contains('full')) history.replaceState({}, '', '/compose/' + answer.draft);
        if (this.saver.dirty) {
            this.keeper.keep();   // as made of this version: else a page that dies now is asked about itself
            this.status.textContent = '';
            return;
        }
        this.keeper.forget();
        this.status.textContent = answer.said;
    }

    /** The server has a newer one of this draft: nothing is saved until somebody says which of the two is meant. */
    conflict(answer) {
        this.status.textContent = '';
        this.notice.ask(String(answer.draft), answer.said);
        return true;
    }

    savedElsewhere(draft) {
        if (this.over) return;
        if (this.saver.dirty || this.saver.running) {
            this.notice.ask(draft, '');
            return;
        }
        this.fetchDraft(draft);
    }

    overElsewhere(how) {
        if (this.over) return;
        this.end();
        this.notice.over(how);
    }

    async fetchDraft(draft) {
        try {
            const other = Sheet.of(element(await piece('/compose/' + draft)));
            this.put(other);
            this.notice.shared();
        } catch (gone) {
            // It was saved once more, or sent, meanwhile: the next word of the other page tells.
        }
    }

    /** Puts in what was written elsewhere or before. */
    put(values) {
        this.sheet.set(values);
        this.editor.set(values);
    }

    async takeOther() {
        const draft = this.notice.conflict;
        this.saver.dirty = false;
        this.keeper.forget();
        if (draft === '0') {
            this.end();
            this.notice.over('');
            return;
        }
        this.notice.shared();
        await this.fetchDraft(draft);
    }

    keepOwn() {
        this.sheet.draft = this.notice.conflict;
        this.notice.shared();
        return this.save({force: '1'});
    }

    problem(words) {
        const place = one('#write-problem', this.box);
        const told = one('.grow', place);
        if (words && words !== told.textContent) say(words, true);   // tried again and again, told once
        told.textContent = words;
        place.hidden = !words;
    }

    /** The letter goes on being written; where it was refused the focus stands where something is to be done. */
    refused(words) {
        this.problem(words);
        this.saver.resume();
        (this.sheet.wrong || one('[value=send]', this.box)).focus();
    }

    /** @return {!Promise<?{sent: string, said: string}>} what became of it; nothing where it did not go */
    async send() {
        this.sheet.settle();
        if (this.files.pending) {
            this.problem(this.say.wait);
            return null;
        }
        const asked = {subject: this.sheet.subject, words: this.editor.ownWords, files: !this.files.empty, people: this.sheet.count};
        if (!this.sheet.wrong && !await meantSo(asked, this.say)) {
            if (!this.sheet.subject.trim()) this.sheet.field('subject').focus();
            return null;
        }
        await this.saver.stop();
        this.keeper.keep();
        try {
            const answer = await this.post('send', {sure: '1'});
            if (answer.conflict) this.conflict(answer);
            if (answer.conflict || answer.refused) {
                this.refused(answer.refused || answer.said || '');
                return null;
            }
            this.finish('sent');
            return answer;
        } catch (failed) {
            this.refused(this.say.unsent);
            return null;
        }
    }

    /** @return {!Promise<boolean>} whether it is gone */
    async discard() {
        await this.saver.stop();
        try {
            if (this.sheet.draft !== '0' || !this.files.empty) await this.post('discard');
            this.finish('discarded');
            return true;
        } catch (failed) {
            this.refused(this.say.unsent);
            return false;
        }
    }

    finish(how) {
        this.tabs.tell('over', {how});
        this.keeper.forget();
        this.end();
    }

    /** From here on nothing of it is saved. */
    end() {
        this.over = true;
        this.saver.stop();
        this.keeper.close();
        this.tabs.close();
    }
}
