import {after, one} from '../base/dom.js';
import {onLine} from '../base/line.js';
import {fill, words} from '../base/words.js';
import {say} from '../frame/speech.js';
import {takeAway} from './acts.js';
import {busy, whenIdle} from './commands.js';
import {folderUnread, headUnread, renewFolders} from './counts.js';
import {openIsGone} from './opening.js';
import {renew, scrolledDown, tellFresh} from './scrolling.js';
import {uidsOf} from './selection.js';
import {listAddress, shown} from './state.js';
import {rows} from './view.js';

/** What the server tells of the mailbox while the page is open. */
const COME_BACK = 15000;
const POLL = 60000;

let source = null;
let heard = false;
const later = after(60, renew);
const foldersLater = after(100, () => renewFolders().then((here) => here || folderIsGone()).catch(() => {}));

/** The folder has another name now, or none: its address says so. Whoever writes a letter is left to it. */
function folderIsGone() {
    if (!one('.composer')) location.replace(listAddress());
}

/** Rows whose messages are all gone leave; a conversation that lost only some is asked for again. */
function expunged(uids) {
    const gone = new Set(uids.map(String));
    if (gone.has(shown.current)) openIsGone();
    const touched = rows().filter((row) => uidsOf(row).split(',').some((uid) => gone.has(uid)));
    const whole = touched.filter((row) => uidsOf(row).split(',').every((uid) => gone.has(uid)));
    if (whole.length) takeAway(whole);
    if (touched.length > whole.length || !touched.length) later();
}

function here(news) {
    const modseq = Number(news.modseq) || 0;
    if (modseq && modseq <= shown.modseq) return;   // our own act, or seen already
    headUnread(news.unread);
    if (news.kind === 'EXPUNGED' && news.uids && news.uids.length) {
        shown.modseq = Math.max(shown.modseq, modseq);
        expunged(news.uids);
    } else if (news.kind === 'ADDED' && scrolledDown()) {
        shown.fresh++;
        tellFresh();
    } else {
        later();
    }
}

/** @param {{folder: string, kind: string, unread: number, modseq: number, uids: !Array<number>, from: string, subject: string}} news */
export function tell(news) {
    if (news.kind === 'FOLDERS') {
        foldersLater();
        return;
    }
    if (news.unread !== undefined) folderUnread(news.folder, news.unread);
    if (news.folder === 'inbox' && news.kind === 'ADDED' && news.from !== undefined) say(fill(words.arrived, news));
    if (news.folder === shown.path) here(news);
}

function listen() {
    if (source || typeof EventSource === 'undefined') return;
    source = new EventSource('/live');
    source.addEventListener('mail', (event) => {
        const news = JSON.parse(event.data);
        if (busy()) whenIdle(() => tell(news));
        else tell(news);
    });
    source.addEventListener('resync', later);
    // A line that was cut and came back may have missed something.
    source.addEventListener('hello', () => {
        if (heard) later();
        heard = true;
    });
    source.onerror = () => {
        if (source.readyState !== EventSource.CLOSED) return;
        source = null;
        setTimeout(listen, COME_BACK);
    };
}

function stop() {
    if (source) source.close();
    source = null;
}

export function startNews() {
    addEventListener('pagehide', stop);
    onLine((away) => away || whenIdle(later));
    addEventListener('pageshow', (event) => {
        if (!event.persisted) return;
        listen();
        renew();
    });
    document.addEventListener('visibilitychange', () => {
        if (document.hidden || source) return;
        listen();
        renew();
    });
    const line = navigator.connection;
    const costly = line && (line.saveData || /2g/.test(line.effectiveType || ''));
    if (costly) setInterval(renew, POLL);
    else setTimeout(listen, 300);
}
