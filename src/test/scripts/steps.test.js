import {forgetLetters} from '/assets/frame/leaving.js';
import {forget, held, latest, left, MOST, remember, steps} from '/assets/frame/steps.js';
import {takeBackLatest, teach} from '/assets/frame/takingback.js';
import {sendLeftovers} from '/assets/list/commands.js';
import {equal, test} from './harness.js';

const PLACE = 'barua-steps-neema@mfano.example';
const soon = () => new Promise((over) => setTimeout(over));
document.documentElement.dataset.account = 'neema@mfano.example';
const act = (id) => ({kind: 'act', id});

test('the last twenty steps stand in the tab, whatever page is shown, and each is taken back once', async () => {
    for (let i = 0; i < MOST + 5; i++) remember(act('c' + i));
    equal(steps().length, 20);
    equal(JSON.parse(sessionStorage.getItem(PLACE))[0], {kind: 'act', id: 'c5'});
    equal(latest(), {kind: 'act', id: 'c24'});
    const asked = [];
    teach('act', async ({id}) => asked.push(id) > 0);
    equal(takeBackLatest(), true);
    await soon();
    takeBackLatest();
    await soon();
    equal(asked, ['c24', 'c23']);
    equal(latest().id, 'c22');
    forget('c22');
    equal(latest().id, 'c21');
});

test('what cannot be undone any more is gone, what a lost line kept from being undone can be tried again', async () => {
    sessionStorage.clear();
    remember(act('a'));
    remember(act('b'));
    teach('act', async () => false);
    takeBackLatest();
    await soon();
    equal(steps(), [act('a')]);
    teach('act', () => Promise.reject(Object.assign(new Error(), {status: 0})));
    takeBackLatest();
    await soon();
    equal(steps(), [act('a')]);
    teach('act', () => Promise.reject(Object.assign(new Error(), {status: 500})));
    takeBackLatest();
    await soon();
    equal(steps(), []);
    equal(takeBackLatest(), false);
});

test('a letter is held until its time, also when something else was done after it', () => {
    sessionStorage.clear();
    const letter = remember({kind: 'send', id: 'q1', until: 11000});
    remember(act('a'));
    equal(left(letter, 1000), 10);
    equal(left(letter, 10500), 0);
    equal(held(4000), letter);
    equal(held(11000), null);
});

test('what is damaged is as good as none, and who signs out leaves none', () => {
    for (const text of ['{', '7', '[1,null,{"kind":"x","id":"1"},{"kind":"act"}]']) {
        sessionStorage.setItem(PLACE, text);
        equal(steps(), []);
    }
    remember(act('a'));
    forgetLetters();
    equal(sessionStorage.getItem(PLACE), null);
});

test('what the page before could not send goes first, one after the other', async () => {
    const place = 'barua-commands-neema@mfano.example';
    localStorage.setItem(place, JSON.stringify([{id: '1', verb: 'delete'}, {id: '2', verb: 'archive'}]));
    const said = [];
    window.fetch = async (url, init) => {
        said.push(JSON.parse(init.body).commands[0].id);
        await soon();
        return new Response(said.length > 1 ? '' : '{"results": []}', {status: said.length > 1 ? 400 : 200});
    };
    const all = sendLeftovers();
    await soon();
    await all;
    equal(said, ['1', '2']);
    equal(localStorage.getItem(place), null);
});
