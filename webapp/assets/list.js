/* The message list: a window of blocks over 100,000 rows, selection, acts with undo, news from the server (ui.md 5 to 7). */
(function () {
'use strict';
var B = window.Barua, d = document, list = B.one('#list');
if (!list) return;
var main = B.one('#main'), space = B.one('#space'), W = B.words, BLOCK = 50;
var path = main.dataset.path, show = main.dataset.show;
var first = B.one('.row-block', space);
var total = +first.dataset.total, groups = [], blocks = {}, version = first.dataset.version;
var selected = new Map(), everything = false, current = null, fresh = 0, asked = {};
var rowHeight, GROUP = 29;

function readGroups(text) {
  groups = text ? text.split('|').map(function (g) { var i = g.indexOf(':'); return { row: +g.slice(0, i), label: g.slice(i + 1) }; }) : [];
}
function headingsBefore(row) {
  var lo = 0, hi = groups.length;
  while (lo < hi) { var m = lo + hi >> 1; if (groups[m].row < row) lo = m + 1; else hi = m; }
  return lo;
}
function top(row) { return row * rowHeight + headingsBefore(row) * GROUP; }
function measure() { var r = B.one('.row', space); rowHeight = r ? r.offsetHeight : 74; }
function layout() {
  measure();
  space.style.height = (total * rowHeight + groups.length * GROUP) + 'px';
  Object.keys(blocks).forEach(function (from) { blocks[from].style.top = top(+from) + 'px'; });
}
/* The row under a height: headings are few, so look among the groups first. */
function rowAt(y) {
  for (var i = groups.length - 1; i >= 0; i--) {
    if (top(groups[i].row) <= y) return Math.max(groups[i].row, Math.min(total - 1, groups[i].row + Math.floor((y - top(groups[i].row) - GROUP) / rowHeight)));
  }
  return 0;
}
function wanted() {
  var a = rowAt(list.scrollTop), b = rowAt(list.scrollTop + list.clientHeight);
  var set = [], from = Math.floor(a / BLOCK), to = Math.floor(b / BLOCK);
  for (var i = from; i <= to; i++) set.push(i * BLOCK);
  return set;
}
function url(from) { return '/mail/' + encodeURIComponent(path) + '/rows?from=' + from + '&n=' + BLOCK + (show === 'all' ? '' : '&show=' + show); }
function take(html) { var t = d.createElement('template'); t.innerHTML = html; return t.content.firstElementChild; }
function place(block) {
  var from = +block.dataset.from, old = blocks[from];
  var focused = old && old.contains(d.activeElement) ? d.activeElement.closest('.row').dataset.uid : null;
  if (old) old.remove();
  if (block.dataset.version !== version || +block.dataset.total !== total) {
    version = block.dataset.version;
    total = +block.dataset.total;
    list.setAttribute('aria-rowcount', total);
    readGroups(block.dataset.groups);
  }
  blocks[from] = block;
  space.append(block);
  B.all('.row', block).forEach(paint);
  layout();
  var empty = B.one('#empty');
  if (empty) empty.hidden = total > 0;
  unread(+block.dataset.unread);
  var again = focused && B.one('.row[data-uid="' + focused + '"]', block);
  if (again) again.focus({ preventScroll: true });
}
function load(from) {
  if (asked[from]) return asked[from];
  list.setAttribute('aria-busy', 'true');
  return asked[from] = fetch(url(from), { headers: { 'X-Fragment': '1' }, credentials: 'same-origin' }).then(function (r) {
    if (r.status === 401) { B.lost(); throw new Error('401'); }
    if (!r.ok) throw new Error(r.status);
    return r.text();
  }).then(function (html) { place(take(html)); }).catch(function () { }).then(function () { delete asked[from]; if (!Object.keys(asked).length) list.removeAttribute('aria-busy'); });
}
function fill() {
  var want = wanted();
  want.forEach(function (from) { if (from < total && !blocks[from]) load(from); });
  var keep = Object.keys(blocks).map(Number).sort(function (a, b) { return Math.abs(a - want[0]) - Math.abs(b - want[0]); });
  keep.slice(3).forEach(function (from) { if (want.indexOf(from) < 0 && !blocks[from].contains(d.activeElement)) { blocks[from].remove(); delete blocks[from]; } });
}
var settle, last = 0, lastAt = 0, hint;
list.addEventListener('scroll', function () {
  var now = Date.now(), speed = Math.abs(list.scrollTop - last) / Math.max(1, now - lastAt) * 1000 / (BLOCK * rowHeight);
  last = list.scrollTop;
  lastAt = now;
  clearTimeout(settle);
  if (speed > 3) {
    when(rowAt(list.scrollTop));
    settle = setTimeout(function () { when(-1); fill(); }, 120);
  } else { when(-1); fill(); settle = setTimeout(fill, 120); }
  if (!list.scrollTop && fresh) renew();
}, { passive: true });
function when(row) {
  if (row < 0) { if (hint) hint.hidden = true; return; }
  if (!hint) { hint = d.createElement('div'); hint.id = 'when'; hint.className = 'chip active'; hint.setAttribute('aria-hidden', 'true'); B.one('#pane-list').append(hint); }
  var g = groups[Math.max(0, headingsBefore(row + 1) - 1)];
  hint.textContent = g ? g.label : '';
  hint.hidden = !g;
}
/* Everything on the screen once more, without moving anything. */
function renew() {
  fresh = 0;
  B.one('#newer').hidden = true;
  var keep = wanted();
  Object.keys(blocks).forEach(function (from) { if (keep.indexOf(+from) < 0) { blocks[from].remove(); delete blocks[from]; } });
  return Promise.all(keep.map(function (from) { return from < total || !from ? load(from) : null; })).then(fill);
}
B.renew = renew;

function rows() { return B.all('.row', space).sort(function (a, b) { return number(a) - number(b); }); }
function number(row) { return +row.getAttribute('aria-rowindex'); }
function paint(row) {
  var on = everything || selected.has(row.dataset.uid);
  B.one('input', row).checked = on;
  var open = current && row.dataset.uids.split(',').indexOf(current) >= 0;
  row.setAttribute('aria-selected', String(on || open && !selected.size));
  row.classList.toggle('current', !!open);
  if (open) rove(row);
}
function rove(row) { B.all('.row[tabindex="0"]', space).forEach(function (r) { r.tabIndex = -1; }); row.tabIndex = 0; }
function focusRow(row) { if (!row) return; rove(row); row.focus({ preventScroll: true }); visible(row); }
function visible(row) {
  var y = top(number(row) - 1), h = rowHeight + GROUP;
  if (y < list.scrollTop) list.scrollTop = Math.max(0, y - GROUP);
  else if (y + h > list.scrollTop + list.clientHeight) list.scrollTop = y + h - list.clientHeight;
}
function here() { var a = d.activeElement.closest && d.activeElement.closest('.row'); return a || B.one('.row.current', space) || B.one('.row[tabindex="0"]', space) || rows()[0]; }
function step(by, extend) {
  var at = here();
  if (!at) return;
  var to = Math.max(1, Math.min(total, (d.activeElement.closest('.row') || B.one('.row.current', space) ? number(at) + by : number(at))));
  var found = B.one('.row[aria-rowindex="' + to + '"]', space);
  if (found) go(found);
  else { list.scrollTop = top(to - 1) - list.clientHeight / 2; load(Math.floor((to - 1) / BLOCK) * BLOCK).then(function () { go(B.one('.row[aria-rowindex="' + to + '"]', space)); }); }
  function go(row) { if (extend && row) { select(at, true); select(row, true); } focusRow(row); }
}
function select(row, on) {
  everything = false;
  if (on === undefined) on = !selected.has(row.dataset.uid);
  if (on) selected.set(row.dataset.uid, row.dataset.uids); else selected.delete(row.dataset.uid);
  head();
}
function none() { selected.clear(); everything = false; head(); }
function head() {
  var n = everything ? total : selected.size, on = n > 0;
  B.one('#list-head').hidden = on;
  B.one('#bulk-head').hidden = B.one('#bulk-bar').hidden = !on;
  B.one('#bulk-all').hidden = !on || everything || n >= total;
  B.one('#all').checked = false;
  B.one('#none').checked = true;
  if (on) {
    B.one('#bulk-count').textContent = B.fill(W.selected, { n: n });
    B.one('#bulk-some').textContent = B.fill(W.some, { n: n, total: total.toLocaleString('en') });
    B.one('[data-everything]').textContent = B.fill(W.everything, { n: total.toLocaleString('en'), folder: main.dataset.label });
    B.say(B.fill(W.selected, { n: n }));
  }
  B.all('.row', space).forEach(paint);
}

/* Acts: on the screen at once, then to the server in order; the last twenty can be taken back. */
var line = Promise.resolve(), done = [];
function send(command) {
  command.id = B.id();
  line = line.catch(function () { }).then(function () { return B.post('/commands', JSON.stringify({ commands: [command] }), 'application/json'); }).then(function (r) { return r.json(); });
  return line.then(function (answer) {
    counts(answer.unread);
    return answer.results[0];
  });
}
B.send = send;
function counts(unread) {
  Object.keys(unread).forEach(function (folder) { count(folder, unread[folder]); });
}
function count(folder, n) {
  var link = B.all('#folders a').find(function (a) { return a.dataset.folder === folder; }), place = link && B.one('.nav-count', link);
  if (place) { place.textContent = n > 0 ? n : ''; place.setAttribute('aria-label', B.fill(W.unreadn, { n: n })); }
}
function unread(n) {
  B.one('#unread').textContent = n > 0 ? B.fill(W.unreadn, { n: n }) : '';
  d.title = main.dataset.label + (n > 0 ? ' (' + n + ')' : '') + ' · Barua';
}
var LEAVES = { archive: 1, delete: 1, spam: 1, notspam: 1, move: 1 };
function act(verb, target, to) {
  var uids = target.uids, leaving = LEAVES[verb], command = { verb: verb, folder: path, uids: uids, to: to || '' };
  if (target.all) { command.all = show; command.uids = ''; }
  var next = leaving && after(target);
  target.rows.forEach(function (row) { draw(row, verb); });
  var reading = current && (target.all || ('' + uids).split(',').indexOf(current) >= 0);
  if (leaving && reading) close(true);
  none();
  if (next && (leaving)) focusRow(next);
  return send(command).then(function (result) {
    if (!result.done) { B.toast(W.failed); return renew(); }
    if (result.undo) done.push(result.id);
    if (done.length > 20) done.shift();
    B.toast(B.fill(W[result.word] || '', { n: result.count }), W.undo, result.undo ? function () { undo(result.id); } : null);
    return leaving || target.all ? renew() : null;
  }).catch(function (e) { if (e.message !== '401') { B.toast(W.failed); renew(); } });
}
function undo(id) {
  done = done.filter(function (other) { return other !== id; });
  send({ verb: 'undo', folder: path, uids: '', to: id }).then(function (result) {
    B.toast(result.done ? W.undone : W.failed);
    if (done.length) { var previous = done[done.length - 1]; B.toast(result.done ? W.undone : W.failed, W.undo, function () { undo(previous); }, 5); }
    renew();
  });
}
function after(target) {
  var all = rows(), gone = target.rows, lastIndex = Math.max.apply(null, gone.map(function (r) { return all.indexOf(r); }).concat([-1]));
  return all.slice(lastIndex + 1).find(function (r) { return gone.indexOf(r) < 0; }) || all.find(function (r) { return gone.indexOf(r) < 0; });
}
function draw(row, verb) {
  if (LEAVES[verb]) { row.hidden = true; if (row.contains(d.activeElement)) d.activeElement.blur(); }
  else if (verb === 'read') row.classList.remove('unread');
  else if (verb === 'unread') row.classList.add('unread');
  else if (verb === 'flag' || verb === 'unflag' || verb === 'toggleflag') {
    var on = verb === 'toggleflag' ? row.dataset.flagged !== 'true' : verb === 'flag', time = B.one('.row-time', row), old = B.one('.flag-mark', time);
    row.dataset.flagged = on;
    if (old) old.remove();
    if (on) { var f = d.createElement('span'); f.className = 'flag-mark'; f.append(B.icon('flag', 'small filled')); time.insertBefore(f, time.lastChild); }
  }
}
/* What an act is meant for: the selection, else the conversation that is open, else the row with the focus. */
function target(fromReader) {
  if (everything) return { all: true, uids: '', rows: rows() };
  if (selected.size && !fromReader) {
    return { uids: Array.from(selected.values()).join(','), rows: rows().filter(function (r) { return selected.has(r.dataset.uid); }) };
  }
  var row = fromReader || current && !(d.activeElement.closest('.row')) ? B.one('.row.current', space) : here();
  var bar = B.one('#pane-read [data-conversation]');
  if (!row && bar) return { uids: B.one('[name=uids]', bar).value, rows: [] };
  return row ? { uids: row.dataset.uids, rows: [row] } : null;
}

/* Reading */
function open(row, byKeyboard) {
  var uid = row.dataset.uid;
  if (path === 'drafts') { B.compose('/compose/' + uid); return; }
  history.pushState({ uid: uid }, '', '/mail/' + encodeURIComponent(path) + '/' + uid + (show === 'all' ? '' : '?show=' + show));
  reading(uid, byKeyboard, row);
}
function reading(uid, byKeyboard, row) {
  current = uid;
  main.dataset.view = 'read';
  B.all('.row', space).forEach(paint);
  if (row) row.classList.remove('unread');
  return B.read(path, uid, byKeyboard).then(function (ok) { if (ok) { seen(); soon(); } });
}
function seen() {
  var form = B.one('[data-unread]');
  if (form && form.dataset.unread) send({ verb: 'read', folder: path, uids: form.dataset.unread, to: '' }).catch(function () { });
}
seen();
var soonTimer;
/* What was read is read in the list too, once the server says so. */
function soon() { clearTimeout(soonTimer); soonTimer = setTimeout(function () { if (list.scrollTop < 4 || !fresh) renew(); }, 150); }
function close(keepFocus) {
  if (!current) { main.dataset.view = 'list'; return; }
  var row = B.one('.row.current', space);
  current = null;
  main.dataset.view = 'list';
  history.pushState({}, '', '/mail/' + encodeURIComponent(path) + (show === 'all' ? '' : '?show=' + show));
  B.unread();
  B.all('.row', space).forEach(paint);
  if (!keepFocus && row) focusRow(row);
}
addEventListener('popstate', function () {
  var m = location.pathname.match(/^\/mail\/([^/]+)(?:\/(\d+))?$/);
  if (!m || decodeURIComponent(m[1]) !== path) { location.reload(); return; }
  if (m[2]) reading(m[2]);
  else { current = null; main.dataset.view = 'list'; B.unread(); B.all('.row', space).forEach(paint); }
});

list.addEventListener('click', function (e) {
  var row = e.target.closest('.row');
  if (!row) return;
  if (e.target.matches('input')) {
    if (e.shiftKey && selected.size) range(row); else select(row, e.target.checked);
    rove(row);
    return;
  }
  if (e.target.closest('span[role=gridcell]') === row.firstElementChild) { e.preventDefault(); select(row); return; }
  if (e.ctrlKey || e.metaKey) { if (e.target.closest('a')) return; select(row); return; }
  e.preventDefault();
  rove(row);
  open(row);
});
function range(row) {
  var all = rows(), to = all.indexOf(row), from = all.findIndex(function (r) { return selected.has(r.dataset.uid); });
  all.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(function (r) { selected.set(r.dataset.uid, r.dataset.uids); });
  head();
}
B.one('#all').addEventListener('click', function () { rows().slice(0, BLOCK).forEach(function (r) { selected.set(r.dataset.uid, r.dataset.uids); }); head(); });
B.one('#none').addEventListener('click', none);

d.addEventListener('submit', function (e) {
  var b = e.submitter, form = e.target;
  if (!b || b.name !== 'verb' || !(form.id === 'list-form' || form.matches('[data-conversation]'))) return;
  e.preventDefault();
  var what = target(form.id !== 'list-form');
  if (what) act(b.value, what);
});
d.addEventListener('click', function (e) {
  var b = e.target.closest('[data-none],[data-everything],[data-move],[data-back],#newer,[data-to]');
  if (!b) return;
  if ('none' in b.dataset) none();
  else if ('everything' in b.dataset) { everything = true; head(); }
  else if ('move' in b.dataset) move(!!b.closest('[data-conversation]'));
  else if ('back' in b.dataset) { e.preventDefault(); close(); }
  else if (b.id === 'newer') { list.scrollTop = 0; renew(); }
  else if (b.dataset.to && b.closest('#move')) chosen(b.dataset.to);
});

/* Move: type to filter. */
var moving;
function move(fromReader) {
  moving = target(fromReader);
  if (!moving) return;
  B.one('#move-find').value = '';
  filter();
  B.dialog('move');
  B.one('#move-find').focus();
}
function options() { return B.all('#move-list [role=option]').filter(function (o) { return !o.hidden; }); }
function filter() {
  var q = B.one('#move-find').value.trim().toLowerCase();
  B.all('#move-list [role=option]').forEach(function (o) { o.hidden = o.dataset.to === path || o.textContent.toLowerCase().indexOf(q) < 0; o.setAttribute('aria-selected', 'false'); });
  if (options()[0]) options()[0].setAttribute('aria-selected', 'true');
}
function chosen(to) { B.one('#move').close(); act('move', moving, to); }
B.one('#move-find').addEventListener('input', filter);
B.one('#move-find').addEventListener('keydown', function (e) {
  var all = options(), at = all.findIndex(function (o) { return o.getAttribute('aria-selected') === 'true'; });
  if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
    e.preventDefault();
    all.forEach(function (o) { o.setAttribute('aria-selected', 'false'); });
    var o = all[(at + (e.key === 'ArrowDown' ? 1 : -1) + all.length) % all.length];
    if (o) { o.setAttribute('aria-selected', 'true'); o.scrollIntoView({ block: 'nearest' }); }
  } else if (e.key === 'Enter') { e.preventDefault(); if (all[at]) chosen(all[at].dataset.to); }
});

var star = 0;
d.addEventListener('keydown', function (e) {
  if (B.typing(e) || e.ctrlKey || e.metaKey || e.altKey || B.one('dialog[open]') || e.defaultPrevented) return;
  var inList = !!(d.activeElement.closest && d.activeElement.closest('#list')), k = e.key, act2 = { e: 'archive', '#': 'delete', Delete: 'delete', '!': main.dataset.path === 'spam' ? 'notspam' : 'spam', s: 'toggleflag', I: 'read', U: 'unread' }[k];
  var page = Math.max(1, Math.floor(list.clientHeight / rowHeight) - 1);
  if (d.activeElement.closest && d.activeElement.closest('.composer')) return;
  if (Date.now() - star < 1200 && (k === 'a' || k === 'n')) { star = 0; if (k === 'a') B.one('#all').click(); else none(); }
  else if (k === '*') star = Date.now();
  else if (k === 'j' || k === 'k') { step(k === 'j' ? 1 : -1); }
  else if (inList && (k === 'ArrowDown' || k === 'ArrowUp')) step(k === 'ArrowDown' ? 1 : -1, e.shiftKey);
  else if (inList && (k === 'PageDown' || k === 'PageUp')) step(k === 'PageDown' ? page : -page);
  else if (inList && (k === 'Home' || k === 'End')) step(k === 'Home' ? -total : total);
  else if (k === 'o' || inList && k === 'Enter' && !e.target.matches('button')) { if (here()) open(here(), true); }
  else if (k === 'u') close();
  else if (k === 'x' || inList && k === ' ' && !e.target.matches('input')) { if (here()) select(here()); }
  else if (k === 'Escape' && (selected.size || everything)) none();
  else if (k === 'v') move(!inList && !!current && !selected.size);
  else if (act2) { var what = target(!inList && !!current && !selected.size); if (what) act(act2, what); }
  else return;
  e.preventDefault();
});

/* News */
var source, heard = false;
function listen() {
  if (!window.EventSource || source) return;
  source = new EventSource('/live');
  source.addEventListener('mail', function (e) {
    var news = JSON.parse(e.data);
    if (news.unread !== undefined && news.folder !== 'sent' && news.folder !== 'trash' && news.folder !== 'drafts') count(news.folder, news.unread);
    if (news.kind === 'FOLDERS') return;
    if (news.folder === 'inbox' && news.kind === 'ADDED' && news.from !== undefined) B.say(B.fill(W.arrived, { from: news.from, subject: news.subject }));
    if (news.folder !== path) return;
    if (news.kind === 'ADDED' && list.scrollTop > rowHeight) { fresh++; var chip = B.one('#newer'); chip.textContent = B.fill(W.fresh, { n: fresh }); chip.hidden = false; total++; }
    else later();
  });
  source.addEventListener('resync', later);
  /* A line that was cut and came back may have missed something. */
  source.addEventListener('hello', function () { if (heard) later(); heard = true; });
  source.onerror = function () { if (source.readyState === 2) { source = null; setTimeout(listen, 15000); } };
}
var laterTimer;
function later() { clearTimeout(laterTimer); laterTimer = setTimeout(renew, 60); }
addEventListener('pagehide', function () { if (source) source.close(); source = null; });
addEventListener('pageshow', function (e) { if (e.persisted) { listen(); renew(); } });
d.addEventListener('visibilitychange', function () { if (!d.hidden && !source) { listen(); renew(); } });
/* One listener keeps the line while others queue: a browser allows six connections to an old server. */
var saver = navigator.connection && (navigator.connection.saveData || /2g/.test(navigator.connection.effectiveType || ''));
if (!saver) setTimeout(listen, 300); else setInterval(renew, 60000);

readGroups(first.dataset.groups);
blocks[+first.dataset.from] = first;
var m = location.pathname.match(/^\/mail\/[^/]+\/(\d+)$/);
if (m) current = m[1];
B.all('.row', space).forEach(paint);
layout();
if (+first.dataset.from) list.scrollTop = top(+first.dataset.from);
addEventListener('resize', function () { layout(); fill(); });
B.close = close;
fill();
})();
