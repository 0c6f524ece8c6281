import {isAway, look, onLine} from '/assets/base/line.js';
import {root} from '/assets/base/dom.js';
import {post} from '/assets/base/net.js';
import {words} from '/assets/base/words.js';
import {startAway} from '/assets/frame/away.js';
import {equal, test} from './harness.js';

words.away = 'No connection';
let up = true;
window.fetch = async (url, {signal} = {}) => {
    if (up === 'silent') return new Promise((never, give) => signal.addEventListener('abort', () => give(signal.reason)));
    if (!up) throw new TypeError('lost');
    return new Response('', {status: 200});
};
const shown = () => Boolean(document.querySelector('#away'));

test('a lost line shows a bar, which goes when anything is answered', async () => {
    root.dataset.account = 'n@x.example';
    const told = [];
    onLine((away) => told.push(away));
    startAway();
    up = false;
    await post('/commands', '{}', '', {tries: 1}).catch(() => null);
    equal([isAway(), shown(), document.querySelector('#away').textContent], [true, true, 'No connection']);
    await look();
    equal(told, [true]);
    up = true;
    await look();
    equal([isAway(), shown(), told], [false, false, [true, false]]);
});

test('a server that says nothing counts as away after the patience is over', async () => {
    up = 'silent';
    const status = await post('/compose', '', '', {tries: 1, patience: 50}).catch((failed) => failed.status);
    equal([status, shown()], [0, true]);
    up = true;
    await look();
    equal(shown(), false);
});
