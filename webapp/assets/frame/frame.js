import {one, root} from '../base/dom.js';
import {announce} from '../base/session.js';
import {startAway} from './away.js';
import {forgetLetters} from './leaving.js';
import {show, startQuestions} from './dialog.js';
import {remember} from './history.js';
import {bind, startKeys} from './keys.js';
import {startMenus, toggleSide} from './menus.js';
import {startPanes} from './panes.js';
import {nextTheme, startTheme} from './theme.js';
import {startTakingBack, takeBackLatest} from './takingback.js';

/** What a button of the frame does is said by its data attribute. */
function pressed(event) {
    const button = event.target.closest('[data-side], [data-theme-next], [data-dialog], [data-close], [data-print]');
    if (!button) return;
    const data = button.dataset;
    if ('side' in data) toggleSide(button);
    else if ('themeNext' in data) nextTheme();
    else if ('dialog' in data) show(data.dialog);
    else if ('print' in data) print();
    else if (button.closest('dialog')) button.closest('dialog').close();
}

/** What helps in searching is fetched when somebody goes to the box. */
function startFind() {
    const box = one('#find');
    if (!box) return;
    box.addEventListener('focus', () => import(root.dataset.search), {once: true});
    bind('/', () => {
        const seen = box.offsetParent ? box : one('.page > .find input');
        if (seen) seen.select();
        else location.assign('/search');
    });
}

/** What every page has: menus, dialogs, theme, the keys that work everywhere. */
export function startFrame() {
    root.classList.add('scripted');
    startMenus();
    startPanes();
    startQuestions();
    startTheme();
    document.addEventListener('click', pressed);
    document.addEventListener('submit', (event) => {
        if (event.target.matches('[action="/logout"]')) forgetLetters();
        else if (event.target.matches('.find')) remember(one('input', event.target).value);
    });
    bind('?', () => show('keys'));
    bind('Escape', () => {
        const back = one('[data-escape]');
        if (!back) return false;
        back.click();
        return true;
    });
    bind('z, Ctrl z', takeBackLatest);
    for (const [key, folder] of [['i', 'inbox'], ['s', 'sent'], ['d', 'drafts']]) {
        bind('g ' + key, () => location.assign('/mail/' + folder));
    }
    startFind();
    startKeys();
    announce();
    startAway();
    startTakingBack();
}
