package barua.smtp;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;

/** Where a message holds octets beyond US-ASCII: what decides about 8BITMIME and SMTPUTF8. */
record EightBit(boolean inHeader, boolean anywhere) {

    private static final int BUFFER = 32 * 1024;

    static EightBit in(Content content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        boolean header = true;
        boolean emptyLine = true;    // so far nothing but CR since the last LF
        try (InputStream in = content.open()) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    byte b = buffer[i];
                    if (b < 0) {
                        return new EightBit(header, true);
                    }
                    header &= b != '\n' || !emptyLine;
                    emptyLine = b == '\n' || emptyLine && b == '\r';
                }
            }
        }
        return new EightBit(false, false);
    }
}
