package barua.message;

import java.io.IOException;
import java.io.InputStream;

/**
 * quoted-printable (RFC 2045 §6.7) that decodes to exactly what it was: CRLF stays a line end, lone CR and LF are quoted, as are blanks at
 * the ends of lines. Nothing that was within a line comes to stand at a line's start where it could be a boundary or {@code From}.
 */
final class QuotedPrintableEncoding extends Encoding {

    private static final int LONGEST = 75;     // and the "=" of a soft line end

    private final InputStream in;
    private int next;
    private int afterNext;
    private boolean begun;
    private int column;
    private boolean broken;     // this line began with a soft line end

    QuotedPrintableEncoding(InputStream in) {
        super(in);
        this.in = in;
    }

    @Override
    boolean more(Out out) throws IOException {
        if (!begun) {
            next = in.read();
            afterNext = in.read();
            begun = true;
        }
        int b = next;
        if (b < 0) {
            return false;
        }
        step();
        if (b == '\r' && next == '\n') {
            step();
            lineEnd(out);
            return true;
        }
        boolean lineEnds = next < 0 || next == '\r' && afterNext == '\n';
        boolean plain = b >= '!' && b <= '~' && b != '=' || (b == ' ' || b == '\t') && !lineEnds;
        boolean risky = column == 0 && (broken && b == '-' || b == 'F' || b == '.');
        write(out, b, plain && !risky);
        return true;
    }

    private void step() throws IOException {
        next = afterNext;
        afterNext = next < 0 ? -1 : in.read();
    }

    private void write(Out out, int b, boolean plain) {
        int width = plain ? 1 : 3;
        if (column + width > LONGEST) {
            out.put('=');
            lineEnd(out);
            broken = true;
            boolean stillPlain = plain && b != '-' && b != 'F' && b != '.';
            put(out, b, stillPlain);
            return;
        }
        put(out, b, plain);
    }

    private void put(Out out, int b, boolean plain) {
        if (plain) {
            out.put(b);
            column++;
        } else {
            out.put('=');
            out.put(Character.toUpperCase(Character.forDigit(b >> 4, 16)));
            out.put(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            column += 3;
        }
    }

    private void lineEnd(Out out) {
        out.put('\r');
        out.put('\n');
        column = 0;
        broken = false;
    }
}
