import {all} from '../base/dom.js';

/** Room for a scroll bar under a page that is wider than its frame. */
const BAR = 18;
const LEAST = 40;

/** A frame of our own origin is as high as its page; without scripts of its own nothing in it can lie about that. */
function fit(frame) {
    const page = frame.contentDocument && frame.contentDocument.body;
    if (!page || frame.dataset.measured !== 'true' || !page.firstChild) return;
    const bar = page.scrollWidth > page.clientWidth ? BAR : 0;
    frame.height = String(Math.max(LEAST, page.scrollHeight + bar));
}

/** Keeps the frames of designed letters in that pane as high as what they hold. */
export function startFrames(pane) {
    const fitAll = () => all('iframe', pane).forEach(fit);
    pane.addEventListener('load', (event) => {
        if (event.target.tagName === 'IFRAME') fit(event.target);
    }, true);
    addEventListener('resize', fitAll);
    fitAll();
}
