package barua.smtp;

import barua.message.Content;
import barua.net.Connection;
import java.io.IOException;
import java.io.InputStream;

/**
 * Writes a message as DATA wants it: stuffed dots, whole CRLF lines, the final dot (RFC 5321 §4.5.2). A CR or LF that stands
 * alone leaves as CRLF, so that whatever we were handed, nobody behind us can see another end of the message in it.
 */
final class DotEncoder {

    private static final int BUFFER = 16 * 1024;

    private final Connection connection;
    private final byte[] out = new byte[3 * BUFFER];   // a dot at most becomes CRLF and two dots
    private int filled;
    private boolean atLineStart = true;
    private boolean afterCr;

    private DotEncoder(Connection connection) {
        this.connection = connection;
    }

    static void encode(Content content, Connection connection) throws IOException {
        DotEncoder encoder = new DotEncoder(connection);
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                encoder.encode(buffer, n);
            }
        }
        encoder.end();
    }

    private void encode(byte[] bytes, int length) throws IOException {
        filled = 0;
        for (int i = 0; i < length; i++) {
            step(bytes[i]);
        }
        connection.write(out, 0, filled);
    }

    private void step(byte b) {
        if (b == '\n') {
            lineEnd();
            return;
        }
        if (afterCr) {
            lineEnd();
        }
        if (b == '\r') {
            afterCr = true;
            return;
        }
        if (b == '.' && atLineStart) {
            put('.');
        }
        put(b);
        atLineStart = false;
    }

    private void lineEnd() {
        put('\r');
        put('\n');
        afterCr = false;
        atLineStart = true;
    }

    private void end() throws IOException {
        filled = 0;
        if (afterCr || !atLineStart) {
            lineEnd();
        }
        put('.');
        lineEnd();
        connection.write(out, 0, filled);
    }

    private void put(int b) {
        out[filled++] = (byte) b;
    }
}
