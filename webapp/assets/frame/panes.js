import {all, focused, one} from '../base/dom.js';

const PANES = '#side, #pane-list, #pane-read, .composer';
const STOPS = 'h1[tabindex], [contenteditable], a[href], button, input';

/** F6 and Shift F6 go from one part of the page to the next. */
export function startPanes() {
    document.addEventListener('keydown', (event) => {
        if (event.key !== 'F6') return;
        const panes = all(PANES).filter((pane) => pane.offsetParent || pane.classList.contains('composer'));
        if (!panes.length) return;
        const at = panes.indexOf(focused(PANES));
        const pane = panes[(at + (event.shiftKey ? panes.length - 1 : 1) + panes.length) % panes.length];
        const stop = one('.row[tabindex="0"]', pane) || one(STOPS, pane);
        if (!stop) return;
        stop.focus();
        event.preventDefault();
    });
}
