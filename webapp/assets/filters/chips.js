import {all, icon, make, one} from '../base/dom.js';
import {fill} from '../base/words.js';

/** Several values in one field. Without script they are lines of a text area, which goes on carrying them; here each is a chip that can be taken out. */

/** @return {!Array<string>} what stands on the lines, each once */
export const valuesOf = (text) => [...new Set(text.split(/\r?\n/).map((line) => line.trim()).filter(Boolean))];

function chip(value, words, remove) {
    const button = make('button', {type: 'button', 'aria-label': fill(words, {value})}, icon('x', 'small'));
    button.addEventListener('click', remove);
    return make('span', {class: 'chip', dir: 'auto'}, value, button);
}

/** @param {!HTMLTextAreaElement} area */
export function dress(area) {
    const words = area.dataset.values;
    const typed = make('input', {type: 'text', 'aria-label': area.getAttribute('aria-label'), autocomplete: 'off', id: area.id ? area.id + '-typed' : null});
    const box = make('div', {class: 'values', role: 'group', 'aria-label': area.getAttribute('aria-label')}, typed);
    const values = () => valuesOf(area.value);
    const draw = () => {
        all('.chip', box).forEach((old) => old.remove());
        typed.before(...values().map((value) => chip(value, words, () => {
            put(values().filter((other) => other !== value));
            typed.focus();
        })));
    };
    const put = (lines) => {
        area.value = lines.join('\n');
        area.dispatchEvent(new Event('change', {bubbles: true}));
        draw();
    };
    const take = () => {
        if (!typed.value.trim()) return false;
        put(valuesOf(area.value + '\n' + typed.value));
        typed.value = '';
        return true;
    };
    typed.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && !event.ctrlKey && take()) event.preventDefault();
        if (event.key === 'Backspace' && !typed.value) put(values().slice(0, -1));
    });
    typed.addEventListener('paste', (event) => {
        const lines = valuesOf(event.clipboardData.getData('text/plain'));
        if (lines.length < 2) return;
        event.preventDefault();
        put(valuesOf(area.value + '\n' + lines.join('\n')));
    });
    typed.addEventListener('blur', take);
    box.addEventListener('click', (event) => event.target === box && typed.focus());
    area.hidden = true;
    area.before(box);
    draw();
}

export function startChips() {
    all('textarea[data-values]').filter((area) => !area.hidden).forEach(dress);
    const form = one('form[data-editor]');
    // What was typed and not yet made a chip is meant, too.
    if (form) form.addEventListener('submit', () => all('.values > input', form).forEach((input) => input.dispatchEvent(new Event('blur'))), true);
}
