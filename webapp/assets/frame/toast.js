import {make, one} from '../base/dom.js';
import {say} from './speech.js';

const SECONDS = 10;

let timer = 0;

export function untoast() {
    clearTimeout(timer);
    const shown = one('#toast');
    if (shown) shown.remove();
}

/**
 * A word at the foot of the page: ten seconds, longer while it is pointed at or has the focus.
 * @param {string} text
 * @param {{label: string, act: ?function(), seconds: number}=} offer a button, most often Undo
 */
export function toast(text, {label = '', act = null, seconds = SECONDS} = {}) {
    untoast();
    const shown = make('div', {class: 'toast', id: 'toast'}, text);
    if (act) {
        const button = make('button', {class: 'button', type: 'button'}, label);
        button.addEventListener('click', () => {
            untoast();
            act();
        });
        shown.append(button);
    }
    const arm = () => {
        clearTimeout(timer);
        timer = setTimeout(untoast, seconds * 1000);
    };
    const hold = () => clearTimeout(timer);
    shown.addEventListener('mouseenter', hold);
    shown.addEventListener('focusin', hold);
    shown.addEventListener('mouseleave', arm);
    shown.addEventListener('focusout', arm);
    document.body.append(shown);
    say(text);
    arm();
}
