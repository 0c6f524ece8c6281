import {fill} from '../base/words.js';
import {question} from '../frame/dialog.js';

/** Words that promise a file, in both languages. */
const PROMISES = /\b(attach(ed|ment|ments|ing)?|enclosed|(ki|vi)ambatish[oiaw]\w*|(ni|tu|ime|nime|tume)\w*ambatish\w*)\b/i;

/** Whether the words speak of a file. */
export const promisesFile = (text) => PROMISES.test(text);

/**
 * What is asked before a letter goes that may not be meant so.
 * @param {{subject: string, words: string, files: boolean, people: number}} letter
 * @param {!DOMStringMap} say
 * @return {!Promise<boolean>} whether it is to go
 */
export async function meantSo({subject, words, files, people}, say) {
    if (!subject.trim() && !await question({title: say.nosubject, text: say.nosubjectask, yes: say.sendanyway})) return false;
    if (!files && promisesFile(subject + ' ' + words) && !await question({title: say.nofile, text: say.nofileask, yes: say.sendanyway})) return false;
    return people <= Number(say.many) || question({title: say.manypeople, text: fill(say.manypeopleask, {n: people}), yes: say.sendanyway});
}
