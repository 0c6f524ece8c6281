package barua.imap;

import java.time.LocalDate;
import java.util.List;

/**
 * What a message must be like (RFC 9051 §6.4.4, RFC 3501 §6.4.4, RFC 5032 for YOUNGER and OLDER, RFC 7162 §3.1.5 for MODSEQ, RFC 6203 for FUZZY).
 */
sealed interface SearchKey {

    /** Has no other keys in it. */
    sealed interface Leaf extends SearchKey {
    }

    record All() implements Leaf {
    }

    /** Told of in this session first (RFC 3501 §2.3.2). */
    record Recent() implements Leaf {
    }

    record Not(SearchKey key) implements SearchKey {
    }

    record Or(SearchKey one, SearchKey other) implements SearchKey {
    }

    record And(List<SearchKey> keys) implements SearchKey {
    }

    record In(MessageSet messages, boolean byUid) implements Leaf {
    }

    record Flag(int flag, boolean set) implements Leaf {
    }

    record Keyword(String name, boolean set) implements Leaf {
    }

    enum When { BEFORE, ON, SINCE }

    /** By the day of INTERNALDATE. */
    record Received(When when, LocalDate day) implements Leaf {
    }

    /** By the day in the Date field, as the sender's clock had it. */
    record Sent(When when, LocalDate day) implements Leaf {
    }

    /** INTERNALDATE at most so many seconds ago, or longer ago. */
    record Age(long seconds, boolean younger) implements Leaf {
    }

    /** Strictly larger, or strictly smaller. */
    record Size(long bytes, boolean larger) implements Leaf {
    }

    /** @param name in lower case; an empty {@code value} asks only whether there is such a field */
    record Header(String name, String value) implements Leaf {
    }

    /** An address or a name in one of the fields of the envelope. @param field in lower case */
    record Person(String field, String value) implements Leaf {
    }

    record Body(String value) implements Leaf {
    }

    /** Header or body. */
    record Text(String value) implements Leaf {
    }

    record Modseq(long atLeast) implements Leaf {
    }

    /** RFC 6203 §3. @param key where it is no text it is as exact as without this (§5) */
    record Fuzzy(Leaf key) implements SearchKey {
    }
}
