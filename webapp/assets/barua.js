import {startCompose} from './composer/compose.js';
import {startFrame} from './frame/frame.js';
import {startList} from './list/list.js';
import {startReader} from './reader/reader.js';

startFrame();
startList();
startReader();
startCompose();
