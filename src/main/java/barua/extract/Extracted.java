package barua.extract;

/** What became of one file. @param text empty unless there is some; perhaps not all of it */
public record Extracted(Kind kind, String text) {

    public enum Kind {
        TEXT,
        /** It can only be read with a password. */ ENCRYPTED,
        /** It is not what it says it is, or reading it took too long or too much. */ UNREADABLE
    }
}
