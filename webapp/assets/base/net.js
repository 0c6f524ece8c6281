import {root} from './dom.js';
import {answered, lost} from './line.js';
import {renewed, signedInAgain} from './session.js';

/** Why a request came to nothing: an HTTP status, or 0 where the line was lost. */
export class Refusal extends Error {
    constructor(status, response = null) {
        super(String(status));
        this.status = status;
        this.response = response;
    }
}

/** How long to wait before the next try: as the server asks, else longer each time. */
const PAUSES = [1000, 4000, 10000, 20000];
const LONGEST_PAUSE = 60000;
/** So long the server may take over a letter or an act, on a slow line. */
export const PATIENCE = 60000;

const pause = (milliseconds) => new Promise((over) => setTimeout(over, milliseconds));

function wait(response, tries) {
    const asked = response ? Number(response.headers.get('Retry-After')) * 1000 : 0;
    return pause(Math.min(asked || PAUSES[Math.min(tries, PAUSES.length - 1)], LONGEST_PAUSE));
}

async function once(url, init, patience) {
    const headers = {...init.headers, ...(init.method ? {'X-Csrf': root.dataset.csrf} : {})};
    const signal = patience ? AbortSignal.timeout(patience) : init.signal;
    try {
        const response = await fetch(url, {credentials: 'same-origin', ...init, headers, ...(signal ? {signal} : {})});
        answered();
        return response;
    } catch (failed) {
        lost();
        throw new Refusal(0);
    }
}

/**
 * Asks the server until it answers. Where nobody is signed in any more the request waits until somebody is; where the page's token is of an
 * older session it is renewed; where the server has no room it is asked again later. What is asked must therefore be safe to say twice.
 * @param {string} url
 * @param {!RequestInit=} init
 * @param {{tries: number, waits: boolean, accepts: !Array<number>, patience: number}=} manner how often to try, whether to wait for a sign-in, which statuses
 *     are answers, after how many milliseconds without one the line counts as lost (0: when the browser says so)
 */
export async function request(url, init = {}, {tries = 4, waits = true, accepts = [], patience = 0} = {}) {
    let token = false;
    for (let attempt = 0; ; attempt++) {
        let response = null;
        try {
            response = await once(url, init, patience);
        } catch (nothing) {
            if (attempt + 1 >= tries) throw nothing;
            await wait(null, attempt);
            continue;
        }
        if (response.ok || accepts.includes(response.status)) return response;
        if (response.status === 401 && waits) {
            await signedInAgain();
        } else if (response.status === 403 && init.method && !token) {
            token = true;
            if (!await renewed()) throw new Refusal(403, response);
        } else if ((response.status === 429 || response.status === 503) && attempt + 1 < tries) {
            await wait(response, attempt);
        } else {
            throw new Refusal(response.status, response);
        }
    }
}

/** A piece of a page. */
export const piece = async (url, manner) => (await request(url, {headers: {'X-Fragment': '1'}}, manner)).text();

export const json = async (url, manner) => (await request(url, {}, manner)).json();

/**
 * @param {string} url
 * @param {BodyInit} body
 * @param {string=} type of the body, where it does not say so itself
 * @param {{tries: (number|undefined), waits: (boolean|undefined), accepts: (!Array<number>|undefined), patience: (number|undefined)}=} manner
 */
export function post(url, body, type = '', manner = {}) {
    return request(url, {method: 'POST', body, headers: type ? {'Content-Type': type} : {}}, manner);
}
