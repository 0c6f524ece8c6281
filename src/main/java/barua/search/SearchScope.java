package barua.search;

import java.util.List;

/** Where in a message a text is looked for. */
public enum SearchScope {
    /** Header or body. */ TEXT(MessageWords.Where.HEADER, MessageWords.Where.BODY),
    BODY(MessageWords.Where.BODY),
    /** Any field of the header. */ HEADER(MessageWords.Where.HEADER, MessageWords.Where.VALUE),
    SUBJECT(MessageWords.Where.SUBJECT),
    FROM(MessageWords.Where.FROM),
    TO(MessageWords.Where.TO),
    CC(MessageWords.Where.CC),
    BCC(MessageWords.Where.BCC);

    private final List<MessageWords.Where> where;

    SearchScope(MessageWords.Where... where) {
        this.where = List.of(where);
    }

    /** Whether its words are those of the texts that a scan looks through, no more. */
    boolean isExact() {
        return this == TEXT || this == BODY;
    }

    List<MessageWords.Where> where() {
        return where;
    }
}
