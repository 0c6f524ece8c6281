/* Runs in the head before anything is drawn, so it is no module: the theme of the first picture, and what the server is to know of this computer. */
(function (root) {
    const forever = 'path=/;secure;samesite=lax;max-age=31536000';
    try {
        document.cookie = 'barua-zone=' + encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone) + ';' + forever;
    } catch (e) { /* the server's zone */ }
    if (root.dataset.chosen !== 'auto') return;
    const drawn = matchMedia('(prefers-contrast:more)').matches ? 'hc'
        : matchMedia('(prefers-color-scheme:dark)').matches ? 'dark' : 'light';
    root.dataset.theme = drawn;
    document.cookie = 'barua-drawn=' + drawn + ';' + forever;
})(document.documentElement)
