/* The frame of every page: toasts, spoken words, theme, dialogs, the keys that work everywhere. */
(function () {
'use strict';
var d = document, root = d.documentElement;
root.classList.add('scripted');
var B = window.Barua = { words: {} };
B.one = function (s, c) { return (c || d).querySelector(s); };
B.all = function (s, c) { return Array.prototype.slice.call((c || d).querySelectorAll(s)); };
var holder = B.one('#words');
if (holder) B.words = holder.dataset;

/* {n} and {n, plural, one {..} other {..}}, as the server's bundles have them. */
B.fill = function (pattern, values) {
  var out = '', at = 0;
  function closing(open) {
    for (var depth = 0, i = open; i < pattern.length; i++) {
      if (pattern[i] === '{') depth++; else if (pattern[i] === '}' && !--depth) return i;
    }
    return pattern.length;
  }
  while (at < pattern.length) {
    if (pattern[at] !== '{') { out += pattern[at++]; continue; }
    var end = closing(at), inside = pattern.slice(at + 1, end), parts = inside.split(',');
    var value = values[parts[0].trim()];
    if (parts.length === 1) out += value;
    else {
      var word = value === 1 ? 'one {' : 'other {', from = inside.indexOf(word) + word.length - 1;
      var start = at + 1 + from;
      out += B.fill(pattern.slice(start + 1, closing(start)).replace('#', Number(value).toLocaleString('en')), values);
    }
    at = end + 1;
  }
  return out;
};

B.cookie = function (name, value) { d.cookie = name + '=' + value + ';path=/;secure;samesite=lax;max-age=31536000'; };
var spoken = [], speaking = 0;
/* One phrase every 2 s at most, so that a screen reader can follow. */
B.say = function (text, urgent) {
  var place = B.one(urgent ? '#alert' : '#status');
  if (!place) return;
  if (urgent) { place.textContent = text; return; }
  spoken = [text];
  if (speaking) return;
  (function next() {
    var now = spoken.shift();
    if (now === undefined) { speaking = 0; return; }
    place.textContent = now;
    speaking = setTimeout(next, 2000);
  })();
};

var toastTimer, undoNow;
/* Stays 10 s, longer while it is pointed at or focused. */
B.toast = function (text, label, undo, seconds) {
  B.untoast();
  var t = d.createElement('div');
  t.className = 'toast';
  t.id = 'toast';
  t.append(text);
  if (undo) {
    var b = d.createElement('button');
    b.className = 'button';
    b.type = 'button';
    b.textContent = label;
    b.onclick = function () { B.undo(); };
    t.append(b);
  }
  undoNow = undo || undoNow;
  d.body.append(t);
  B.say(text);
  function arm() { clearTimeout(toastTimer); toastTimer = setTimeout(B.untoast, (seconds || 10) * 1000); }
  t.onmouseenter = t.onfocusin = function () { clearTimeout(toastTimer); };
  t.onmouseleave = t.onfocusout = arm;
  arm();
};
B.untoast = function () { clearTimeout(toastTimer); var t = B.one('#toast'); if (t) t.remove(); };
B.undo = function () { var f = undoNow; undoNow = null; B.untoast(); if (f) f(); };

B.post = function (url, body, type) {
  var headers = { 'X-Csrf': root.dataset.csrf };
  if (type) headers['Content-Type'] = type;
  return fetch(url, { method: 'POST', headers: headers, body: body, credentials: 'same-origin' }).then(function (r) {
    if (r.status === 401) { B.lost(); throw new Error('401'); }
    if (!r.ok) throw new Error(String(r.status));
    return r;
  });
};
/* The session is over: work stays on the page, the sign-in opens beside it. */
B.lost = function () {
  B.toast(B.words.lost || '', B.words.signin, function () { window.open('/login?next=' + encodeURIComponent(location.pathname + location.search), '_blank'); }, 600);
};
B.id = function () { return crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now(); };
B.icon = function (name, look) {
  var s = d.createElementNS('http://www.w3.org/2000/svg', 'svg'), u = d.createElementNS('http://www.w3.org/2000/svg', 'use');
  s.setAttribute('class', 'icon ' + (look || ''));
  s.setAttribute('aria-hidden', 'true');
  u.setAttribute('href', root.dataset.icons + '#' + name);
  s.append(u);
  return s;
};
B.typing = function (e) { return e.target.closest && e.target.closest('input:not([type=checkbox]):not([type=radio]),textarea,select,[contenteditable=true]'); };

function theme() {
  var order = ['light', 'dark', 'hc'], next = order[(order.indexOf(root.dataset.theme) + 1) % 3];
  root.dataset.theme = root.dataset.chosen = next;
  B.cookie('barua-theme', next);
  B.cookie('barua-drawn', next);
}
matchMedia('(prefers-color-scheme:dark)').addEventListener('change', function (m) {
  if (root.dataset.chosen === 'auto') { root.dataset.theme = m.matches ? 'dark' : 'light'; B.cookie('barua-drawn', root.dataset.theme); }
});
B.dialog = function (id) { var x = d.getElementById(id); if (x && !x.open) x.showModal(); };

d.addEventListener('click', function (e) {
  B.all('.account-menu[open],.folder-menu[open]').forEach(function (menu) { if (!menu.contains(e.target) && !e.target.closest('dialog')) menu.open = false; });
  var b = e.target.closest('[data-side],[data-theme-next],[data-dlg],[data-close],[data-print]');
  var side = B.one('#side'), opener = B.one('[data-side]');
  if (side && side.classList.contains('open') && !side.contains(e.target) && !(b && 'side' in b.dataset)) {
    side.classList.remove('open');
    opener.setAttribute('aria-expanded', 'false');
  }
  if (!b) return;
  if ('side' in b.dataset) b.setAttribute('aria-expanded', String(side.classList.toggle('open')));
  else if ('themeNext' in b.dataset) theme();
  else if (b.dataset.dlg) B.dialog(b.dataset.dlg);
  else if ('close' in b.dataset && b.closest('dialog')) b.closest('dialog').close();
  else if ('print' in b.dataset) print();
});

/* What cannot be taken back is asked once more: without script by a box to tick in the form itself. */
B.all('[data-sure] .noscript-only input').forEach(function (box) { box.disabled = true; });
d.addEventListener('submit', function (e) {
  var form = e.target, button = e.submitter, dialog = B.one('#sure');
  if (!form.dataset.sure || form.dataset.said) return;
  e.preventDefault();
  B.one('#sure-text').textContent = form.dataset.sure;
  B.one('#sure-yes').onclick = function () {
    var box = B.one('[name=sure]', form);
    box.disabled = false;
    box.checked = true;
    form.dataset.said = '1';
    dialog.close();
    form.requestSubmit(button);
  };
  B.dialog('sure');
});
function folderMenu(open) {
  var menu = open && open.parentElement.querySelector('.folder-menu');
  if (menu) { menu.open = true; var name = B.one('[name=name]', menu); name.focus(); name.select(); }
}
d.addEventListener('keydown', function (e) {
  var menu = e.key === 'Escape' && !B.one('dialog[open]') && e.target.closest('.folder-menu[open],.account-menu[open]');
  if (menu) { menu.open = false; B.one('summary', menu).focus(); e.stopImmediatePropagation(); }
  else if (e.key === 'F2' && e.target.matches('.own-folder > a')) { e.preventDefault(); folderMenu(e.target); }
});

var went = 0;
d.addEventListener('keydown', function (e) {
  if (e.key === 'F6') {
    var panes = B.all('#side,#pane-list,#pane-read,.composer').filter(function (p) { return p.offsetParent || p.classList.contains('composer'); });
    if (!panes.length) return;
    var at = panes.findIndex(function (p) { return p.contains(d.activeElement); });
    var to = panes[(at + (e.shiftKey ? panes.length - 1 : 1) + panes.length) % panes.length];
    var target = B.one('.row[tabindex="0"]', to) || B.one('h1[tabindex],[contenteditable],a[href],button,input', to);
    if (target) { target.focus(); e.preventDefault(); }
    return;
  }
  if (B.typing(e) || e.altKey || B.one('dialog[open]')) return;
  if ((e.ctrlKey || e.metaKey) && e.key === 'z') { e.preventDefault(); B.undo(); return; }
  if (e.ctrlKey || e.metaKey) return;
  if (e.key === '?') B.dialog('keys');
  else if (e.key === 'z') B.undo();
  else if (e.key === 'g') went = Date.now();
  else if (Date.now() - went < 1500 && { i: 1, s: 1, d: 1 }[e.key]) {
    went = 0;
    e.stopImmediatePropagation();
    location.href = { i: '/mail/inbox', s: '/mail/sent', d: '/mail/drafts' }[e.key];
  }
});
})();
