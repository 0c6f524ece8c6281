package barua.imap;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One response of a server, taken apart by a client's own reading of RFC 9051 §7.
 *
 * @param tag   {@code *}, {@code +} or the tag of the command that it ends
 * @param words atoms and strings as text, parentheses as lists; of OK, NO, BAD and BYE only that word
 * @param code  what stands in brackets behind OK, NO, BAD and BYE
 */
record Response(String tag, List<Object> words, String code, String line) {

    private static final int LONGEST = 64 * 1024 * 1024;

    static Response read(InputStream in) throws IOException {
        byte[] wire = gather(in);
        Reader reader = new Reader(wire);
        String tag = reader.atom();
        String line = new String(wire, StandardCharsets.ISO_8859_1);
        if (tag.equals("+")) {
            return new Response(tag, List.of(), "", line);
        }
        reader.at++;
        List<Object> words = new ArrayList<>();
        Object first = reader.value();
        words.add(first);
        if (List.of("OK", "NO", "BAD", "BYE").contains(first)) {
            return new Response(tag, words, reader.code(), line);
        }
        while (reader.at < wire.length) {
            reader.at += wire[reader.at] == ' ' ? 1 : 0;   // threads stand side by side without blanks
            words.add(reader.value());
        }
        return new Response(tag, words, "", line);
    }

    String word(int index) {
        return index < words.size() && words.get(index) instanceof String word ? word : "";
    }

    boolean is(String word) {
        return word(0).equals(word);
    }

    /** {@code * 3 EXISTS}, {@code * 3 FETCH (...)} */
    boolean isNumbered(String word) {
        return word(1).equals(word);
    }

    private static byte[] gather(InputStream in) throws IOException {
        ByteArrayOutputStream gathered = new ByteArrayOutputStream();
        while (true) {
            int start = gathered.size();
            for (int c = in.read(); c != '\n'; c = in.read()) {
                if (c < 0 || gathered.size() > LONGEST) {
                    throw new EOFException("the server hung up");
                }
                gathered.write(c);
            }
            byte[] soFar = gathered.toByteArray();
            int end = soFar.length - 1;   // at the CR
            int brace = end > start && soFar[end - 1] == '}' ? lastBrace(soFar, end - 1) : -1;
            if (brace < 0) {
                byte[] whole = new byte[end];
                System.arraycopy(soFar, 0, whole, 0, end);
                return whole;
            }
            gathered.write('\n');
            gathered.write(in.readNBytes(Integer.parseInt(new String(soFar, brace + 1, end - 2 - brace, StandardCharsets.US_ASCII))));
        }
    }

    private static int lastBrace(byte[] bytes, int close) {
        int at = close - 1;
        while (at >= 0 && bytes[at] >= '0' && bytes[at] <= '9') {
            at--;
        }
        return at >= 0 && bytes[at] == '{' && at < close - 1 ? at : -1;
    }

    private static final class Reader {
        private final byte[] wire;
        private int at;

        Reader(byte[] wire) {
            this.wire = wire;
        }

        Object value() {
            return switch (wire[at]) {
                case '(' -> list();
                case '"' -> quoted();
                case '{', '~' -> literal();
                default -> atom();
            };
        }

        private List<Object> list() {
            List<Object> values = new ArrayList<>();
            at++;
            while (wire[at] != ')') {
                if (wire[at] == ' ') {
                    at++;
                } else {
                    values.add(value());
                }
            }
            at++;
            return values;
        }

        private String quoted() {
            StringBuilder text = new StringBuilder();
            for (at++; wire[at] != '"'; at++) {
                at += wire[at] == '\\' ? 1 : 0;
                text.append((char) (wire[at] & 0xFF));
            }
            at++;
            return text.toString();
        }

        private String literal() {
            at += wire[at] == '~' ? 2 : 1;
            int size = 0;
            for (; wire[at] != '}'; at++) {
                size = size * 10 + wire[at] - '0';
            }
            at += 3 + size;
            return new String(wire, at - size, size, StandardCharsets.ISO_8859_1);
        }

        /** A section in brackets belongs to the name in front of it. */
        String atom() {
            int start = at;
            int brackets = 0;
            while (at < wire.length && (brackets > 0 || wire[at] != ' ' && wire[at] != ')' && wire[at] != '(')) {
                brackets += wire[at] == '[' ? 1 : wire[at] == ']' ? -1 : 0;
                at++;
            }
            return new String(wire, start, at - start, StandardCharsets.ISO_8859_1);
        }

        String code() {
            if (at + 1 >= wire.length || wire[at + 1] != '[') {
                return "";
            }
            String rest = new String(wire, at + 2, wire.length - at - 2, StandardCharsets.ISO_8859_1);
            return rest.substring(0, rest.indexOf(']'));
        }
    }
}
