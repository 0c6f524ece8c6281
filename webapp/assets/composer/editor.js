import {all, one} from '../base/dom.js';
import {plainOf, richOf} from './plaintext.js';

const REMEMBERED = 'barua-plain';

function remembered() {
    try {
        return localStorage.getItem(REMEMBERED) === '1';
    } catch (closed) {
        return false;
    }
}

function remember(plain) {
    try {
        localStorage.setItem(REMEMBERED, plain ? '1' : '0');
    } catch (closed) {
        // For this letter only.
    }
}

/** What the letter says: our own small editor, or plain text. */
export class Editor {
    /**
     * @param {!Element} box the composer
     * @param {{changed: function(), files: function(!FileList)}} around
     */
    constructor(box, {changed, files}) {
        this.box = box;
        this.changed = changed;
        this.files = files;
        this.text = one('#w-text', box);
        this.html = one('#w-html', box);
        this.rich = !(remembered() && this.html.dataset.plain === 'true');
        document.execCommand('styleWithCSS', false, false);
        document.execCommand('defaultParagraphSeparator', false, 'div');
        this.html.addEventListener('paste', (event) => this.pasted(event));
        this.html.addEventListener('keyup', () => this.pressed());
        one('#w-tools', box).addEventListener('mousedown', (event) => {
            if (event.target.closest('[data-do]')) event.preventDefault();
        });
        this.look();
    }

    get body() {
        return this.rich ? this.html : this.text;
    }

    get empty() {
        return !(this.rich ? this.html.textContent : this.text.value).trim();
    }

    /** The writer's own words, without what is quoted. */
    get ownWords() {
        if (!this.rich) return this.text.value.split('\n').filter((line) => line[0] !== '>').join('\n');
        const copy = this.html.cloneNode(true);
        all('blockquote', copy).forEach((quoted) => quoted.remove());
        return plainOf(copy);
    }

    /** Puts the caret before what is quoted. */
    begin() {
        this.body.focus();
        if (this.rich) getSelection().collapse(this.html, 0);
        else this.text.setSelectionRange(0, 0);
        this.body.scrollTop = 0;
    }

    /** Replaces what stands there. */
    set({rich, html, text}) {
        this.rich = rich;
        if (rich) this.html.innerHTML = html;
        else this.text.value = text;
        this.look();
    }

    setRich(rich) {
        if (rich === this.rich) return;
        if (rich) this.html.innerHTML = richOf(this.text.value);
        else this.text.value = plainOf(this.html);
        this.rich = rich;
        remember(!rich);
        this.look();
        this.body.focus();
        this.changed();
    }

    look() {
        this.text.hidden = this.rich;
        this.html.hidden = !this.rich;
        all('[data-do]', this.box).forEach((button) => {
            button.disabled = !this.rich;
        });
        all('[data-rich]', this.box).forEach((button) => button.setAttribute('aria-pressed', String((button.dataset.rich === '1') === this.rich)));
    }

    command(name) {
        this.html.focus();
        if (name === 'quote') document.execCommand('formatBlock', false, 'blockquote');
        else if (name === 'link') this.link();
        else document.execCommand(name, false, null);
        this.pressed();
        this.changed();
    }

    link() {
        const to = prompt(this.box.dataset.link, 'https://');
        if (to && /^(https?:|mailto:)/i.test(to)) document.execCommand('createLink', false, to);
    }

    pressed() {
        for (const name of ['bold', 'italic', 'underline']) {
            one('[data-do=' + name + ']', this.box).setAttribute('aria-pressed', String(document.queryCommandState(name)));
        }
    }

    /** What is pasted comes as text: another page's look does not belong into a letter. */
    pasted(event) {
        event.preventDefault();
        const data = event.clipboardData;
        if (data.files && data.files.length) this.files(data.files);
        else document.execCommand('insertText', false, data.getData('text/plain'));
    }
}
