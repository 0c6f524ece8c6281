import {root, unique} from '../base/dom.js';
import {PATIENCE, post} from '../base/net.js';

/**
 * The line of commands: one after the other, each with a name of its own, so that a command whose answer was lost may be sent again. What has not been
 * answered is kept in the browser and sent by the next page.
 */
const MOST_KEPT = 50;

const place = () => 'barua-commands-' + root.dataset.account;
let line = Promise.resolve();
let underway = 0;
const settled = new Set();

function kept() {
    try {
        return JSON.parse(localStorage.getItem(place()) || '[]');
    } catch (unreadable) {
        return [];
    }
}

function keep(commands) {
    try {
        if (commands.length) localStorage.setItem(place(), JSON.stringify(commands.slice(-MOST_KEPT)));
        else localStorage.removeItem(place());
    } catch (full) {
        // Then a command lives as long as the page.
    }
}

/** Later it would mean other letters than the ones that were seen: it lives as long as the page. */
const meansAll = ({verb, all}) => Boolean(all) || verb === 'empty';

const forget = (id) => keep(kept().filter((command) => command.id !== id));

const bytes = (coded) => Uint8Array.from(atob(coded), (letter) => letter.charCodeAt(0));

/** With rows the answer's body is theirs, and what was done stands in its head. */
async function deliver(command, address = '/commands') {
    const response = await post(address, JSON.stringify({commands: [command]}), 'application/json', {tries: 8, patience: PATIENCE});
    const told = response.headers.get('Barua-Answer');
    return told ? {...JSON.parse(new TextDecoder().decode(bytes(told))), rows: await response.text()} : response.json();
}

/** Whether a command waits for its answer: news meanwhile may be of our own doing. */
export const busy = () => underway > 0;

/** Calls back when the line is empty. */
export const whenIdle = (action) => busy() ? settled.add(action) : action();

/**
 * @param {{id: (string|undefined), verb: string, folder: string, uids: string, to: (string|undefined), all: (string|undefined),
 *     sure: (boolean|undefined)}} command
 * @param {string=} address where it is answered with rows
 * @return {!Promise<{results: !Array, unread: !Object, modseq: !Object, rows: (string|undefined)}>}
 */
export function send(command, address = undefined) {
    const named = {id: unique(), to: '', ...command};
    if (!meansAll(named)) keep([...kept(), named]);
    underway++;
    const answer = line.catch(() => null).then(() => deliver(named, address));
    line = answer;
    const over = () => {
        underway--;
        if (underway) return;
        const waiting = [...settled];
        settled.clear();
        waiting.forEach((action) => action());
    };
    return answer.then((said) => {
        forget(named.id);
        setTimeout(over);
        return said;
    }, (failed) => {
        if (failed.status >= 400) forget(named.id);   // refused: saying it again would not help
        setTimeout(over);
        throw failed;
    });
}

/** Sends what an earlier page could not, for its line was lost or it was left: in their order, and before anything that this page says. */
export function sendLeftovers() {
    const left = kept();
    line = left.reduce((before, command) => before.catch(() => null).then(async () => {
        try {
            await deliver(command);
            forget(command.id);
        } catch (failed) {
            if (failed.status >= 400) forget(command.id);
        }
    }), line);
    return line;
}
