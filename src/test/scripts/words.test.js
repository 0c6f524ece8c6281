import {fill} from '/assets/base/words.js';
import {equal, test} from './harness.js';

const selected = '{n, plural, one {# conversation selected} other {# conversations selected}}';

test('one and many have their own forms', () => {
    equal(fill(selected, {n: 1}), '1 conversation selected');
    equal(fill(selected, {n: 4318}), '4,318 conversations selected');
});

test('a form may hold other values', () => equal(fill('{n, plural, one {a {x}} other {b {x} #}}!', {n: 2, x: 'y'}), 'b y 2!'));

test('values stand where their names stood', () => equal(fill('Select all {n} in {folder}', {n: 5, folder: 'Inbox'}), 'Select all 5 in Inbox'));
