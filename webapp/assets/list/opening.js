import {all, one} from '../base/dom.js';
import {compose} from '../composer/compose.js';
import {clearReader, readLetter} from '../reader/reader.js';
import {send} from './commands.js';
import {countAll} from './counts.js';
import {drawUnread, isOpen, paintAll} from './painting.js';
import {letterAddress, listAddress, shown} from './state.js';
import {rows} from './view.js';

/** Opening and closing what is read beside the list, and the address of the page with it. */

const main = () => one('#main');

/** Marks what is shown unread as read: a command of its own, for reading changes nothing. */
async function markRead() {
    const bar = one('#pane-read [data-unread]');
    const uids = bar ? bar.dataset.unread : '';
    if (!uids) return;
    bar.dataset.unread = '';
    rows().filter(isOpen).forEach((row) => drawUnread(row, false));
    try {
        const answer = await send({verb: 'read', folder: shown.path, uids});
        countAll(answer.unread);
        shown.modseq = Math.max(shown.modseq, Number((answer.modseq || {})[shown.path]) || 0);
    } catch (refused) {
        // It stays unread, which the list shows when it is asked next.
    }
}

async function read(uid, byKeyboard = false) {
    shown.current = uid;
    main().dataset.view = 'read';
    paintAll();
    if (await readLetter(letterAddress(uid).replace(/(\?|$)/, '/reader$1'), byKeyboard)) await markRead();
}

/** Opens a row: a draft in the composer, everything else beside the list. */
export function openRow(row, byKeyboard = false) {
    const uid = row.dataset.uid;
    if (shown.path === 'drafts') {
        compose('/compose/' + uid);
        return;
    }
    history.pushState({uid}, '', letterAddress(uid));
    read(uid, byKeyboard);
}

function showList() {
    shown.current = '';
    main().dataset.view = 'list';
    clearReader();
    paintAll();
}

/** Closes what is open. @param {boolean=} stay where the focus is not to go to its row */
export function closeLetter(stay = false) {
    const row = rows().find(isOpen);
    if (!shown.current) {
        main().dataset.view = 'list';
        return;
    }
    history.pushState({}, '', listAddress());
    showList();
    if (!stay && row) row.focus({preventScroll: true});
}

/** What is open was taken away elsewhere: the page says so instead of offering what cannot be done any more. */
export function openIsGone() {
    shown.current = '';
    clearReader(true);
    paintAll();
}

export function startOpening() {
    const open = location.pathname.match(/^\/mail\/[^/]+\/(\d+)$/);
    if (open) shown.current = open[1];
    markRead();
    addEventListener('popstate', () => {
        const now = location.pathname.match(/^\/mail\/([^/]+)(?:\/(\d+))?$/);
        if (!now || decodeURIComponent(now[1]) !== shown.path) location.reload();
        else if (now[2]) read(now[2]);
        else showList();
    });
    all('[data-back]').forEach((link) => link.blur());
}
