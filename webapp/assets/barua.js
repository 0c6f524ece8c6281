import {startCompose} from './composer/compose.js';
import {startFrame} from './frame/frame.js';
import {sendLeftovers} from './list/commands.js';
import {startList} from './list/list.js';
import {startReader} from './reader/reader.js';

sendLeftovers();
startFrame();
startList();
startReader();
startCompose();
