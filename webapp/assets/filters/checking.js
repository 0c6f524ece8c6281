import {after, all, make} from '../base/dom.js';
import {post} from '../base/net.js';
import {fill} from '../base/words.js';

/** The server reads a script while it is written and says where it cannot: no letter is touched by that. */
const PAUSE = 600;

/** The place of a line and column, both from 1, in a text. */
export function offset(text, line, column) {
    let at = 0;
    for (let i = 1; i < line; i++) {
        const end = text.indexOf('\n', at);
        if (end < 0) return text.length;
        at = end + 1;
    }
    return Math.min(text.length, at + column - 1);
}

function show(area, list, complaints) {
    area.setAttribute('aria-invalid', String(complaints.length > 0));
    list.replaceChildren(...complaints.map(({line, column, text}) => {
        const button = make('button', {type: 'button'}, fill(area.dataset.place, {line, column}));
        button.addEventListener('click', () => {
            const at = offset(area.value, line, column);
            area.focus();
            area.setSelectionRange(at, at + 1);
        });
        return make('li', {}, button, ' ', text);
    }));
    if (!complaints.length && area.value.trim()) list.replaceChildren(make('li', {class: 'muted'}, area.dataset.good));
}

export function startChecking() {
    for (const area of all('textarea[data-check]').filter((one) => !one.dataset.checked)) {
        const list = document.getElementById(area.dataset.check);
        let asked = 0;
        const look = after(PAUSE, async () => {
            const mine = ++asked;
            try {
                const response = await post('/filters/check', area.value, 'text/plain;charset=UTF-8', {tries: 1});
                const {complaints} = await response.json();
                if (mine === asked) show(area, list, complaints);
            } catch (refused) {
                // Whoever saves hears it then.
            }
        });
        area.dataset.checked = '1';
        area.addEventListener('input', look);
    }
}
