import {element, one, root} from '../base/dom.js';
import {piece} from '../base/net.js';
import {words} from '../base/words.js';
import {remember} from '../frame/steps.js';
import {tellHeld} from '../frame/takingback.js';
import {toast} from '../frame/toast.js';
import {composing} from './composing.js';
import {Keeper} from './keeper.js';
import {Letter} from './letter.js';

/** The window (or page) in which a letter is written, and what its buttons and keys do. One is open at a time. */
let open = null;

class Composer {
    /**
     * @param {!Element} box
     * @param {string} href where it came from
     * @param {Element} before what has the focus again afterwards
     */
    constructor(box, href, before) {
        this.box = box;
        this.href = href;
        this.before = before;
        this.full = box.classList.contains('full');
        this.sending = false;
        this.letter = new Letter(box);
        this.unload = (event) => {
            if (!this.letter.unsaved) return;
            this.letter.keeper.keep();
            this.letter.saver.flush();
            event.preventDefault();
        };
        this.listen();
        this.restore();
        this.focus();
    }

    focus() {
        this.box.classList.remove('minimised');
        const where = this.box.dataset.focus;
        if (where === 'body') this.letter.editor.begin();
        else (one('#w-' + where + '-in', this.box) || one('#w-' + where, this.box)).focus();
    }

    listen() {
        const {box, letter} = this;
        addEventListener('beforeunload', this.unload);
        box.addEventListener('input', () => letter.touched());
        box.addEventListener('focusout', (event) => {
            if (!box.contains(event.relatedTarget)) letter.saver.flush();
        });
        box.addEventListener('submit', (event) => this.submitted(event));
        box.addEventListener('click', (event) => this.clicked(event));
        box.addEventListener('keydown', (event) => this.key(event));
        box.addEventListener('dragover', (event) => {
            if (event.dataTransfer.types.includes('Files')) event.preventDefault();
        });
        box.addEventListener('drop', (event) => {
            if (!event.dataTransfer.files.length) return;
            event.preventDefault();
            letter.files.attach(event.dataTransfer.files);
        });
    }

    /** Text of this letter that a tab took with it when it died. */
    async restore() {
        const {letter} = this;
        if (this.href.includes('re=')) return;
        const left = await letter.keeper.left(letter.sheet.draft);
        if (!left || letter.saver.dirty) return;
        Keeper.drop(left.key);
        letter.put(left);
        letter.touched();
        letter.notice.restored();
    }

    key(event) {
        if ((event.ctrlKey || event.metaKey) && event.key === 'Enter') {
            event.preventDefault();
            this.send();
        } else if (event.key === 'Escape' && !event.defaultPrevented) {
            event.preventDefault();
            this.close();
        } else if (event.key === 'Enter' && event.target.name === 'subject') {
            event.preventDefault();
        }
    }

    submitted(event) {
        event.preventDefault();
        const verb = event.submitter && event.submitter.value;
        if (verb === 'discard') this.discard();
        else if (verb === 'save') this.close();
        else this.send();
    }

    clicked(event) {
        const button = event.target.closest('button, a');
        if (!button || !this.box.contains(button)) return;
        const {letter} = this;
        const data = button.dataset;
        if (data.do) letter.editor.command(data.do);
        else if (data.rich) letter.editor.setRich(data.rich === '1');
        else if ('attach' in data) one('#w-pick', this.box).click();
        else if ('copies' in data) {
            letter.sheet.copies(false);
            letter.sheet.people.cc.focus();
        } else if ('keep' in data && button.type === 'button') this.close();
        else if ('minimise' in data) {
            this.box.classList.toggle('minimised');
            letter.saver.flush();
        } else if ('full' in data) {
            event.preventDefault();
            this.fill();
        } else if ('removeFile' in data) letter.files.remove(button.closest('.file'));
    }

    /** Opens the same letter as a page of its own. */
    async fill() {
        const {letter} = this;
        letter.saver.dirty = true;
        await letter.saver.flush();
        if (letter.saver.dirty) return;
        letter.end();
        location.assign(letter.sheet.draft === '0' ? this.href || '/compose' : '/compose/' + letter.sheet.draft);
    }

    /** Saves and closes; stays open where it could not be saved. @return {!Promise<boolean>} */
    async close() {
        const {letter} = this;
        if (!letter.over) await letter.saver.flush();
        if (letter.unsaved || letter.notice.conflict) return false;
        if (!letter.over) {
            letter.keeper.forget();
            letter.end();
        }
        this.leave();
        return true;
    }

    async send() {
        if (this.letter.over || this.sending) return;
        const button = one('[value=send]', this.box);
        this.sending = true;
        button.setAttribute('aria-busy', 'true');
        try {
            const answer = await this.letter.send();
            if (!answer) return;
            this.leave();
            tellSent(answer);
        } finally {
            this.sending = false;
            button.removeAttribute('aria-busy');
        }
    }

    async discard() {
        if (this.letter.over && !this.letter.notice.conflict) {
            this.leave();
            return;
        }
        const {discarded} = this.box.dataset;
        if (!await this.letter.discard()) return;
        this.leave();
        toast(discarded);
    }

    /** The form goes; what it was opened from gets the focus back. */
    leave() {
        open = null;
        removeEventListener('beforeunload', this.unload);
        if (this.full) {
            location.assign('/mail/inbox');
            return;
        }
        this.box.remove();
        if (this.before && this.before.isConnected) this.before.focus();
    }
}

/** Sending is held for some seconds on the server, in which it can be taken back. */
function tellSent({sent, said}) {
    const hold = Number(root.dataset.hold);
    if (said || !hold || !sent) toast(said || words.sent);
    else tellHeld(remember({kind: 'send', id: sent, until: Date.now() + hold * 1000}));
}

/** Opens the form of that address over the page, or takes over the one that the page has. @param {string} href */
export async function write(href) {
    const page = one('.composer.full');
    if (page && !open) {
        open = new Composer(page, location.pathname + location.search, null);
        if (!href) return;
    }
    if (open && (!href || open.href === href)) {
        open.focus();
        return;
    }
    if (open && !await open.close()) return;
    const before = document.activeElement;
    try {
        const section = element(await piece(href));
        document.body.append(section);
        open = new Composer(section, href, before);
    } catch (refused) {
        toast(words.open);
    }
}

composing.write = write;
