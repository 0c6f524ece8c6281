/** What the page shows: the folder, the filter, the conversation that is open. One object, changed in place. */
export const shown = {
    path: '',
    label: '',
    /** all, unread or flagged */
    show: 'all',
    /** UID of the open conversation as text; empty where none is */
    current: '',
    /** The folder as it was at this change; news up to it are no news */
    modseq: 0,
    /** Messages that came while the list was scrolled down */
    fresh: 0,
};

/** Addresses of this folder's pages and pieces. */
const folder = () => '/mail/' + encodeURIComponent(shown.path);
const filter = (sign) => shown.show === 'all' ? '' : sign + 'show=' + shown.show;

export const listAddress = () => folder() + filter('?');
export const letterAddress = (uid) => folder() + '/' + uid + filter('?');
const stretch = ({from, count}) => 'from=' + from + '&n=' + count + filter('&');
export const rowsAddress = (wanted) => folder() + '/rows?' + stretch(wanted);
/** Where commands go that are answered with that stretch of the list, as it is behind them. */
export const actingAddress = (wanted) => '/commands?folder=' + encodeURIComponent(shown.path) + '&' + stretch(wanted);
export const foldersAddress = () => folder() + '/folders';
