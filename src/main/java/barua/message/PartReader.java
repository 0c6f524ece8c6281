package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/** The body of a part as it was meant: transfer encoding undone, and for text the charset too. Broken encodings give what can be had. */
public final class PartReader {

    private PartReader() {
    }

    /** Decoded bytes. The caller closes it. */
    public static InputStream bytes(Content content, MimePart part) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Decoded text; an unknown or lying charset is guessed (UTF-8 where valid, else windows-1252). At most {@code limit} chars. */
    public static String text(Content content, MimePart part, int limit) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
