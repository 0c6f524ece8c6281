import {all, one} from '../base/dom.js';
import {asking} from './dialog.js';

const MENUS = '.account-menu[open], .folder-menu[open], .more-menu[open], .save-search[open]';

function closeSide() {
    const side = one('#side');
    const opener = one('[data-side]');
    if (!side || !side.classList.contains('open')) return;
    side.classList.remove('open');
    opener.setAttribute('aria-expanded', 'false');
}

/** The folder list of a phone, which lies over the page. */
export function toggleSide(opener) {
    opener.setAttribute('aria-expanded', String(one('#side').classList.toggle('open')));
}

function editFolder(link) {
    const menu = one('.folder-menu', link.parentElement);
    if (!menu) return;
    menu.open = true;
    const name = one('[name=name]', menu);
    name.focus();
    name.select();
}

/** Menus close by a click beside them and by Escape; F2 on a folder opens its own. */
export function startMenus() {
    document.addEventListener('click', (event) => {
        const target = event.target;
        all(MENUS).forEach((menu) => {
            const chosen = menu.matches('.more-menu') && target.closest('button');
            if ((!menu.contains(target) || chosen) && !target.closest('dialog')) menu.open = false;
        });
        const side = one('#side');
        if (side && !side.contains(target) && !target.closest('[data-side]')) closeSide();
    });
    document.addEventListener('keydown', (event) => {
        const menu = event.key === 'Escape' && !asking() && event.target.closest(MENUS);
        if (menu) {
            menu.open = false;
            one('summary', menu).focus();
            event.stopImmediatePropagation();
        } else if (event.key === 'F2' && event.target.matches('.own-folder > a')) {
            event.preventDefault();
            editFolder(event.target);
        }
    });
}
