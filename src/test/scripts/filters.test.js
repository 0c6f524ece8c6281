import {dress, valuesOf} from '/assets/filters/chips.js';
import {offset, startChecking} from '/assets/filters/checking.js';
import {startOrder} from '/assets/filters/order.js';
import {equal, test} from './harness.js';

function field(lines) {
    document.body.innerHTML = '<form><textarea id="v" aria-label="Values" data-values="Remove {value}"></textarea></form>';
    const area = document.querySelector('textarea');
    area.value = lines;
    dress(area);
    return {area, typed: document.querySelector('.values > input'), chips: () => [...document.querySelectorAll('.chip')].map((chip) => chip.textContent)};
}

const key = (target, name, more = {}) => target.dispatchEvent(new KeyboardEvent('keydown', {key: name, bubbles: true, cancelable: true, ...more}));

test('lines are values, each once and without blanks around', () => {
    equal(valuesOf(' a b \r\n\nc\na b'), ['a b', 'c']);
});

test('what is typed becomes a chip by Enter, and the text area carries it', () => {
    const {area, typed, chips} = field('barua ya utambulisho');
    typed.value = 'Mushi, Neema';
    key(typed, 'Enter');
    equal(area.value, 'barua ya utambulisho\nMushi, Neema');
    equal(chips(), ['barua ya utambulisho', 'Mushi, Neema']);
    equal(typed.value, '');
});

test('a chip goes by its button, the last by Backspace in the empty field', () => {
    const {area, typed} = field('a\nb\nc');
    document.querySelector('[aria-label="Remove a"]').click();
    equal(area.value, 'b\nc');
    key(typed, 'Backspace');
    equal(area.value, 'b');
    typed.value = 'x';
    key(typed, 'Backspace');
    equal(area.value, 'b');
});

test('what was typed and not entered is kept when the field is left', () => {
    const {area, typed} = field('');
    typed.value = '<b>';
    typed.dispatchEvent(new Event('blur'));
    equal(area.value, '<b>');
    equal(document.querySelectorAll('.chip b').length, 0);
});

test('a line and column are a place in the text', () => {
    equal([offset('ab\ncd', 1, 1), offset('ab\ncd', 2, 2), offset('ab', 9, 1), offset('ab\n', 2, 9)], [0, 4, 2, 3]);
});

test('what the server complains of stands below the script, and only of what was asked last', async () => {
    document.body.innerHTML = '<textarea data-check="c" data-place="Line {line}, column {column}" data-good="Good"></textarea><ul id="c"></ul>';
    const area = document.querySelector('textarea');
    window.fetch = async (url, {body}) => new Response(JSON.stringify({complaints: body === 'keep' ? [{line: 1, column: 5, text: 'expected ";"'}] : []}));
    startChecking();
    area.value = 'keep';
    area.dispatchEvent(new Event('input'));
    await new Promise((over) => setTimeout(over, 700));
    equal(document.querySelector('#c').textContent, 'Line 1, column 5 expected ";"');
    equal(area.getAttribute('aria-invalid'), 'true');
    document.querySelector('#c button').click();
    equal(area.selectionStart, 4);
    area.value = 'keep;';
    area.dispatchEvent(new Event('input'));
    await new Promise((over) => setTimeout(over, 700));
    equal([document.querySelector('#c').textContent, area.getAttribute('aria-invalid')], ['Good', 'false']);
});

test('Alt with an arrow presses the button of the rule that has the focus, and never a disabled one', () => {
    document.body.innerHTML = '<ol class="rules"><li><a href="#" id="r1">1</a>'
        + '<button data-verb="up" disabled>u</button><button data-verb="down">d</button></li></ol>';
    startOrder();
    let pressed = 0;
    document.querySelector('[data-verb=down]').addEventListener('click', () => pressed++);
    const link = document.querySelector('a');
    link.focus();
    key(link, 'ArrowUp', {altKey: true});
    key(link, 'ArrowDown');
    equal(pressed, 0);
    key(link, 'ArrowDown', {altKey: true});
    equal(pressed, 1);
});
