package barua.admin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Turns what programs write into a message as it travels: CRLF lines, no mbox separator, and in front the fields that
 * were missing. Blind copies are taken out by the outbox, as for all mail that begins here. Any line end is taken: CRLF, LF, or CR alone.
 */
final class MailText {

    private final OutputStream out;
    private boolean skipping;     // within an mbox separator
    private boolean first = true;

    private MailText(OutputStream out) {
        this.out = out;
    }

    /** @param front whole header fields with CRLF */
    static void copy(InputStream from, String front, OutputStream to) throws IOException {
        try (BufferedOutputStream out = new BufferedOutputStream(to, 1 << 16)) {
            out.write(front.getBytes(StandardCharsets.UTF_8));
            new MailText(out).lines(new BufferedInputStream(from, 1 << 16));
        }
    }

    /** Only the start of a header line is looked at, so a line may be of any length: in the body bytes pass as they come. */
    private void lines(InputStream in) throws IOException {
        byte[] start = new byte[5];
        int length = 0;
        boolean afterReturn = false;
        boolean open = false;      // something of this line has been read
        for (int b = in.read(); b >= 0; b = in.read()) {
            if (b == '\n' && afterReturn) {
                afterReturn = false;
                continue;
            }
            afterReturn = b == '\r';
            if (b == '\r' || b == '\n') {
                begin(start, length);
                length = 0;
                endLine();
                open = false;
            } else {
                open = true;
                if (length >= 0 && length < start.length) {
                    start[length++] = (byte) b;
                    if (length == start.length) {
                        begin(start, length);
                        length = -1;   // what follows belongs to a line that is begun
                    }
                } else {
                    write(b);
                }
            }
        }
        if (open) {
            begin(start, length);
            endLine();
        }
    }

    /** The first bytes of a line, or all of a short one. */
    private void begin(byte[] start, int length) throws IOException {
        if (length < 0) {
            return;
        }
        skipping = first && new String(start, 0, length, StandardCharsets.ISO_8859_1).equals("From ");
        first = false;
        for (int i = 0; i < length; i++) {
            write(start[i]);
        }
    }

    private void write(int b) throws IOException {
        if (!skipping) {
            out.write(b);
        }
    }

    private void endLine() throws IOException {
        write('\r');
        write('\n');
    }
}
