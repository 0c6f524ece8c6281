import {one} from '../base/dom.js';

/** A letter that was found opens where the first word stands that was looked for. */
const PATIENCE = 5000;

const results = () => one('#pane-read [data-results]');

/** The address of the results from which the letter was opened; empty where it was not. */
export const foundAt = () => results() ? results().href : '';

/** Goes back to the results, where the letter was opened from them. */
export function toResults() {
    const link = results();
    if (link) location.assign(link.href);
    return Boolean(link);
}

function unfold(mark) {
    for (let around = mark.closest('details'); around; around = around.parentElement.closest('details')) around.open = true;
}

function goTo(scroller, top) {
    scroller.scrollTop += top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3;
}

/** A frame of our own origin lets its page be looked into; it is as high as that, so it is the pane that scrolls. */
function goToFramed(scroller, frame) {
    const mark = frame.contentDocument && frame.contentDocument.getElementById('found');
    if (mark) goTo(scroller, frame.getBoundingClientRect().top + mark.getBoundingClientRect().top);
    return Boolean(mark);
}

/** Frames come later, and only when they are near: the letter is gone to first. */
function awaitFrames(scroller, letter) {
    const moved = new AbortController();
    const loaded = (event) => {
        const frame = event.target;
        if (frame.tagName === 'IFRAME' && letter.contains(frame)) setTimeout(() => goToFramed(scroller, frame) && moved.abort());   // once it is measured
    };
    scroller.addEventListener('load', loaded, {capture: true, signal: moved.signal});
    for (const kind of ['wheel', 'keydown', 'pointerdown']) addEventListener(kind, () => moved.abort(), {signal: moved.signal, passive: true});
    setTimeout(() => moved.abort(), PATIENCE);
}

/** @return {boolean} whether the letter was found, and not just opened */
export function showFound() {
    const link = results();
    const scroller = one('.conversation');
    if (!link || !scroller) return false;
    const letter = one('[data-letter="' + link.dataset.results + '"]', scroller);
    const mark = one('#found', scroller);
    if (mark) {
        unfold(mark);
        goTo(scroller, mark.getBoundingClientRect().top);
    } else if (letter) {
        letter.scrollIntoView();
        const frames = [...letter.querySelectorAll('iframe')];
        if (!frames.some((frame) => goToFramed(scroller, frame))) awaitFrames(scroller, letter);
    }
    return true;
}
