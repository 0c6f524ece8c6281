package barua.search;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a person looks for: the tree that a query is read into. */
public sealed interface Wanted {

    /** Where words are looked for: the names that stand before a colon. */
    enum In { ANYWHERE, FROM, TO, CC, BCC, SUBJECT, BODY, FILE }

    enum Mark { UNREAD, READ, FLAGGED, ANSWERED, DRAFT }

    /** Everything. */
    record All() implements Wanted {
    }

    /**
     * Words that all have to be there.
     *
     * @param words  folded, at least one
     * @param row    whether they stand one behind the other, as in the text
     * @param whole  whether the last of a row, or each where it is none, is a whole word; else it may begin a longer one and have other forms
     * @param text   folded, as it was typed
     */
    record Words(In in, List<String> words, boolean row, boolean whole, String text) implements Wanted {
        public Words {
            words = List.copyOf(words);
        }
    }

    record Not(Wanted wanted) implements Wanted {
    }

    record And(List<Wanted> all) implements Wanted {
        public And {
            all = List.copyOf(all);
        }
    }

    record Or(List<Wanted> any) implements Wanted {
        public Or {
            any = List.copyOf(any);
        }
    }

    /** By the day on which it came. @param from inclusive @param until exclusive */
    record Day(LocalDate from, LocalDate until) implements Wanted {
    }

    /** In bytes. */
    record Size(long bytes, boolean larger) implements Wanted {
    }

    /** With a file. @param kind empty for any */
    record HasFile(Optional<FileKind> kind) implements Wanted {

        /** As the index says it. */
        String word() {
            return kind.map(FileKind::word).orElse("file");
        }
    }

    record Flagged(Mark mark) implements Wanted {
    }

    /** An IMAP keyword. */
    record Label(String keyword) implements Wanted {
    }

    /** In a folder of that name, or below it; of any case. */
    record InFolder(String name) implements Wanted {
    }
}
