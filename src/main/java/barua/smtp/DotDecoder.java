package barua.smtp;

/**
 * Takes away dot-stuffing and finds the end of DATA (RFC 5321 §4.1.1.4, §4.5.2), over any cutting of the stream. Only
 * {@code <CR><LF>.<CR><LF>} ends a message: servers that took {@code <LF>.<LF>} or {@code <LF>.<CR><LF>} for the end could be
 * made to see two messages where others saw one. Bytes are otherwise given on as they are; {@link IncomingMessage} judges them.
 */
final class DotDecoder {

    /** Takes what was decoded; never throws. */
    interface Drain {
        void take(byte[] bytes, int offset, int length);
    }

    private enum At { LINE_START, TEXT, CR, DOT, DOT_CR, END }

    private final Drain drain;
    private byte[] out = new byte[0];
    private int filled;
    private At at = At.LINE_START;   // the CRLF after DATA counts: "DATA", "." is an empty message

    DotDecoder(Drain drain) {
        this.drain = drain;
    }

    boolean atEnd() {
        return at == At.END;
    }

    /** Decodes; returns how many bytes belonged to the message and its end. Less than {@code length} only at the end. */
    int decode(byte[] in, int offset, int length) {
        if (out.length < length + 1) {
            out = new byte[length + 1];   // one CR may have been held back
        }
        filled = 0;
        int i = 0;
        while (i < length && at != At.END) {
            at = step(in[offset + i++]);
        }
        drain.take(out, 0, filled);
        return i;
    }

    private At step(byte b) {
        return switch (at) {
            case LINE_START -> b == '.' ? At.DOT : text(b);
            case TEXT -> text(b);
            case CR -> b == '\n' ? lineEnd() : text(b);
            case DOT -> b == '\r' ? At.DOT_CR : text(b);      // the dot was stuffing
            case DOT_CR -> {
                if (b == '\n') {
                    yield At.END;
                }
                put('\r');                                    // ".<CR>x": the dot was stuffing, the CR stands alone
                yield text(b);
            }
            case END -> At.END;
        };
    }

    private At text(byte b) {
        put(b);
        return b == '\r' ? At.CR : At.TEXT;
    }

    private At lineEnd() {
        put('\n');
        return At.LINE_START;
    }

    private void put(int b) {
        out[filled++] = (byte) b;
    }
}
