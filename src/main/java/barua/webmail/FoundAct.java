package barua.webmail;

/**
 * What somebody wants done with messages that were found.
 *
 * @param id   made by the browser; the same id a second time does nothing and is answered with how far the first is
 * @param to   the path of the folder to move to; the id of the act to undo
 * @param sure whether the person was asked: what erases mail for ever does nothing without
 */
record FoundAct(String id, Command.Verb verb, String to, boolean sure) {

    /** Whether it can be done with messages of several folders. */
    boolean isFit() {
        return verb != Command.Verb.EMPTY && verb != Command.Verb.TOGGLEFLAG;
    }
}
