/* Writing a letter: recipients as chips with suggestions, our own small editor, files in parts, drafts that save themselves, sending with undo. */
(function () {
'use strict';
var B = window.Barua, d = document, root = d.documentElement, W = B.words, open = null;

/* Opens the form: over the page, or takes over the one that the page has. */
B.write = function (href) {
  var page = B.one('.composer.full');
  if (page && !open) { open = new Letter(page, true); if (!href) return; }
  if (open) {
    if (!href || open.same(href)) { open.focus(); return; }
    open.keep().then(function () { if (!open) B.write(href); });
    return;
  }
  fetch(href, { headers: { 'X-Fragment': '1' }, credentials: 'same-origin' }).then(function (r) {
    if (r.status === 401) { B.lost(); throw new Error('401'); }
    if (!r.ok) throw new Error(r.status);
    return r.text();
  }).then(function (html) {
    var t = d.createElement('template');
    t.innerHTML = html;
    var section = B.one('.composer', t.content);
    d.body.append(section);
    open = new Letter(section, false, href, d.activeElement);
  }).catch(function (e) { if (e.message !== '401') B.toast(W.open); });
};

function Letter(box, full, href, before) {
  var self = this, form = B.one('form', box), text = B.one('#w-text', box), rich = B.one('#w-html', box), say = box.dataset;
  var status = B.one('#w-status', box), files = [], dirty = false, saving = null, sending = false, done = [], timer, gone = false, people = {};
  function field(name) { return form.elements[name]; }
  this.same = function (other) { return other === href; };
  this.focus = function () { box.classList.remove('minimised'); (box.dataset.focus === 'body' ? body() : B.one('#w-' + box.dataset.focus + '-in', box) || B.one('#w-' + box.dataset.focus, box)).focus(); };

  /* Body: rich or plain, each made of the other when it is changed. */
  var isRich = rich.dataset.plain !== 'true' || !full || true;
  try { if (localStorage['barua-plain'] === '1' && rich.dataset.plain === 'true') isRich = false; } catch (e) { /* rich */ }
  function body() { return isRich ? rich : text; }
  function plainOf(el) {
    var out = '';
    (function walk(node, quote) {
      node.childNodes.forEach(function (n) {
        if (n.nodeType === 3) { out += n.data.replace(/\s+/g, ' '); return; }
        if (n.nodeType !== 1) return;
        var block = /^(DIV|P|LI|BLOCKQUOTE|H3|H4|TR|PRE|UL|OL|TABLE)$/.test(n.tagName), q = n.tagName === 'BLOCKQUOTE';
        if (n.tagName === 'BR') { if (n.nextSibling || n.parentNode.childNodes.length === 1 && false) out += '\n'; return; }
        if (block && out && out.slice(-1) !== '\n') out += '\n';
        var from = out.length;
        if (n.tagName === 'LI') out += '- ';
        walk(n);
        if (block && (out.slice(-1) !== '\n' || n.childNodes.length === 1 && n.firstChild.tagName === 'BR')) out += '\n';
        if (q) out = out.slice(0, from) + out.slice(from).replace(/\n$/, '').split('\n').map(function (l) { return l[0] === '>' ? '>' + l : '> ' + l; }).join('\n') + '\n';
      });
    })(el);
    return out.replace(/\n+$/, '\n');
  }
  function richOf(plain) {
    var holder = d.createElement('div'), quote = null;
    plain.split('\n').forEach(function (line) {
      var q = line[0] === '>', row = d.createElement('div');
      if (q && !quote) { quote = d.createElement('blockquote'); holder.append(quote); }
      if (!q) quote = null;
      if (q) line = line.replace(/^> ?/, '');
      if (line) row.textContent = line; else row.append(d.createElement('br'));
      (quote || holder).append(row);
    });
    return holder.innerHTML;
  }
  function look() {
    text.hidden = isRich;
    rich.hidden = !isRich;
    B.all('[data-do]', box).forEach(function (b) { b.disabled = !isRich; });
    B.all('[data-rich]', box).forEach(function (b) { b.setAttribute('aria-pressed', String((b.dataset.rich === '1') === isRich)); });
  }
  function setRich(on) {
    if (on === isRich) return;
    if (on) rich.innerHTML = richOf(text.value); else text.value = plainOf(rich);
    isRich = on;
    try { localStorage['barua-plain'] = on ? '0' : '1'; } catch (e) { /* for this letter only */ }
    look();
    body().focus();
    touched();
  }
  function command(name) {
    rich.focus();
    if (name === 'quote') d.execCommand('formatBlock', false, 'blockquote');
    else if (name === 'link') { var to = prompt(say.link, 'https://'); if (to && /^(https?:|mailto:)/i.test(to)) d.execCommand('createLink', false, to); }
    else d.execCommand(name, false, null);
    pressed();
    touched();
  }
  function pressed() {
    ['bold', 'italic', 'underline'].forEach(function (c) { var b = B.one('[data-do=' + c + ']', box); if (b) b.setAttribute('aria-pressed', String(d.queryCommandState(c))); });
  }
  d.execCommand('styleWithCSS', false, false);
  d.execCommand('defaultParagraphSeparator', false, 'div');
  rich.addEventListener('paste', function (e) {
    var data = e.clipboardData;
    if (data.files && data.files.length) { e.preventDefault(); attach(data.files); return; }
    /* What is pasted comes as text: another page's look does not belong into a letter. */
    e.preventDefault();
    d.execCommand('insertText', false, data.getData('text/plain'));
  });
  rich.addEventListener('keyup', pressed);

  /* Recipients */
  ['to', 'cc', 'bcc'].forEach(function (name) { people[name] = new People(B.one('[data-people=' + name + ']', box), field(name), touched, form); });
  function showCc() { B.one('[data-people=cc]', box).hidden = B.one('[data-people=bcc]', box).hidden = false; B.one('[data-ccbcc]', box).hidden = true; }
  if (field('cc').value || field('bcc').value) showCc(); else B.one('[data-people=cc]', box).hidden = B.one('[data-people=bcc]', box).hidden = true;

  /* Files */
  B.all('#w-files .file', box).forEach(function (at) {
    var keep = B.one('[name=keep]', at), word = keep.value.split('|');
    files.push({ key: word[0], name: word[1], size: word[2], el: at });
    keep.closest('label').remove();
  });
  function attach(list) { Array.prototype.forEach.call(list, upload); }
  function upload(file) {
    var limit = +root.dataset.limit;
    if (file.size * 1.37 > limit) { problem(B.fill(say.toobig, { what: size(file.size), limit: size(limit / 1.37) })); return; }
    var entry = { id: B.id(), file: file, name: file.name, size: size(file.size), from: 0, whole: file.size === 0 && false };
    entry.el = d.createElement('div');
    entry.el.className = 'file';
    var th = d.createElement('span'), g = d.createElement('span'), n = d.createElement('span'), bar = d.createElement('progress'), s = d.createElement('span'), x = d.createElement('button');
    th.className = 'file-kind';
    th.textContent = /\.([a-z0-9]{1,4})$/i.test(file.name) ? RegExp.$1.toUpperCase() : '···';
    g.className = 'grow';
    n.className = 'file-name ellipsis';
    n.textContent = file.name;
    bar.className = 'meter';
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', say.uploading + ' ' + file.name);
    s.className = 'tiny-text muted figures';
    x.type = 'button';
    x.className = 'button quiet icon-only small';
    x.dataset.removeFile = '';
    x.setAttribute('aria-label', say.remove + ' ' + file.name);
    x.append(B.icon('x', 'small'));
    g.append(n, bar, s);
    entry.el.append(th, g, x);
    entry.bar = bar;
    entry.note = s;
    B.one('#w-files', box).append(entry.el);
    files.push(entry);
    push(entry, 0);
  }
  var PART = navigator.connection && navigator.connection.downlink < 1 ? 256 * 1024 : 1024 * 1024;
  /* One part after the other; the server says where it is, so after a broken line it goes on and does not begin again. */
  function push(entry, tries) {
    if (entry.removed || gone && !entry.file) return;
    var end = Math.min(entry.file.size, entry.from + PART);
    var q = new URLSearchParams({ id: entry.id, name: entry.name, type: entry.file.type || '', size: entry.file.size, from: entry.from });
    B.post('/upload?' + q, entry.file.slice(entry.from, end), 'application/octet-stream').then(function (r) { return r.json(); }).then(function (answer) {
      entry.from = answer.received;
      entry.bar.value = entry.file.size ? answer.received / entry.file.size * 100 : 100;
      entry.note.textContent = answer.whole ? entry.size + ' · ' + say.ready : size(answer.received) + ' / ' + entry.size;
      if (!answer.whole) { push(entry, 0); return; }
      entry.whole = true;
      entry.bar.remove();
      touched();
    }).catch(function (e) {
      if (/^4/.test(e.message) || tries > 5) { entry.note.textContent = say.stopped; entry.failed = true; return; }
      entry.note.textContent = size(entry.from) + ' / ' + entry.size + ' …';
      setTimeout(function () { push(entry, tries + 1); }, [2000, 8000, 30000, 120000][Math.min(tries, 3)]);
    });
  }
  function size(n) { return n < 1000 ? n + ' B' : n < 1e6 ? Math.round(n / 1000) + ' KB' : (n / 1e6).toFixed(1).replace('.0', '') + ' MB'; }
  function pending() { return files.some(function (f) { return f.file && !f.whole && !f.failed; }); }

  /* Saving and sending */
  function data(verb) {
    var out = new URLSearchParams();
    ['draft', 're', 'mode', 'from', 'subject'].forEach(function (n) { out.set(n, field(n).value); });
    ['to', 'cc', 'bcc'].forEach(function (n) { out.set(n, people[n].value(verb === 'send')); });
    out.set('rich', isRich ? '1' : '');
    out.set('html', isRich ? rich.innerHTML : '');
    out.set('text', isRich ? '' : text.value);
    out.set('verb', verb);
    files.forEach(function (f) { if (f.key) out.append('keep', f.key + '|' + f.name + '|' + f.size); });
    files.forEach(function (f) { if (!f.key && f.whole) out.append('upload', f.id); });
    done.forEach(function (id) { out.append('done', id); });
    return out;
  }
  function post(verb) {
    return fetch('/compose', { method: 'POST', headers: { 'X-Csrf': root.dataset.csrf }, body: data(verb), credentials: 'same-origin' }).then(function (r) {
      if (r.status === 401) { B.lost(); throw new Error('401'); }
      if (!r.ok && r.status !== 422) throw new Error(r.status);
      return r.json();
    });
  }
  function touched() {
    dirty = true;
    hideProblem();
    clearTimeout(timer);
    timer = setTimeout(save, 4000);
  }
  function empty() { return !body().textContent.trim() && !text.value.trim() && !field('subject').value && !people.to.value() && !files.length; }
  /* One saving at a time; what was typed meanwhile is saved by the next one. */
  function save() {
    clearTimeout(timer);
    if (saving) return saving.then(function () { return dirty ? save() : null; });
    if (!dirty || gone || sending || empty() && field('draft').value === '0') return Promise.resolve();
    dirty = false;
    status.textContent = say.saving;
    var sent = files.filter(function (f) { return f.key; }).concat(files.filter(function (f) { return !f.key && f.whole; }));
    saving = post('save').then(function (answer) {
      saving = null;
      if (answer.refused) { status.textContent = ''; problem(answer.refused); return; }
      field('draft').value = answer.draft;
      answer.files.forEach(function (f, i) { if (sent[i]) { if (sent[i].id && !sent[i].key) done.push(sent[i].id); sent[i].key = f.key; sent[i].file = null; } });
      status.textContent = answer.said;
      if (full) history.replaceState({}, '', '/compose/' + answer.draft);
    }).catch(function () { saving = null; dirty = true; status.textContent = say.local; timer = setTimeout(save, 8000); });
    return saving;
  }
  function problem(words) { var p = B.one('#write-problem', box); B.one('.grow', p).textContent = words; p.hidden = false; B.say(words, true); }
  function hideProblem() { B.one('#write-problem', box).hidden = true; }
  function idle() { return saving ? saving.then(idle) : Promise.resolve(); }
  function send() {
    if (gone || sending) return;
    if (pending()) { problem(say.wait); return; }
    var button = B.one('[value=send]', box);
    button.disabled = true;
    button.setAttribute('aria-busy', 'true');
    clearTimeout(timer);
    sending = true;
    idle().then(function () { return post('send'); }).then(function (answer) {
      if (answer.refused) { ready(); problem(answer.refused); return; }
      gone = true;
      leave();
      sentToast(answer.sent, answer.said);
    }).catch(function (e) { ready(); if (e.message !== '401') problem(say.unsent); });
    function ready() { sending = false; button.disabled = false; button.removeAttribute('aria-busy'); }
  }
  function sentToast(id, said) {
    var hold = +root.dataset.hold;
    if (said) { B.toast(said); return; }
    if (!hold || !id) { B.toast(W.sent); return; }
    B.toast(B.fill(W.sending, { n: hold }), W.undo, function () {
      B.post('/compose', new URLSearchParams({ verb: 'recall', id: id })).then(function (r) { return r.json(); }).then(function (answer) {
        B.toast(answer.recalled ? W.recalled : W.toolate);
        if (answer.recalled) B.write('/compose/' + answer.draft);
        if (B.renew) B.renew();
      }).catch(function () { B.toast(W.failed); });
    }, Math.max(3, hold - 1));
  }
  /* Closes the form; what it was opened from gets the focus back. */
  function leave() {
    clearTimeout(timer);
    open = null;
    if (full) { location.href = '/mail/inbox'; return; }
    box.remove();
    if (before && before.isConnected) before.focus();
    if (B.renew) B.renew();
  }
  this.keep = function () {
    dirty = dirty && !gone;
    return save().then(function () { if (!dirty) { gone = true; leave(); } });
  };
  function discard() {
    if (gone) return;
    sending = true;
    idle().then(function () {
      gone = true;
      return field('draft').value === '0' && !files.length ? null : post('discard');
    }).then(function () { leave(); B.toast(say.discarded); }).catch(function () { gone = sending = false; problem(W.failed); });
  }

  box.addEventListener('input', touched);
  /* The browser need not ask when a draft is safe on the server. */
  addEventListener('beforeunload', function (e) { if (open === self && dirty && !gone && !empty()) { save(); e.preventDefault(); } });
  box.addEventListener('focusout', function (e) { if (dirty && !box.contains(e.relatedTarget)) save(); });
  form.addEventListener('submit', function (e) {
    e.preventDefault();
    var verb = e.submitter && e.submitter.value;
    if (verb === 'discard') discard(); else if (verb === 'save') self.keep(); else send();
  });
  box.addEventListener('click', function (e) {
    var b = e.target.closest('button,a');
    if (!b || !box.contains(b)) return;
    var x = b.dataset;
    if (x.do) command(x.do);
    else if (x.rich) setRich(x.rich === '1');
    else if ('attach' in x) B.one('#w-pick', box).click();
    else if ('ccbcc' in x) { showCc(); people.cc.focus(); }
    else if ('keep' in x && b.type === 'button') self.keep();
    else if ('min' in x) { box.classList.toggle('minimised'); save(); }
    else if ('full' in x) { e.preventDefault(); dirty = true; save().then(function () { gone = true; location.href = field('draft').value === '0' ? href || '/compose' : '/compose/' + field('draft').value; }); }
    else if ('removeFile' in x) {
      var at = b.closest('.file'), i = files.findIndex(function (f) { return f.el === at; });
      if (i >= 0) { files[i].removed = true; files.splice(i, 1); }
      at.remove();
      touched();
    }
  });
  B.one('#w-tools', box).addEventListener('mousedown', function (e) { if (e.target.closest('[data-do]')) e.preventDefault(); });
  B.one('#w-pick', box).addEventListener('change', function (e) { attach(e.target.files); e.target.value = ''; });
  box.addEventListener('dragover', function (e) { if (e.dataTransfer.types.indexOf('Files') >= 0) e.preventDefault(); });
  box.addEventListener('drop', function (e) { if (e.dataTransfer.files.length) { e.preventDefault(); attach(e.dataTransfer.files); } });
  box.addEventListener('keydown', function (e) {
    if ((e.ctrlKey || e.metaKey) && e.key === 'Enter') { e.preventDefault(); send(); }
    else if (e.key === 'Escape' && !e.defaultPrevented) { e.preventDefault(); self.keep(); }
    else if (e.target === form.elements.subject && e.key === 'Enter') e.preventDefault();
  });

  look();
  this.focus();
  if (isRich && box.dataset.focus === 'body') { getSelection().collapse(rich, 0); rich.scrollTop = 0; } else if (!isRich) text.setSelectionRange(0, 0);
}

/* One field of recipients: chips and a combobox (WAI-ARIA: the list is a popup, the focus stays in the field). */
function People(row, hidden, changed, form) {
  var name = hidden.name, box = B.one('.line', row), chips = [], input = d.createElement('input'), list = d.createElement('div'), at = -1, found = [], asked = 0, timer;
  var holder = d.createElement('span');
  holder.className = 'recipients-chips';
  holder.setAttribute('role', 'list');
  hidden.type = 'hidden';
  input.id = 'w-' + name + '-in';
  input.setAttribute('aria-label', hidden.getAttribute('aria-label'));
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-expanded', 'false');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', 'w-' + name + '-list');
  input.autocomplete = 'off';
  input.spellcheck = false;
  list.className = 'popup';
  list.id = 'w-' + name + '-list';
  list.setAttribute('role', 'listbox');
  list.hidden = true;
  box.append(holder, input);
  row.append(list);
  var label = B.one('label', row);
  label.htmlFor = input.id;

  function split(text) {
    var out = [], now = '', quoted = false, angle = false;
    for (var i = 0; i < text.length; i++) {
      var c = text[i];
      if (c === '"') quoted = !quoted;
      if (c === '<') angle = true;
      if (c === '>') angle = false;
      if (!quoted && !angle && /[,;\n]/.test(c)) { out.push(now); now = ''; } else now += c;
    }
    out.push(now);
    return out.map(function (s) { return s.trim(); }).filter(Boolean);
  }
  function add(text) {
    var m = text.match(/^(.*?)\s*<([^<>]+)>$/), shown = m && m[1] ? m[1].replace(/^"|"$/g, '') : text, address = m ? m[2] : text;
    if (chips.some(function (c) { return c.address.toLowerCase() === address.toLowerCase(); })) return;
    var chip = d.createElement('span'), b = d.createElement('button'), entry = { text: text, address: address, el: chip };
    chip.className = 'chip' + (/^[^\s@]+@[^\s@]+$|^".+"@[^\s@]+$/.test(address) ? '' : ' bad');
    chip.setAttribute('role', 'listitem');
    chip.title = address;
    var t = d.createElement('span');
    t.className = 'ellipsis';
    t.textContent = shown;
    b.type = 'button';
    b.setAttribute('aria-label', form.closest('.composer').dataset.remove + ' ' + shown);
    b.append(B.icon('x', 'small'));
    b.onclick = function () { remove(entry); input.focus(); };
    chip.append(t, b);
    holder.append(chip);
    chips.push(entry);
  }
  function remove(entry) { chips.splice(chips.indexOf(entry), 1); entry.el.remove(); changed(); }
  function take() { split(input.value).forEach(add); input.value = ''; close(); changed(); }
  function close() { list.hidden = true; at = -1; found = []; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); }
  function choose(i) { var p = found[i]; input.value = ''; add(p.name ? (/[^\w\s'’.\-\u0080-\uffff]|\./.test(p.name) ? '"' + p.name.replace(/["\\]/g, '') + '"' : p.name) + ' <' + p.address + '>' : p.address); close(); changed(); input.focus(); }
  function mark(i) {
    at = i;
    B.all('[role=option]', list).forEach(function (o, n) { o.setAttribute('aria-selected', String(n === at)); });
    if (at >= 0) input.setAttribute('aria-activedescendant', 'w-' + name + '-o' + at); else input.removeAttribute('aria-activedescendant');
  }
  function show(people) {
    found = people.filter(function (p) { return !chips.some(function (c) { return c.address.toLowerCase() === p.address.toLowerCase(); }); });
    list.textContent = '';
    found.forEach(function (p, i) {
      var o = d.createElement('div'), av = d.createElement('span'), g = d.createElement('span'), b = d.createElement('b'), s = d.createElement('span'), h = d.createElement('span');
      o.id = 'w-' + name + '-o' + i;
      o.setAttribute('role', 'option');
      av.className = 'avatar small';
      av.textContent = (p.name || p.address).split(/[\s@.]+/).slice(0, 2).map(function (w) { return w[0] || ''; }).join('').toUpperCase();
      g.className = 'grow ellipsis';
      b.textContent = p.name || p.address;
      s.className = 'muted small-text';
      s.textContent = p.name ? ' ' + p.address : '';
      g.append(b, s);
      h.className = 'tiny-text muted';
      h.textContent = p.hint;
      o.append(av, g, h);
      o.onmousedown = function (e) { e.preventDefault(); choose(i); };
      list.append(o);
    });
    list.hidden = !found.length;
    input.setAttribute('aria-expanded', String(!!found.length));
    mark(found.length ? 0 : -1);
  }
  function ask() {
    var q = input.value.trim(), mine = ++asked;
    if (q.length < 1) { close(); return; }
    fetch('/people?q=' + encodeURIComponent(q), { credentials: 'same-origin' }).then(function (r) { return r.ok ? r.json() : []; }).then(function (people) { if (mine === asked && d.activeElement === input) show(people); }).catch(function () { });
  }
  input.addEventListener('input', function () {
    if (/[,;\n]/.test(input.value)) { take(); return; }
    clearTimeout(timer);
    timer = setTimeout(ask, 120);
  });
  input.addEventListener('paste', function (e) { var t = e.clipboardData.getData('text'); if (/[,;\n]/.test(t) || /@/.test(t)) { e.preventDefault(); split(t).forEach(add); changed(); } });
  input.addEventListener('blur', function () { asked++; clearTimeout(timer); if (input.value.trim()) take(); close(); });
  input.addEventListener('keydown', function (e) {
    var openNow = !list.hidden;
    if (openNow && (e.key === 'ArrowDown' || e.key === 'ArrowUp')) { e.preventDefault(); mark((at + (e.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length); }
    else if (e.key === 'Enter' || e.key === 'Tab' && input.value.trim()) {
      if (e.ctrlKey || e.metaKey) { take(); return; }
      if (openNow && at >= 0) { e.preventDefault(); choose(at); }
      else if (input.value.trim()) { e.preventDefault(); take(); }
      else if (e.key === 'Enter') e.preventDefault();
    } else if (e.key === 'Escape' && openNow) { e.preventDefault(); e.stopPropagation(); close(); }
    else if (e.key === 'Backspace' && !input.value && chips.length) remove(chips[chips.length - 1]);
  });
  box.addEventListener('click', function (e) { if (e.target === box) input.focus(); });
  split(hidden.value).forEach(add);
  hidden.value = '';
  this.focus = function () { input.focus(); };
  this.value = function (all) { if (all && input.value.trim()) take(); return chips.map(function (c) { return c.text; }).concat(input.value.trim() ? [input.value.trim()] : []).join(', '); };
}
})();
