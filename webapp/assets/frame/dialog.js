import {all, one} from '../base/dom.js';

export function show(id) {
    const dialog = document.getElementById(id);
    if (dialog && !dialog.open) dialog.showModal();
}

/** Whether some dialog asks for an answer. */
export const asking = () => Boolean(one('dialog[open]'));

/**
 * Asks before something that cannot be taken back.
 * @param {{title: string, text: string, yes: string, danger: boolean}} what
 * @return {!Promise<boolean>}
 */
export function question({title, text, yes, danger = false}) {
    const dialog = one('#sure');
    const button = one('#sure-yes');
    one('#sure-title').textContent = title;
    one('#sure-text').textContent = text;
    button.textContent = yes;
    button.classList.toggle('danger', danger);
    show('sure');
    return new Promise((answer) => {
        const said = () => {
            dialog.removeEventListener('close', said);
            button.removeEventListener('click', agreed);
            answer(dialog.returnValue === 'yes');
        };
        const agreed = () => dialog.close('yes');
        dialog.returnValue = '';
        button.addEventListener('click', agreed);
        dialog.addEventListener('close', said);
    });
}

/** Forms that say in data-sure what they would do: with script by a question, without by a box to tick in the form itself. */
export function startQuestions() {
    all('[data-sure] .noscript-only input').forEach((box) => {
        box.disabled = true;
    });
    document.addEventListener('submit', async (event) => {
        const form = event.target;
        const button = event.submitter;
        if (!form.dataset.sure || form.dataset.said) return;
        event.preventDefault();
        if (!await question({title: button.textContent.trim(), text: form.dataset.sure, yes: button.textContent.trim(), danger: true})) return;
        const box = one('[name=sure]', form);
        box.disabled = false;
        box.checked = true;
        form.dataset.said = '1';
        form.requestSubmit(button);
    });
}
