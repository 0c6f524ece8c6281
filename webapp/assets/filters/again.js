import {one} from '../base/dom.js';

/** What a rule looks at decides which fields its line has: the server draws it again when that was chosen. */
export function startAgain() {
    document.addEventListener('change', (event) => {
        const form = event.target.closest('[data-again]') && event.target.closest('form[data-editor]');
        if (form) form.requestSubmit(one('#tab-form', form));
    });
}
