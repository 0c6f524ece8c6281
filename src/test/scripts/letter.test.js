import {make} from '/assets/base/dom.js';
import {Letter} from '/assets/composer/letter.js';
import {Sheet} from '/assets/composer/sheet.js';
import {equal, test} from './harness.js';

/** A letter without a form: what it is made of says what was done with it. */
function letter(answer) {
    const said = [];
    return Object.assign(Object.create(Letter.prototype), {
        said,
        over: false,
        notice: {conflict: ''},
        sheet: {draft: '13', empty: false},
        editor: {empty: false},
        files: {empty: true, sent: () => []},
        say: {saving: '', local: 'only here'},
        status: {textContent: ''},
        post: async () => answer,
        problem: (words) => words && said.push(words),
    });
}

test('what the server refuses to keep is not safe, so the window neither closes nor forgets it', async () => {
    const one = letter({refused: 'The mailbox is full.'});
    equal(await one.save(), false);
    equal(one.said, ['The mailbox is full.']);
});

test('what a dead page had kept goes on from its own version, so a newer one is asked about and not written over', () => {
    const box = make('div', {}, make('p', {'data-people': 'cc'}), make('p', {'data-people': 'bcc'}), make('p', {'data-copies': ''}));
    const nobody = {empty: true, set: () => {}};
    const sheet = Object.assign(Object.create(Sheet.prototype), {
        box, people: {to: nobody, cc: nobody, bcc: nobody}, form: {elements: {draft: {value: '13'}, subject: {value: 'newer'}}},
    });
    sheet.set({draft: '12', subject: 'older'});
    equal([sheet.draft, sheet.subject], ['12', 'older']);
});

test('what was typed while the server saved is kept at once as made of the version that it saved', () => {
    const kept = [];
    const one = letter({});
    Object.assign(one, {
        box: make('div'), saver: {dirty: true}, tabs: {tell: () => {}}, keeper: {keep: () => kept.push(one.sheet.draft), forget: () => kept.push('forgotten')},
    });
    one.files.saved = () => {};
    one.saved({draft: 14, key: 'k', files: []}, []);
    equal(kept, ['14']);
});
