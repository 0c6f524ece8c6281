import {fits, initials, parse, split, written} from '/assets/composer/addresses.js';
import {equal, test} from './harness.js';

const grace = {name: 'Grace Mollel', address: 'grace.mollel@mfano.example'};

test('a person is offered only while the text may still mean that person', () => {
    equal(fits(grace, 'gr'), true);
    equal(fits(grace, 'mol'), true);
    equal(fits(grace, 'greg'), false);
    equal(fits(grace, 'greg@outside.example'), false);
});

test('an address that is being typed must begin the address of whom it offers', () => {
    equal(fits(grace, 'grace.mollel@'), true);
    equal(fits({name: 'Greg at x@y', address: 'other@mfano.example'}, 'x@'), false);
});

test('nobody is offered for nothing', () => equal(fits(grace, '  '), false));

test('commas in names and in quotes do not divide', () => {
    equal(split('"Mushi, Neema" <n@x.example>, b@x.example; c@x.example\n'), ['"Mushi, Neema" <n@x.example>', 'b@x.example', 'c@x.example']);
});

test('a chip shows the name and stands for the address', () => {
    equal(parse('"Mushi, Neema" <n@x.example>'), {text: '"Mushi, Neema" <n@x.example>', shown: 'Mushi, Neema', address: 'n@x.example', fits: true});
    equal(parse('neema').fits, false);
});

test('a name with signs of the grammar is quoted', () => {
    equal(written('Dr. Neema', 'n@x.example'), '"Dr. Neema" <n@x.example>');
    equal(written("Ng'ang'a Ńjoroge", 'n@x.example'), "Ng'ang'a Ńjoroge <n@x.example>");
    equal(written('', 'n@x.example'), 'n@x.example');
});

test('a person has the same two letters while one types as in the reader', () => {
    const people = ['Prof. Juma Kilonzo', 'Dr Neema', 'neema.mushi@mfano.example', 'Óscar "O" Ng', '(?)', '42 Lab Group'];
    equal(people.map(initials), ['JK', 'DN', 'NM', 'ÓO', '?', 'LG']);
});
