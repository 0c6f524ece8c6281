package barua.pop3;

import barua.net.Connection;
import java.io.IOException;
import java.io.InputStream;

/**
 * Sends a message as a multi-line response (RFC 1939 §3): lines that begin with a dot get another, the last line gets its CRLF
 * where it has none, and a lone dot ends it. A dot behind a bare LF is doubled too: clients that take LF as a line's end would
 * else see the response end inside the message.
 */
final class MessageWriter {

    private static final int PIECE = 8 * 1024;

    private final Connection to;
    private final byte[] out = new byte[2 * PIECE];
    private int filled;
    private boolean lineBegins = true;

    MessageWriter(Connection to) {
        this.to = to;
    }

    /** The header, the empty line, and so many lines of the body (RFC 1939 §7, TOP); all of it for {@link Integer#MAX_VALUE}. */
    void write(InputStream message, int bodyLines) throws IOException {
        TopLines top = new TopLines(bodyLines);
        byte[] in = new byte[PIECE];
        for (int n = message.read(in); n >= 0 && !top.isOver(); n = message.read(in)) {
            stuff(in, top.take(in, n));
            handOver();
        }
        to.write(lineBegins ? ".\r\n" : "\r\n.\r\n");
    }

    private void stuff(byte[] in, int length) {
        for (int i = 0; i < length; i++) {
            if (lineBegins && in[i] == '.') {
                out[filled++] = '.';
            }
            out[filled++] = in[i];
            lineBegins = in[i] == '\n';
        }
    }

    private void handOver() throws IOException {
        to.write(out, 0, filled);
        filled = 0;
    }

    /** Counts lines until enough of the message has passed. */
    private static final class TopLines {

        private final int bodyLines;
        private boolean inBody;
        private boolean lineIsEmpty = true;
        private int seen;

        TopLines(int bodyLines) {
            this.bodyLines = bodyLines;
        }

        boolean isOver() {
            return inBody && seen >= bodyLines;
        }

        /** How many of these bytes still belong to it. */
        int take(byte[] in, int length) {
            if (bodyLines == Integer.MAX_VALUE) {
                return length;
            }
            int at = 0;
            while (at < length && !isOver()) {
                byte b = in[at++];
                if (b == '\n') {
                    lineEnds();
                } else if (b != '\r') {
                    lineIsEmpty = false;
                }
            }
            return at;
        }

        private void lineEnds() {
            if (inBody) {
                seen++;
            } else {
                inBody = lineIsEmpty;
            }
            lineIsEmpty = true;
        }
    }
}
