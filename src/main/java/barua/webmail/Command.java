package barua.webmail;

import java.util.Arrays;
import java.util.Optional;

/**
 * What somebody wants done with messages of one folder.
 *
 * @param id     made by the browser; the same id a second time does nothing and is answered as the first time
 * @param folder its path
 * @param uids   ascending; not used where {@code all} says which
 * @param all    all conversations that this view of the folder lists
 * @param to     the path of the folder to move to; the id of the command to undo
 * @param sure   whether the person was asked: what erases mail for ever does nothing without
 */
record Command(String id, Verb verb, String folder, long[] uids, Optional<Show> all, String to, boolean sure) {

    enum Verb {
        ARCHIVE, DELETE, EMPTY, MOVE, SPAM, NOTSPAM, READ, UNREAD, FLAG, UNFLAG, TOGGLEFLAG, UNDO;

        static Optional<Verb> of(String word) {
            return Arrays.stream(values()).filter(verb -> verb.name().equalsIgnoreCase(word)).findFirst();
        }
    }

    private static final int MOST = 200_000;

    /** Reads {@code 3,5,9}; words that are no UIDs are passed over. */
    static long[] uids(String... lists) {
        return Arrays.stream(lists).flatMap(list -> Arrays.stream(list.split(","))).map(String::strip).filter(word -> word.matches("[1-9][0-9]{0,9}"))
                .limit(MOST).mapToLong(Long::parseLong).sorted().distinct().toArray();
    }
}
