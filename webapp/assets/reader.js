/* The reading pane: conversations come as fragments, frames grow on demand, the composer is fetched when it is first wanted. */
(function () {
'use strict';
var B = window.Barua, d = document, pane = B.one('#pane-read'), going = 0;
function put(html) { pane.innerHTML = html; }
B.read = function (path, uid, byKeyboard, query) {
  var mine = ++going, slow = setTimeout(function () { if (mine === going) pane.setAttribute('aria-busy', 'true'); }, 200);
  return fetch('/mail/' + encodeURIComponent(path) + '/' + uid + '/reader' + (query || ''), { headers: { 'X-Fragment': '1' }, credentials: 'same-origin' }).then(function (r) {
    if (r.status === 401) { B.lost(); throw new Error('401'); }
    return r.text();
  }).then(function (html) {
    clearTimeout(slow);
    pane.removeAttribute('aria-busy');
    if (mine !== going) return false;
    put(html);
    last();
    if (byKeyboard) { var h = B.one('#subject', pane); if (h) h.focus({ preventScroll: true }); }
    return true;
  }).catch(function (e) { clearTimeout(slow); pane.removeAttribute('aria-busy'); if (e.message !== '401') B.toast(B.words.failed); return false; });
};
B.unread = function () { var t = B.one('#nothing'); going++; pane.innerHTML = t ? t.innerHTML : ''; };
/* The newest message is what one came for. */
function last() {
  var all = B.all('.letter', pane), sc = B.one('.conversation', pane);
  if (all.length > 1 && sc) sc.scrollTop = Math.max(0, all[all.length - 1].offsetTop - sc.offsetTop - 60);
}
/* A frame of our own origin is as high as its page; without scripts of its own nothing in it can lie about that. */
function fit(f) {
  var page = f.contentDocument && f.contentDocument.body;
  if (!page || f.dataset.measured !== 'true' || !page.firstChild) return;
  var bar = page.scrollWidth > page.clientWidth ? 18 : 0;
  f.height = Math.max(40, page.scrollHeight + bar);
}
function fitAll() { B.all('iframe', pane).forEach(fit); }
function query(a) { return new URL(a.href).search; }
if (pane) {
  pane.addEventListener('click', function (e) {
    var a = e.target.closest('a.letter.folded,[data-pictures],[data-tall]');
    if (!a || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    if ('tall' in a.dataset) { var f = B.one('iframe', a.parentNode); f.height = f.height > 1500 ? 600 : 4000; return; }
    var m = new URL(a.href).pathname.match(/^\/mail\/([^/]+)\/(\d+)$/), sc = B.one('.conversation', pane), at = sc.scrollTop, key = a.dataset.letter;
    B.read(decodeURIComponent(m[1]), m[2], false, query(a)).then(function () {
      var again = B.one('.conversation', pane), letter = key && B.one('[data-letter="' + key + '"]', pane);
      if (again) again.scrollTop = at;
      if (letter) letter.focus({ preventScroll: true });
    });
  });
  d.addEventListener('keydown', function (e) {
    if (B.typing(e) || e.ctrlKey || e.metaKey || e.altKey || B.one('dialog[open]') || d.activeElement.closest && d.activeElement.closest('.composer')) return;
    var link = (e.key === 'r' || e.key === 'a' || e.key === 'f') && B.one('[data-key=' + e.key + ']', pane);
    if (link) { e.preventDefault(); B.compose(link.getAttribute('href')); return; }
    if (e.key === 'n' || e.key === 'p') {
      var all = B.all('.letter', pane), at = all.indexOf(d.activeElement.closest && d.activeElement.closest('.letter'));
      var to = all[at < 0 ? (e.key === 'n' ? 0 : all.length - 1) : Math.max(0, Math.min(all.length - 1, at + (e.key === 'n' ? 1 : -1)))];
      if (to) { to.focus(); to.scrollIntoView({ block: 'nearest' }); e.preventDefault(); }
    }
  });
  pane.addEventListener('load', function (e) { if (e.target.tagName === 'IFRAME') fit(e.target); }, true);
  addEventListener('resize', fitAll);
  fitAll();
  last();
}
/* The composer's script is 6 KB that most visits do not need. */
var fetching;
B.compose = function (href) {
  if (!fetching) {
    fetching = new Promise(function (ok, no) {
      var s = d.createElement('script');
      s.src = d.documentElement.dataset.compose;
      s.onload = ok;
      s.onerror = no;
      d.head.append(s);
    });
  }
  fetching.then(function () { B.write(href); }, function () { fetching = null; location.href = href; });
};
d.addEventListener('click', function (e) {
  var a = e.target.closest('a[data-compose]');
  if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.defaultPrevented) return;
  e.preventDefault();
  B.compose(a.getAttribute('href'));
});
d.addEventListener('keydown', function (e) {
  if (B.typing(e) || e.ctrlKey || e.metaKey || e.altKey || B.one('dialog[open]') || e.key !== 'c') return;
  e.preventDefault();
  B.compose('/compose');
});
if (B.one('.composer.full')) B.compose('');
})();
