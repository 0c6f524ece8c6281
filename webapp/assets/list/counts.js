import {all, element, one} from '../base/dom.js';
import {piece} from '../base/net.js';
import {fill, words} from '../base/words.js';
import {foldersAddress, shown} from './state.js';

/** How much is unread beside that folder's name. */
export function folderUnread(path, unread) {
    const link = all('#folders a').find((other) => other.dataset.folder === path);
    const place = link && one('.nav-count', link);
    if (!place) return;
    place.textContent = unread > 0 ? String(unread) : '';
    place.setAttribute('aria-label', fill(words.unreadn, {n: unread}));
}

/** How much is unread here, over the list and in the title of the window. */
export function headUnread(unread) {
    const said = shown.path === 'drafts' ? 0 : unread;   // there the number is of all that wait to be sent
    one('#unread').textContent = said > 0 ? fill(words.unreadn, {n: said}) : '';
    document.title = shown.label + (said > 0 ? ' (' + said + ')' : '') + ' · Barua';
}

/** @param {!Object<string, number>} unread by the folder's path */
export function countAll(unread) {
    for (const [path, count] of Object.entries(unread || {})) {
        folderUnread(path, count);
        if (path === shown.path) headUnread(count);
    }
}

/**
 * Folders were made, renamed or taken away: the list of folders as it is now, unless somebody is at work in it.
 * @return {!Promise<boolean>} whether the folder that the page shows is still among them
 */
export async function renewFolders() {
    const now = one('#folders');
    if (!now || one('.folder-menu[open]', now)) return true;
    const focused = now.contains(document.activeElement) ? document.activeElement.dataset.folder : '';
    const fresh = element(await piece(foldersAddress()));
    one('#folders').replaceWith(fresh);
    const again = focused && all('a', fresh).find((link) => link.dataset.folder === focused);
    if (again) again.focus();
    return all('a', fresh).some((link) => link.dataset.folder === shown.path);
}
