import {make} from '/assets/base/dom.js';
import {startBelow} from '/assets/search/below.js';
import {recent, remember} from '/assets/frame/history.js';
import {startRecent} from '/assets/search/recent.js';
import {equal, test} from './harness.js';

document.documentElement.dataset.account = 'neema@mfano.example';
const box = make('input', {type: 'search'});
const form = make('form', {}, box);
document.body.append(form);
startBelow(box);
startRecent(box);

const shown = () => [...form.querySelectorAll('[role=listbox] > [role=option]')].map((option) => option.textContent);
const press = (key) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true}));

test('an empty box that has the focus offers what was looked for, a full one does not', () => {
    box.focus();
    equal(shown(), []);
    box.blur();
    remember('moja');
    remember('mbili & tatu');
    box.value = 'x';
    box.focus();
    equal(shown(), []);
    box.blur();
    box.value = '';
    box.focus();
    equal(shown(), ['mbili & tatu', 'moja']);
    equal(form.querySelector('a').getAttribute('href'), '/search?q=mbili%20%26%20tatu');
});

test('by keys one goes through them, takes one out and leaves', () => {
    press('ArrowDown');
    press('Delete');
    equal([shown(), recent(), document.activeElement === box, box.getAttribute('aria-activedescendant')],
        [['moja'], ['moja'], true, form.querySelector('[aria-selected=true]').id]);
    press('Escape');
    equal([shown(), document.activeElement === box, box.hasAttribute('aria-controls')], [[], true, false]);
});

test('all are forgotten by a button', () => {
    box.click();
    form.querySelector('[data-forget]').click();
    equal([shown(), recent(), document.activeElement === box], [[], [], true]);
});
