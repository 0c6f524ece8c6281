import {all, focused, one} from '../base/dom.js';

/** Rules change places by dragging and by Alt with an arrow; without script by the buttons that stand on each, which these press. */
let dragged = null;

const press = (line, verb) => {
    const button = line && one('[data-verb=' + verb + ']', line);
    if (!button || button.disabled) return false;
    button.click();
    return true;
};

function keyed(event) {
    const line = focused('.rules > li');
    if (!line || !event.altKey || event.ctrlKey || event.metaKey || !['ArrowUp', 'ArrowDown'].includes(event.key)) return;
    event.preventDefault();
    press(line, event.key === 'ArrowUp' ? 'up' : 'down');
}

const unmark = () => all('.rules > li.over').forEach((line) => line.classList.remove('over'));

function over(event) {
    const line = dragged && event.target.closest('.rules > li');
    if (!line) return;
    event.preventDefault();
    unmark();
    line.classList.add('over');
}

function drop(event) {
    const line = dragged && event.target.closest('.rules > li');
    if (!line) return;
    event.preventDefault();
    const form = one('#order');
    one('[name=from]', form).value = dragged.dataset.number;
    one('[name=to]', form).value = line.dataset.number;
    if (line !== dragged) form.requestSubmit();
}

export function startOrder() {
    document.addEventListener('keydown', keyed);
    document.addEventListener('dragstart', (event) => {
        dragged = event.target.closest ? event.target.closest('.rules > li') : null;
        if (!dragged) return;
        dragged.classList.add('dragged');
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', dragged.dataset.number);
    });
    document.addEventListener('dragover', over);
    document.addEventListener('drop', drop);
    document.addEventListener('dragend', () => {
        unmark();
        all('.rules > li.dragged').forEach((line) => line.classList.remove('dragged'));
        dragged = null;
    });
}
