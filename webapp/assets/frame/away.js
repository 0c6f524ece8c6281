import {make, one} from '../base/dom.js';
import {look, lost, onLine} from '../base/line.js';
import {words} from '../base/words.js';
import {sendLeftovers} from '../list/commands.js';
import {say} from './speech.js';

function draw(away) {
    const bar = one('#away');
    if (bar) bar.remove();
    if (away) document.body.append(make('p', {class: 'away', id: 'away'}, words.away));
    say(away ? words.away : words.back);
}

/** A bar while the server cannot be reached. It goes by itself, and what waits is done then. */
export function startAway() {
    onLine(draw);
    onLine((away) => away || sendLeftovers());
    addEventListener('offline', lost);
    addEventListener('online', look);
}
