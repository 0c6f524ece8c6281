package barua.imap;

import barua.mailbox.Staged;
import java.io.IOException;

/** The store keeps lines that end in CRLF; some clients file messages with LF alone. Notes whether there was a NUL, which text has not. */
final class LineEnds {

    private static final byte[] CR = {'\r'};

    private final Staged into;
    private boolean afterCr;
    private boolean nul;

    LineEnds(Staged into) {
        this.into = into;
    }

    /** A piece of text. */
    void write(byte[] chunk, int length) throws IOException {
        int start = 0;
        for (int i = 0; i < length; i++) {
            if (chunk[i] == '\n' && !(i == 0 ? afterCr : chunk[i - 1] == '\r')) {
                into.write(chunk, start, i - start);
                into.write(CR, 0, 1);
                start = i;
            }
        }
        afterCr = chunk[length - 1] == '\r';
        into.write(chunk, start, length - start);
        nul |= holdsNul(chunk, length);
    }

    /** A piece whose bytes stay as they are (RFC 3516 §4.4). */
    void writeBinary(byte[] chunk, int length) throws IOException {
        into.write(chunk, 0, length);
        nul |= holdsNul(chunk, length);
    }

    boolean hadNul() {
        return nul;
    }

    static boolean holdsNul(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }
}
