import {root} from '/assets/base/dom.js';
import {post, request} from '/assets/base/net.js';
import {equal, test} from './harness.js';

/** The server says these things one after the other. @return {!Array} what it was asked */
function server(...answers) {
    const asked = [];
    window.fetch = async (url, init = {}) => {
        asked.push([String(url), (init.headers || {})['X-Csrf'] || '']);
        const {status = 200, body = '', headers = {}} = answers.shift() || {};
        if (status === 0) throw new TypeError('lost');
        return new Response(body, {status, headers});
    };
    return asked;
}

const token = (csrf, account = 'n@x.example') => ({body: JSON.stringify({csrf, account})});

function signedIn() {
    root.dataset.account = 'n@x.example';
    root.dataset.csrf = 'old';
}

test('an old token is renewed in the page, and the act goes on', async () => {
    signedIn();
    const asked = server({status: 403}, token('new'), {body: 'done'});
    equal(await (await post('/commands', '{}')).text(), 'done');
    equal(asked, [['/commands', 'old'], ['/token', ''], ['/commands', 'new']]);
});

test('the session of another person is not taken', async () => {
    signedIn();
    server({status: 403}, token('new', 'somebody@x.example'));
    const failed = await post('/commands', '{}').catch((error) => error.status);
    equal([failed, root.dataset.csrf], [403, 'old']);
});

test('an act waits until somebody is signed in again', async () => {
    signedIn();
    const asked = server({status: 401}, token('fresh'), {body: 'sent'});
    const answer = post('/compose', 'verb=send');
    setTimeout(() => dispatchEvent(new Event('focus')), 50);
    equal(await (await answer).text(), 'sent');
    equal(asked[2], ['/compose', 'fresh']);
});

test('a server without room is asked again when it says so', async () => {
    signedIn();
    const asked = server({status: 503, headers: {'Retry-After': '0.01'}}, {status: 429, headers: {'Retry-After': '0.01'}}, {body: 'ok'});
    equal(await (await request('/mail/inbox/rows')).text(), 'ok');
    equal(asked.length, 3);
});

test('a refusal is not asked again', async () => {
    signedIn();
    const asked = server({status: 400});
    equal([await post('/commands', '{}').catch((error) => error.status), asked.length], [400, 1]);
});

test('an answer that was asked for is an answer whatever its status', async () => {
    signedIn();
    server({status: 409, body: 'conflict'});
    equal((await post('/compose', '', '', {accepts: [409]})).status, 409);
});
