import {root} from './dom.js';
import {words} from './words.js';
import {toast, untoast} from '../frame/toast.js';

/** Pages of one browser tell each other when somebody signed in. */
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('barua-session');
const LOOK_AGAIN = 15000;

let waiting = null;

/** Takes the token of the session that the browser has now; true where it is the same person's. */
export async function renewed() {
    try {
        const response = await fetch('/token', {credentials: 'same-origin', headers: {'X-Fragment': '1'}});
        if (!response.ok) return false;
        const {csrf, account} = await response.json();
        if (account !== root.dataset.account) return false;
        root.dataset.csrf = csrf;
        return true;
    } catch (lost) {
        return false;
    }
}

/** The session is over: work stays on the page, the sign-in opens beside it, and what waits here goes on afterwards. */
export function signedInAgain() {
    if (waiting) return waiting;
    const here = encodeURIComponent(location.pathname + location.search);
    toast(words.lost || '', {label: words.signin, act: () => window.open('/login?next=' + here, '_blank'), seconds: 3600});
    waiting = new Promise((resolve) => {
        const look = async () => {
            if (!waiting || !await renewed()) return;
            clearInterval(timer);
            removeEventListener('focus', look);
            if (channel) channel.removeEventListener('message', look);
            waiting = null;
            untoast();
            resolve();
        };
        const timer = setInterval(look, LOOK_AGAIN);
        addEventListener('focus', look);
        if (channel) channel.addEventListener('message', look);
    });
    return waiting;
}

/** Tells the other pages that this one has a session. */
export function announce() {
    if (channel && root.dataset.csrf) channel.postMessage(root.dataset.account);
}
