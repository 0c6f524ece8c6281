package barua.message;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneId;

/** Writes messages of our own with Jakarta Mail: CRLF, at most 998 octets a line, every value checked against header injection. */
public final class Composer {

    private Composer() {
    }

    /**
     * Writes the message with Date, Message-ID ({@code <uuid@host>}) and MIME-Version. Bcc is left out unless {@code keepBcc}
     * (for the sender's own copy and drafts).
     *
     * @return the Message-ID with its angle brackets
     */
    public static String write(Draft draft, Instant when, ZoneId zone, String host, boolean keepBcc, OutputStream out) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
