import {send} from '/assets/list/commands.js';
import {equal, test} from './harness.js';

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith('barua-commands-')).flatMap((key) => JSON.parse(localStorage.getItem(key)));

test('what names its letters is kept for the next page, what means all of a folder is not: mail may have come meanwhile', () => {
    window.fetch = () => new Promise(() => {});
    send({verb: 'delete', folder: 'inbox', uids: '', all: 'all'});
    send({verb: 'empty', folder: 'spam', uids: '', sure: true});
    equal(kept(), []);
    send({verb: 'delete', folder: 'inbox', uids: '3,4'});
    equal(kept().map((command) => command.uids), ['3,4']);
});
