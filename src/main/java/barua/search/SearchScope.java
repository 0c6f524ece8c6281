package barua.search;

import java.util.List;

/** Where in a message a text is looked for. */
public enum SearchScope {
    /** Header or body. */ TEXT(MessageWords.Where.HEADER, MessageWords.Where.BODY),
    BODY(MessageWords.Where.BODY),
    /** Any field of the header. */ HEADER(MessageWords.Where.HEADER),
    SUBJECT(MessageWords.Where.SUBJECT),
    FROM(MessageWords.Where.FROM),
    TO(MessageWords.Where.TO),
    CC(MessageWords.Where.CC),
    BCC(MessageWords.Where.BCC);

    private final List<MessageWords.Where> where;

    SearchScope(MessageWords.Where... where) {
        this.where = List.of(where);
    }

    List<MessageWords.Where> where() {
        return where;
    }
}
