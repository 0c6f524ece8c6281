import {element, one} from '/assets/base/dom.js';
import {equal, test} from './harness.js';

const row = (key) => `<div class="row" role="row" data-uid="${key}" data-flagged="false">
    <span role="gridcell"><input type="checkbox" value="${key}"></span><span role="gridcell" class="row-names">a</span>
    <span role="gridcell" class="row-time">b</span><a href="#x">c</a></div>`;
const results = (...keys) => `<form id="found-form" data-total="40" data-most="40"><input name="q" value="bajeti">
    <header id="list-head"><input type="checkbox" id="all"><p id="search-status"><span id="search-count">40</span></p></header>
    <div id="found-rows">${keys.map(row).join('')}</div></form>`;

document.documentElement.dataset.csrf = 'c';
for (const part of [
    '<div id="words" data-archived="archived {n}" data-undone="undone" data-undo="undo" data-resultsfound="{n} found" data-resultsselected="{n}" '
        + 'data-resultsall="all {n}" '
        + 'data-working="{done}/{n}" data-erase="" data-erasesure="{n}" data-eraseyes="yes" data-failed="failed"></div>',
    '<template id="bulk"><header id="bulk-head" hidden><input id="none" type="checkbox"><h1 id="bulk-count"></h1><button data-none></button></header>'
        + '<div id="bulk-bar" hidden><button value="archive"></button><button value="notspam"></button><button value="spam"></button></div>'
        + '<div id="bulk-all" hidden><span id="bulk-some"></span><button type="button" data-everything></button></div></template>',
    '<div><input id="move-find"><div id="move-list"></div></div>',
    '<div id="results">' + results('inbox/3', 'archive/5', 'sent/2') + '</div>',
    '<dialog id="sure"><h2 id="sure-title"></h2><p id="sure-text"></p><button id="sure-yes"></button></dialog>',
    '<div id="folders"></div>',
]) document.body.append(element(part));

const asked = [];
let answers = [];
window.fetch = async (url, init) => {
    asked.push(init.method ? JSON.parse(init.body) : url);
    const body = answers.shift() ?? results('archive/9');
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), {status: 200});
};
const done = (more) => ({running: false, word: 'archived', count: 1, done: 1, total: 1, undo: true, cut: false, unread: {}, ...more});
const {rows} = await import('/assets/search/found.js');
const {selection} = await import('/assets/list/selection.js');
const {act, meant, startDoing} = await import('/assets/search/doing.js');
const {show} = await import('/assets/search/showing.js');
const {startListing} = await import('/assets/search/listing.js');
const {startKeys} = await import('/assets/frame/keys.js');
startListing();
startKeys();
const keys = () => rows().map((each) => each.dataset.uid);
const press = (key, more = {}) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true, ...more}));
const until = async (holds) => {
    for (let i = 0; i < 200 && !holds(); i++) await new Promise((over) => setTimeout(over, 20));
};

test('keys go through the rows and select them, and nothing is meant where nothing has the focus', () => {
    equal(meant(), null);
    press('j');
    equal(document.activeElement.dataset.uid, 'inbox/3');
    press('j');
    press('x');
    press('ArrowDown', {shiftKey: true});
    equal([selection.uids(), one('#bulk-count').textContent, one('#bulk-head').hidden, one('#list-head').hidden], ['archive/5,sent/2', '2', false, true]);
    press('Escape');
    equal([selection.size, one('#bulk-head').hidden], [0, true]);
    equal(document.activeElement.dataset.uid, 'sent/2');
});

test('an act takes the row away at once, says where it lay, and can be taken back', async () => {
    answers = [done({id: 'a'})];
    press('k');
    startDoing();
    const acting = act('archive', meant());
    equal([keys(), document.activeElement.dataset.uid], [['inbox/3', 'sent/2'], 'sent/2']);
    equal([one('#search-count').textContent, one('#found-form').dataset.total], ['39 found', '39']);
    await acting;
    const {id, ...wish} = asked.shift();
    equal([wish, id.length > 8], [{verb: 'archive', to: '', sure: false, at: 'archive/5'}, true]);
    answers = [done({word: 'undone', undo: false})];
    one('#toast button').click();
    await until(() => keys().join() === 'archive/9');
    equal(asked.shift().to, 'a');
    equal(keys(), ['archive/9']);
    await until(() => asked.length > 1);
    await new Promise((over) => setTimeout(over, 100));
});

test('all that was found is acted on by the query, and the page says how far it is', async () => {
    asked.length = 0;
    one('#all').click();
    equal([selection.size, one('[data-everything]').textContent], [1, 'all 40']);
    one('[data-everything]').click();
    equal(one('#bulk-count').textContent, '40');
    answers = [done({running: true, done: 10, total: 40}), done({count: 40})];
    const acting = act('archive', meant());
    await until(() => one('#toast') && one('#toast').textContent.includes('10/40'));
    equal(one('#toast').textContent, '10/40');
    await acting;
    const wish = asked.shift();
    equal([wish.all, wish.q, wish.at, asked.shift()], [true, 'bajeti', '', '/found?id=' + wish.id]);
});

test('what would be gone for good is asked first', async () => {
    answers = [results('trash/1', 'inbox/2')];
    await show('/search?q=bajeti');
    asked.length = 0;
    answers = [done({word: 'sure', count: 1}), done({word: 'erased', undo: false})];
    const acting = act('delete', {at: 'trash/1', all: false, rows: [rows()[0]]});
    await until(() => one('#sure').open);
    equal([keys(), one('#sure-text').textContent], [['trash/1', 'inbox/2'], '1']);
    one('#sure-yes').click();
    await acting;
    equal([keys(), asked.map((wish) => wish.sure)], [['inbox/2'], [false, true]]);
});
