import {promisesFile} from '/assets/composer/asking.js';
import {plainOf, richOf} from '/assets/composer/plaintext.js';
import {size} from '/assets/composer/sizes.js';
import {make} from '/assets/base/dom.js';
import {equal, test} from './harness.js';

function plain(html) {
    const box = make('div');
    box.innerHTML = html;
    return plainOf(box);
}

test('divisions are lines, empty ones stay, quotes are marked', () => {
    equal(plain('<div>Habari</div><div><br></div><blockquote><div>a</div><div>b</div></blockquote>'), 'Habari\n\n> a\n> b\n');
});

test('entries of a list have a dash', () => equal(plain('<ul><li>a</li><li>b</li></ul>'), '- a\n- b\n'));

test('a quote of a quote has two marks', () => equal(plain('<blockquote>a<blockquote>b</blockquote></blockquote>'), '> a\n>> b\n'));

test('plain text becomes divisions, and marked lines a quote', () => {
    equal(richOf('a\n\n> b\n> c'), '<div>a</div><div><br></div><blockquote><div>b</div><div>c</div></blockquote>');
});

test('plain text is never read as markup', () => equal(richOf('<img src=x>'), '<div>&lt;img src=x&gt;</div>'));

test('words that promise a file are known in both languages', () => {
    equal(['See the attached list', 'Nimeambatisha ratiba', 'Kiambatisho kipo', 'I am attaching it'].map(promisesFile), [true, true, true, true]);
    equal(['We meet at ten', 'Tukutane saa nne', 'a heart attack'].map(promisesFile), [false, false, false]);
});

test('sizes are in thousands', () => equal([size(1), size(999), size(1000), size(20000000), size(1250000)], ['1 B', '999 B', '1 KB', '20 MB', '1.3 MB']));
