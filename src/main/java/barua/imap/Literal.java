package barua.imap;

import java.util.Optional;

/**
 * The announcement of a literal at the end of a line (RFC 9051 §4.3, RFC 7888, RFC 3516).
 *
 * @param size   in bytes; {@link Long#MAX_VALUE} for any number that does not fit
 * @param waits  the client waits for {@code +} before it sends it
 * @param binary it may hold NUL ({@code ~} in front)
 * @param start  where in the line the announcement begins
 */
record Literal(long size, boolean waits, boolean binary, int start) {

    private static final int MOST_DIGITS = 18;

    /** The announcement with which these bytes end, if any. */
    static Optional<Literal> atEnd(byte[] line, int length) {
        int at = length - 1;
        if (at < 2 || line[at] != '}') {
            return Optional.empty();
        }
        boolean waits = line[--at] != '+';
        int last = waits ? at : --at;
        while (at >= 0 && line[at] >= '0' && line[at] <= '9') {
            at--;
        }
        if (at < 0 || line[at] != '{' || at == last) {
            return Optional.empty();
        }
        boolean binary = at > 0 && line[at - 1] == '~';
        return Optional.of(new Literal(number(line, at + 1, last), waits, binary, binary ? at - 1 : at));
    }

    private static long number(byte[] line, int from, int to) {
        if (to - from >= MOST_DIGITS) {
            return Long.MAX_VALUE;
        }
        long value = 0;
        for (int i = from; i <= to; i++) {
            value = value * 10 + line[i] - '0';
        }
        return value;
    }
}
