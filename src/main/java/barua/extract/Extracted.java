package barua.extract;

/** What became of one file. @param text empty unless there is some; pages, slides and sheets are divided by form feeds */
public record Extracted(Kind kind, String text) {

    public enum Kind {
        TEXT,
        /** What was read before its time, its length or its memory was over, or before it broke off. */ CUT,
        /** It can only be read with a password. */ ENCRYPTED,
        /** It is not what it says it is, or nothing could be read of it in time. */ UNREADABLE
    }
}
