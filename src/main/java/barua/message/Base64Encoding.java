package barua.message;

import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;

/** base64 in lines of 76 characters, each with CRLF (RFC 2045 §6.8). */
final class Base64Encoding extends Encoding {

    private static final int LINE = 57;

    private final InputStream in;

    Base64Encoding(InputStream in) {
        super(in);
        this.in = in;
    }

    @Override
    boolean more(Out out) throws IOException {
        byte[] some = in.readNBytes(LINE);
        if (some.length == 0) {
            return false;
        }
        for (byte b : Base64.getEncoder().encode(some)) {
            out.put(b);
        }
        out.put('\r');
        out.put('\n');
        return true;
    }
}
