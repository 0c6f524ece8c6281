import {all, focused, one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {words} from '../base/words.js';
import {bind} from '../frame/keys.js';
import {toast} from '../frame/toast.js';
import {compose} from '../composer/compose.js';
import {startFrames} from './frames.js';
import {showFound} from './marks.js';

/** The reading pane: conversations come as pieces; folded letters and pictures open where they are. */
const SLOW = 200;
/** Between the subject and the letter that is in sight. */
const GAP = 8;

let latest = 0;

const pane = () => one('#pane-read');

/** The newest message is what one came for. */
function scrollToLast() {
    const letters = all('.letter', pane());
    const scroller = one('.conversation', pane());
    if (letters.length < 2 || !scroller) return;
    const above = one('.subject-line', scroller).getBoundingClientRect().bottom;
    scroller.scrollTop += Math.max(0, letters[letters.length - 1].getBoundingClientRect().top - above - GAP);
}

/**
 * Shows a conversation.
 * @param {string} address of its piece
 * @param {boolean=} byKeyboard whether the focus is to follow
 * @return {!Promise<boolean>} false where it did not come, or another was asked for meanwhile
 */
export async function readLetter(address, byKeyboard = false) {
    const mine = ++latest;
    const slow = setTimeout(() => mine === latest && pane().setAttribute('aria-busy', 'true'), SLOW);
    try {
        const html = await piece(address, {accepts: [404]});
        if (mine !== latest) return false;
        pane().innerHTML = html;
        scrollToLast();
        const subject = one('#subject', pane());
        if (byKeyboard && subject) subject.focus({preventScroll: true});
        return true;
    } catch (refused) {
        if (mine === latest) toast(words.failed);
        return false;
    } finally {
        clearTimeout(slow);
        if (mine === latest) pane().removeAttribute('aria-busy');
    }
}

function sayNothing(why) {
    pane().replaceChildren(one('#nothing').content.cloneNode(true));
    one('p', pane()).textContent = why;
}

/** Nothing is read now. @param {boolean=} gone whether what was read is no longer there */
export function clearReader(gone = false) {
    latest++;
    sayNothing(gone ? words.gone : words.choose);
}

/** Opens a folded letter or its pictures, and leaves the page where it was. */
async function unfold(link) {
    const address = new URL(link.href);
    const scroller = one('.conversation', pane());
    const at = scroller.scrollTop;
    const key = link.dataset.letter;
    await readLetter(address.pathname + '/reader' + address.search);
    const again = one('.conversation', pane());
    const letter = key && one('[data-letter="' + key + '"]', pane());
    if (again) again.scrollTop = at;
    if (letter) letter.focus({preventScroll: true});
}

function clicked(event) {
    const link = event.target.closest('a.letter.folded, [data-pictures], [data-unfold]');
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    unfold(link);
}

/** From one letter of the conversation to the next. */
function turn(by) {
    const letters = all('.letter', pane());
    if (!letters.length) return false;
    const at = letters.indexOf(focused('.letter'));
    const start = by > 0 ? 0 : letters.length - 1;
    const to = letters[at < 0 ? start : Math.max(0, Math.min(letters.length - 1, at + by))];
    to.focus();
    to.scrollIntoView({block: 'nearest'});
    return true;
}

export function startReader() {
    if (!pane()) return;
    pane().addEventListener('click', clicked);
    startFrames(pane());
    if (one('.empty', pane())) sayNothing(one('.empty', pane()).textContent.trim());
    bind('n', () => turn(1));
    bind('p', () => turn(-1));
    for (const key of ['r', 'a', 'f']) {
        bind(key, () => {
            const link = one('[data-key=' + key + ']', pane());
            return link ? compose(link.getAttribute('href')) : false;
        });
    }
    if (!showFound()) scrollToLast();
}
