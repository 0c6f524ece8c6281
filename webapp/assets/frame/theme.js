import {root} from '../base/dom.js';

const ORDER = ['light', 'dark', 'hc'];

function remember(name, value) {
    document.cookie = name + '=' + value + ';path=/;secure;samesite=lax;max-age=31536000';
}

export function nextTheme() {
    const next = ORDER[(ORDER.indexOf(root.dataset.theme) + 1) % ORDER.length];
    root.dataset.theme = next;
    root.dataset.chosen = next;
    remember('barua-theme', next);
    remember('barua-drawn', next);
}

/** Where the theme follows the computer, it follows it at once. */
export function startTheme() {
    matchMedia('(prefers-color-scheme:dark)').addEventListener('change', (dark) => {
        if (root.dataset.chosen !== 'auto') return;
        root.dataset.theme = dark.matches ? 'dark' : 'light';
        remember('barua-drawn', root.dataset.theme);
    });
}
