package barua.smtp;

import barua.smtp.Receiver.LineEnds;

/**
 * Takes away dot-stuffing and finds the end of DATA (RFC 5321 §4.1.1.4, §4.5.2), over any cutting of the stream. Only
 * {@code <CR><LF>.<CR><LF>} ends a message: servers that took {@code <LF>.<LF>} or {@code <LF>.<CR><LF>} for the end could be
 * made to see two messages where others saw one. Bytes are otherwise given on as they are; {@link IncomingMessage} judges them.
 *
 * <p>Where lone LFs are mended a line begins behind them too, as far as stuffing goes; a message never ends there. Behind CR CR LF a dot alone
 * is the end by the letter and a line of text by others' reading: {@link #isDoubtful} says that nothing behind it can be believed.
 */
final class DotDecoder {

    /** Takes what was decoded; never throws. */
    interface Drain {
        void take(byte[] bytes, int offset, int length);
    }

    private enum At { LINE_START, LOOSE_START, TEXT, CR, DOT, DOT_CR, END }

    private final Drain drain;
    private final boolean looseStarts;
    private byte[] out = new byte[0];
    private int filled;
    private At at = At.LINE_START;   // the CRLF after DATA counts: "DATA", "." is an empty message

    private boolean afterTwoCrs;     // the line before ended in CR CR LF
    private int before;

    DotDecoder(Drain drain, LineEnds lineEnds) {
        this.drain = drain;
        this.looseStarts = lineEnds == LineEnds.MENDED;
    }

    /** At the end: whether others might see the end elsewhere. */
    boolean isDoubtful() {
        return afterTwoCrs;
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
            case LOOSE_START -> b == '.' ? At.TEXT : text(b);
            case TEXT -> text(b);
            case CR -> b == '\n' ? lineEnd() : text(b);
            case DOT -> b == '\r' ? At.DOT_CR : text(b);      // the dot was stuffing
            case DOT_CR -> {
                if (b == '\n') {
                    yield At.END;
                }
                put('\r');                                    // ".<CR>x": the dot was stuffing, the CR stands alone
                before = '\r';
                yield text(b);
            }
            case END -> At.END;
        };
    }

    private At text(byte b) {
        put(b);
        if (b == '\r') {
            afterTwoCrs = before == '\r';
            before = b;
            return At.CR;
        }
        before = b;
        return b == '\n' && looseStarts ? At.LOOSE_START : At.TEXT;
    }

    private At lineEnd() {
        put('\n');
        before = '\n';
        return At.LINE_START;
    }

    private void put(int b) {
        out[filled++] = (byte) b;
    }
}
