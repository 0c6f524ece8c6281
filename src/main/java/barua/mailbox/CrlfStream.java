package barua.mailbox;

import java.io.IOException;
import java.io.InputStream;

/** Lines that end in LF or CRLF, read with CRLF. */
final class CrlfStream extends InputStream {

    private final InputStream in;
    private final byte[] buffer = new byte[16 * 1024];
    private int at;
    private int end;
    private long taken;
    private boolean afterCr;
    private boolean owesLf;

    CrlfStream(InputStream in) {
        this.in = in;
    }

    /** Bytes read from below. */
    long taken() {
        return taken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == end && !owesLf && !fill()) {
            return -1;
        }
        int to = offset;
        int limit = offset + length;
        while (to < limit && (owesLf || at < end)) {
            if (owesLf) {
                into[to++] = '\n';
                owesLf = false;
                continue;
            }
            byte next = buffer[at++];
            if (next == '\n' && !afterCr) {
                into[to++] = '\r';
                owesLf = true;
            } else {
                into[to++] = next;
            }
            afterCr = next == '\r';
        }
        return to - offset;
    }

    private boolean fill() throws IOException {
        int n = in.read(buffer);
        at = 0;
        end = Math.max(0, n);
        taken += end;
        return n > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
