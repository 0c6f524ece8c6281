import {focused, one, unique} from '../base/dom.js';
import {fill, words} from '../base/words.js';
import {question} from '../frame/dialog.js';
import {forget, remember} from '../frame/steps.js';
import {offer, teach} from '../frame/takingback.js';
import {toast} from '../frame/toast.js';
import {leaveTold} from '../frame/told.js';
import {foundAt} from '../reader/marks.js';
import {send} from './commands.js';
import {countAll} from './counts.js';
import {closeLetter} from './opening.js';
import {drawFlag, drawUnread, isOpen} from './painting.js';
import {around, emptied, fillSight, renew} from './scrolling.js';
import {selection, uidsOf} from './selection.js';
import {focusRow, here} from './stepping.js';
import {actingAddress, shown} from './state.js';
import {geometry, rows, view} from './view.js';
import {carryOut} from './working.js';

/** Acts: on the screen at once, then to the server; the last ones can be taken back. */
const LEAVING = new Set(['archive', 'delete', 'spam', 'notspam', 'move', 'empty']);

/** What an act is meant for. @typedef {{uids: string, rows: !Array<!Element>, all: boolean}} */
export let Target;

/**
 * The selection, else the conversation that is open, else the row with the focus.
 * @param {boolean} fromReader where the reader's own buttons and keys mean what is open
 * @return {?Target}
 */
export function target(fromReader) {
    if (selection.everything && !fromReader) return {all: true, uids: '', rows: rows()};
    if (selection.size && !fromReader) return {all: false, uids: selection.uids(), rows: rows().filter((row) => selection.has(row))};
    const open = rows().find(isOpen);
    const row = (fromReader || shown.current) && !focused('.row') ? open : here();
    const bar = one('#pane-read [data-conversation]');
    if (!row && bar) return {all: false, uids: one('[name=uids]', bar).value, rows: []};
    return row ? {all: false, uids: uidsOf(row), rows: [row]} : null;
}

/** The row that is to have the focus when these are gone. */
function nextAfter(gone) {
    const there = rows();
    const last = Math.max(-1, ...gone.map((row) => there.indexOf(row)));
    return there.slice(last + 1).find((row) => !gone.includes(row)) || there.filter((row) => !gone.includes(row)).pop() || null;
}

function draw(verb, row) {
    if (verb === 'read' || verb === 'unread') drawUnread(row, verb === 'unread');
    else if (verb === 'flag' || verb === 'unflag') drawFlag(row, verb === 'flag');
    else if (verb === 'toggleflag') drawFlag(row, row.dataset.flagged !== 'true');
}

/** Takes rows out of the list that have gone, and closes what is open of them. */
export function takeAway(gone) {
    const next = nextAfter(gone);
    const held = gone.some((row) => row.contains(document.activeElement));
    if (gone.some(isOpen)) closeLetter(true);
    view.stretches.remove(gone);
    emptied();
    if (next && held) focusRow(next);
    fillSight();
    return next;
}

async function agreed(verb, what) {
    const erases = verb === 'empty' || (verb === 'delete' && shown.path === 'trash');
    if (!erases) return true;
    const count = verb === 'empty' || what.all ? geometry.total : what.uids.split(',').length;
    const title = verb === 'empty' ? one('[data-empty]').textContent.trim() : words.erase;
    return question({title, text: fill(words.erasesure, {n: count}), yes: words.eraseyes, danger: true});
}

function failed() {
    toast(words.failed);
    return renew();
}

function told(result, what) {
    if (result.word === 'gone' || (result.done && !result.count)) {
        toast(words.gone);
        if (what.rows.length) takeAway(what.rows.filter((row) => row.isConnected));
        return;
    }
    toast(fill(words[result.word] || '', {n: result.count}), result.undo ? offer({kind: 'act', id: result.id}) : {});
}

/** A letter that was opened from results leads back to them; what was done is said there. */
function backTo(results, result) {
    leaveTold({text: fill(words[result.word] || '', {n: result.count}), id: result.undo ? result.id : ''});
    location.assign(results);
}

/** The answer's counts, and how far the folder has come: news up to there is our own. */
export function heard(answer) {
    countAll(answer.unread);
    const modseq = Number((answer.modseq || {})[shown.path]) || 0;
    shown.modseq = Math.max(shown.modseq, modseq);
    return answer.results[0];
}

/**
 * @param {string} verb
 * @param {?Target} what
 * @param {string=} to a folder's path
 */
export async function act(verb, what, to = '') {
    if (!what || !await agreed(verb, what)) return;
    const leaving = LEAVING.has(verb);
    const sure = leaving && shown.path === 'trash' || verb === 'empty' ? {sure: true} : {};
    const all = what.all ? {all: shown.show} : {};
    const reading = what.all || what.rows.some(isOpen) || what.uids.split(',').includes(shown.current);
    const results = leaving && reading && !what.all ? foundAt() : '';
    selection.clear();
    if (!leaving) what.rows.forEach((row) => draw(verb, row));
    else if (!results && what.rows.length && !what.all) focusRow(takeAway(what.rows));
    else if (!results && reading) closeLetter(true);
    const id = unique();
    if (!sure.sure) remember({kind: 'act', id});   // now: who leaves the page before the answer can take it back as well
    try {
        const answer = await send({id, verb, folder: shown.path, uids: what.uids, to, ...all, ...sure}, what.all ? actingAddress(around()) : undefined);
        const result = heard(answer);
        if (!result.undo) forget(id);
        if (!result.done) return failed();
        if (results) return backTo(results, result);
        told(result, what);
        if (what.all) await renew(answer.rows);
    } catch (refused) {
        if (refused.status) forget(id);
        if (refused.status || what.all || verb === 'empty') await failed();   // else it is kept, and done when the line is back
    }
}

/** What was done here, or on a page before: the list of this page, where it has one, is drawn as it is now. */
async function undo({id}) {
    const listed = Boolean(view.list);
    const answer = await send({verb: 'undo', folder: shown.path || 'inbox', uids: '', to: id}, listed ? actingAddress(around()) : undefined);
    const result = heard(answer);
    if (listed) renew(answer.rows);
    return result.done;
}

async function undoFound({id}) {
    const told = await carryOut({verb: 'undo', to: id});
    if (view.list) renew();
    return told.word === 'undone';
}

teach('act', undo);
teach('found', undoFound);
