package barua.message;

import java.io.InputStream;

/**
 * Quoted-printable undone as it arrives (RFC 2045 §6.7): soft line breaks and blanks at line ends go, an equals sign that
 * begins no escape stays as it is, lower-case digits are taken.
 */
final class QuotedPrintableInput extends DecodingInput {

    private static final int MOST_BLANKS = 64 * 1024;   // held back at once; more than that are no line's end

    private final StringBuilder blanks = new StringBuilder();   // seen, and dropped if the line ends behind them
    private int escape;     // 0 none, 1 after "=", 2 after "=" and one digit, 3 after "=" and blanks or CR: a soft break if a line end follows
    private int digit;

    QuotedPrintableInput(InputStream in) {
        super(in);
    }

    @Override
    void take(int b) {
        switch (escape) {
            case 1 -> afterEquals(b);
            case 2 -> afterDigit(b);
            case 3 -> afterSoft(b);
            default -> plain(b);
        }
    }

    @Override
    void end() {
        // "=" at the very end is a soft break; blanks there were added on the way.
        if (escape == 2) {
            put('=');
            put(digit);
        }
        escape = 0;
        blanks.setLength(0);
    }

    private void plain(int b) {
        if (b == ' ' || b == '\t') {
            blanks.append((char) b);
            if (blanks.length() > MOST_BLANKS) {
                putBlanks();
            }
            return;
        }
        if (b == '\r' || b == '\n') {
            blanks.setLength(0);
        } else {
            putBlanks();
        }
        if (b == '=') {
            escape = 1;
        } else {
            put(b);
        }
    }

    private void afterEquals(int b) {
        if (b == '\n') {
            escape = 0;
        } else if (b == '\r' || b == ' ' || b == '\t') {
            escape = 3;
            blanks.append((char) b);
        } else if (Character.digit(b, 16) >= 0) {
            escape = 2;
            digit = b;
        } else {
            escape = 0;
            put('=');
            plain(b);
        }
    }

    private void afterDigit(int b) {
        escape = 0;
        int low = Character.digit(b, 16);
        if (low >= 0) {
            put(Character.digit(digit, 16) << 4 | low);
        } else {
            put('=');
            put(digit);
            plain(b);
        }
    }

    private void afterSoft(int b) {
        if (b == '\n') {
            escape = 0;
            blanks.setLength(0);
        } else if ((b == ' ' || b == '\t' || b == '\r') && blanks.length() < MOST_BLANKS) {
            blanks.append((char) b);
        } else {
            escape = 0;
            put('=');
            putBlanks();
            plain(b);
        }
    }

    private void putBlanks() {
        for (int i = 0; i < blanks.length(); i++) {
            put(blanks.charAt(i));
        }
        blanks.setLength(0);
    }
}
