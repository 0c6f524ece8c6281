import {startAgain} from './again.js';
import {startChips} from './chips.js';
import {startChecking} from './checking.js';
import {startOrder} from './order.js';
import {startProgress} from './progress.js';
import {startSwapping} from './swapping.js';

/** What the pages of filters, vacation and forwarding do in addition to what they do without script. */
function start() {
    startChips();
    startChecking();
    startProgress();
}

start();
startAgain();
startOrder();
startSwapping(start);
