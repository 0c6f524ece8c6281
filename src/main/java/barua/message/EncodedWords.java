package barua.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Encoded words in header text (RFC 2047, RFC 2231 §5), read as mailers really write them: next to plain text without a
 * space, with spaces inside, longer than 75 characters, cut in the middle of a character. One pass, linear in time.
 */
final class EncodedWords {

    private static final int LONGEST_CHARSET = 80;

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private Run run = Run.NONE;
    private int gap;          // where white space after the run began: it counts only if no encoded word follows
    private boolean noMore;   // no "?=" is left, so nothing further can be an encoded word

    private EncodedWords(String text) {
        this.text = text;
    }

    static String decode(String text) {
        return text.contains("=?") ? new EncodedWords(text).read() : text;
    }

    private String read() {
        int i = 0;
        while (i < text.length()) {
            Optional<Word> word = text.charAt(i) == '=' && !noMore ? wordAt(i) : Optional.empty();
            if (word.isPresent()) {
                join(word.get());
                i = word.get().end();
                gap = i;
            } else if (run != Run.NONE && Character.isWhitespace(text.charAt(i))) {
                i++;
            } else {
                endRun(i);
                out.append(text.charAt(i++));
            }
        }
        endRun(i);
        return out.toString();
    }

    /** Words of one charset are joined as bytes, for some mailers cut characters in two (RFC 2047 §5 forbids it). */
    private void join(Word word) {
        if (run != Run.NONE && !run.charset.equals(word.charset())) {
            out.append(run.text());
            run = Run.NONE;
        }
        if (run == Run.NONE) {
            run = new Run(word.charset());
        }
        run.add(word);
    }

    private void endRun(int upTo) {
        if (run != Run.NONE) {
            out.append(run.text()).append(text, gap, upTo);
            run = Run.NONE;
        }
    }

    private record Word(String charset, boolean base64, String encoded, int end) {
    }

    /** {@code =?charset*language?encoding?text?=} */
    private Optional<Word> wordAt(int at) {
        if (!text.startsWith("=?", at)) {
            return Optional.empty();
        }
        int charsetEnd = charsetEnd(at + 2);
        if (charsetEnd < 0 || charsetEnd + 2 >= text.length() || text.charAt(charsetEnd + 2) != '?') {
            return Optional.empty();
        }
        char encoding = Character.toLowerCase(text.charAt(charsetEnd + 1));
        if (encoding != 'b' && encoding != 'q') {
            return Optional.empty();
        }
        int start = charsetEnd + 3;
        int end = text.indexOf("?=", start);
        if (end < 0) {
            noMore = true;
            return Optional.empty();
        }
        String charset = text.substring(at + 2, charsetEnd).toLowerCase(Locale.ROOT);
        int language = charset.indexOf('*');
        return Optional.of(new Word(language < 0 ? charset : charset.substring(0, language), encoding == 'b', text.substring(start, end), end + 2));
    }

    private int charsetEnd(int from) {
        for (int i = from; i < text.length() && i < from + LONGEST_CHARSET; i++) {
            char c = text.charAt(i);
            if (c == '?') {
                return i > from ? i : -1;
            }
            if (c <= ' ' || c > '~') {
                return -1;
            }
        }
        return -1;
    }

    /** Neighbouring words of one charset, as bytes. */
    private static final class Run {

        static final Run NONE = new Run("");

        private final String charset;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final StringBuilder open = new StringBuilder();   // base64 whose last group of four may go on in the next word
        private int digits;

        Run(String charset) {
            this.charset = charset;
        }

        void add(Word word) {
            if (!word.base64()) {
                close();
                quoted(word.encoded());
                return;
            }
            open.append(word.encoded());
            digits += (int) word.encoded().chars().filter(c -> Base64Input.value(c) >= 0).count();
            if (word.encoded().endsWith("=") || digits % 4 == 0) {
                close();
            }
        }

        String text() {
            close();
            return Charsets.decode(bytes.toByteArray(), charset);
        }

        private void close() {
            bytes.writeBytes(Base64Input.decode(open.toString()));
            open.setLength(0);
            digits = 0;
        }

        /** RFC 2047 §4.2: an underscore is a space. */
        private void quoted(String encoded) {
            for (int i = 0; i < encoded.length(); i++) {
                char c = encoded.charAt(i);
                int value = c == '=' && i + 2 < encoded.length() ? hex(encoded, i + 1) : -1;
                if (value >= 0) {
                    bytes.write(value);
                    i += 2;
                } else if (c == '_') {
                    bytes.write(' ');
                } else if (c < 0x80) {
                    bytes.write(c);
                } else {
                    bytes.writeBytes(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
                }
            }
        }

        private static int hex(String text, int at) {
            int high = Character.digit(text.charAt(at), 16);
            int low = Character.digit(text.charAt(at + 1), 16);
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }
    }
}
