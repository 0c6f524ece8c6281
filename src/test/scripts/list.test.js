import {Geometry, HEADING} from '/assets/list/geometry.js';
import {Stretches} from '/assets/list/stretches.js';
import {element, make} from '/assets/base/dom.js';
import {equal, test} from './harness.js';

function geometry(total, groups) {
    const made = new Geometry();
    made.rowHeight = 50;
    made.read(total, groups);
    return made;
}

test('a row stands under the headings before it', () => {
    const made = geometry(100, '0:Today|5:Yesterday|40:Last week');
    equal([made.top(0), made.top(1), made.top(5), made.top(6)], [0, 50 + HEADING, 5 * 50 + HEADING, 6 * 50 + 2 * HEADING]);
    equal(made.height(), 5000 + 3 * HEADING);
});

test('the row at a height is the one that stands there', () => {
    const made = geometry(100, '0:Today|5:Yesterday');
    equal([made.rowAt(0), made.rowAt(HEADING + 49), made.rowAt(HEADING + 51), made.rowAt(made.top(50) + 1)], [0, 0, 1, 50]);
});

test('rows that go take their heading with them where it was theirs alone', () => {
    const made = geometry(10, '0:Today|1:Yesterday|4:Older');
    made.remove([0]);
    equal(made.groups, [{row: 0, label: 'Yesterday'}, {row: 3, label: 'Older'}]);
    made.remove([1]);
    equal(made.groups, [{row: 0, label: 'Yesterday'}, {row: 2, label: 'Older'}]);
    equal(made.total, 8);
});

function block(from, count) {
    const made = make('div', {'class': 'row-block', 'data-from': String(from)});
    for (let i = 0; i < count; i++) made.append(make('div', {'class': 'row', 'aria-rowindex': String(from + i + 1), 'data-uid': 'u' + (from + i)}));
    return made;
}

function stretches(total, groups, ...blocks) {
    const space = make('div', {}, ...blocks);
    document.body.append(space);
    return new Stretches(space, geometry(total, groups));
}

test('what is in sight and not in the page is asked for, and no more', () => {
    const made = stretches(120, '0:All', block(0, 50));
    equal(made.gap(10, 20), null);
    equal(made.gap(45, 55), {from: 50, count: 50});
    equal(made.gap(100, 110), {from: 100, count: 20});
});

test('a row that goes leaves the others numbered without a hole and asks for nothing', () => {
    const made = stretches(100, '0:Today|2:Yesterday', block(0, 50), block(50, 50));
    made.remove([made.row(0), made.row(1)]);
    equal(made.rows().slice(0, 2).map((row) => [row.dataset.uid, row.getAttribute('aria-rowindex')]), [['u2', '1'], ['u3', '2']]);
    equal(made.blocks().map((each) => each.dataset.from), ['0', '48']);
    equal(made.space.querySelector('.date-heading').textContent, 'Yesterday');
    equal(made.gap(0, 97), null);
});

test('a fresh stretch takes the place of what it covers', () => {
    const made = stretches(100, '0:All', block(0, 50), block(50, 50));
    made.place(block(20, 50));
    equal(made.blocks().map((each) => each.dataset.from), ['20']);
});

test('a piece of a page is its first element', () => equal(element('<p>a</p>').tagName, 'P'));
