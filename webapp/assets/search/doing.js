import {one} from '../base/dom.js';
import {fill, words} from '../base/words.js';
import {question} from '../frame/dialog.js';
import {remember} from '../frame/steps.js';
import {offer, teach} from '../frame/takingback.js';
import {toast} from '../frame/toast.js';
import {send as command} from '../list/commands.js';
import {countAll} from '../list/counts.js';
import {drawFlag, drawUnread} from '../list/painting.js';
import {selection} from '../list/selection.js';
import {carryOut} from '../list/working.js';
import {focusRow, form, here, inRows, rows} from './found.js';
import {renew} from './showing.js';

/** Acts with results: on the screen at once, then at the server, which is asked how far it is where that takes long. */
const LEAVING = new Set(['archive', 'delete', 'spam', 'notspam', 'move']);
/** What has gone elsewhere is found there a moment later. */
const SETTLED = 1200;

/** What an act is meant for. @typedef {{at: string, rows: !Array<!Element>, all: boolean}} */
export let Meant;

/** The selection, else the row with the focus. @return {?Meant} */
export function meant() {
    if (selection.everything) return {all: true, at: '', rows: rows()};
    if (selection.size) return {all: false, at: selection.uids(), rows: rows().filter((row) => selection.has(row))};
    const row = inRows() && here();
    return row ? {all: false, at: row.dataset.uid, rows: [row]} : null;
}

function draw(verb, row) {
    if (verb === 'read' || verb === 'unread') drawUnread(row, verb === 'unread');
    else drawFlag(row, verb === 'flag');
}

function takeAway(gone) {
    const there = rows();
    const last = Math.max(-1, ...gone.map((row) => there.indexOf(row)));
    const left = there.filter((row) => !gone.includes(row));
    const held = gone.some((row) => row.contains(document.activeElement));
    const next = there.slice(last + 1).find((row) => !gone.includes(row)) || left[left.length - 1];
    gone.forEach((row) => row.remove());
    countDown(gone.length);
    if (next && (held || document.activeElement === document.body)) focusRow(next);
}

const pause = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

/** So many are left of those that were found. */
function countDown(gone) {
    const left = Math.max(0, Number(form().dataset.total) - gone);
    form().dataset.total = String(left);
    form().dataset.most = String(Math.min(left, Number(form().dataset.most)));
    one('#search-count').textContent = fill(words.resultsfound, {n: left});
}

/** Draws the results again where nobody is at work in them: at once, and when what moved is found where it is now. */
async function settle() {
    const at = inRows() && here() ? rows().indexOf(here()) : -1;
    for (const wait of [0, SETTLED]) {
        await pause(wait);
        if (selection.size || (wait && at < 0 && inRows())) return;
        await renew();
        if (at >= 0 && rows().length) focusRow(rows()[Math.min(at, rows().length - 1)]);
    }
}

function failed(word = '') {
    toast(words[word] || words.failed);
    return settle();
}

function tell(told, what) {
    const said = fill(words[told.word] || '', {n: told.count}) + (told.cut ? ' ' + fill(words.left, {n: told.total.toLocaleString('en')}) : '');
    toast(said, told.undo ? offer(remember({kind: 'found', id: told.id})) : {});
    if (what.all || !rows().length || told.word === 'part' || told.word === 'already' || told.word === 'gone') return settle();
    return null;
}

const inTrash = (what) => what.all || what.rows.some((row) => row.dataset.uid.startsWith('trash/'));

const sureOf = (n) => question({title: words.erase, text: fill(words.erasesure, {n}), yes: words.eraseyes, danger: true});

/**
 * @param {string} verb
 * @param {?Meant} what
 * @param {string=} to a folder's path
 * @param {boolean=} sure whether the person agreed that it is for good
 */
export async function act(verb, what, to = '', sure = false) {
    if (!what) return;
    const asks = verb === 'delete' && inTrash(what) && !sure;
    selection.clear();
    if (!LEAVING.has(verb)) what.rows.forEach((row) => draw(verb, row));
    else if (!asks && !what.all) takeAway(what.rows);
    try {
        const told = await carryOut({verb, to, sure, at: what.at, ...(what.all ? {all: true, q: one('[name=q]', form()).value} : {})});
        if (told.word === 'sure') {
            if (await sureOf(told.count)) await act(verb, what, to, true);
        } else if (told.word === 'failed' || told.word === 'busy') {
            await failed(told.word === 'busy' ? 'busy' : '');
        } else {
            if (asks && !what.all) takeAway(what.rows);
            await tell(told, what);
        }
    } catch (refused) {
        await failed();
    }
}

async function undo({id}) {
    const told = await carryOut({verb: 'undo', to: id});
    settle();
    return told.word === 'undone';
}

/** Takes back what a page before did with letters of one folder. */
async function undoAct({id}) {
    const answer = await command({verb: 'undo', folder: 'inbox', uids: '', to: id});
    countAll(answer.unread);
    settle();
    return answer.results[0].done;
}

export function startDoing() {
    teach('found', undo);
    teach('act', undoAct);
}

/** The flag of those that are meant: off where one has it. */
export function toggleFlag() {
    const what = meant();
    const any = what && !what.all && what.rows.some((row) => row.dataset.flagged === 'true');
    return act(any ? 'unflag' : 'flag', what);
}
