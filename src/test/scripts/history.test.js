import {forgetLetters} from '/assets/frame/leaving.js';
import {forgetRecent, MOST, recent, remember, takeOut} from '/assets/frame/history.js';
import {equal, test} from './harness.js';

const root = document.documentElement;

test('the last ten are kept, the latest first and each once', () => {
    root.dataset.account = 'neema@mfano.example';
    for (let i = 0; i < MOST + 3; i++) remember('q' + i);
    remember('  q5  ');
    equal(recent().length, MOST);
    equal(recent().slice(0, 3), ['q5', 'q12', 'q11']);
    remember(' ');
    remember('x'.repeat(1001));
    equal(recent()[0], 'q5');
});

test('each can be taken out, and all', () => {
    takeOut('q12');
    equal(recent().slice(0, 2), ['q5', 'q11']);
    forgetRecent();
    equal(recent(), []);
    equal(localStorage.getItem('barua-searches-neema@mfano.example'), null);
});

test('what somebody else looked for is not shown, what is damaged is as good as none', () => {
    remember('siri');
    root.dataset.account = 'juma@mfano.example';
    equal(recent(), []);
    localStorage.setItem('barua-searches-juma@mfano.example', '{');
    equal(recent(), []);
    localStorage.setItem('barua-searches-juma@mfano.example', '[1,"a",null,""]');
    equal(recent(), ['a']);
    localStorage.setItem('barua-searches-juma@mfano.example', '7');
    equal(recent(), []);
});

test('who signs out leaves nothing behind', () => {
    remember('siri');
    localStorage.setItem('barua-commands-x', '[]');
    forgetLetters();
    equal(Object.keys(localStorage), ['barua-commands-x']);
    localStorage.clear();
});
