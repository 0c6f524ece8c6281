package barua.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A header value with parameters, such as that of Content-Type (RFC 2045 §5.1), with continuations and character sets of
 * RFC 2231, and with what mailers do instead: encoded words, raw UTF-8, unquoted blanks.
 *
 * @param value   before the first semicolon, in lower case, without comments
 * @param decoded parameters as Unicode, names in lower case
 * @param raw     the same as bytes held in ISO 8859-1 chars, but without what RFC 2231 put together: boundaries are compared as bytes
 */
public record Parameters(String value, Map<String, String> decoded, Map<String, String> raw) {

    private static final int MOST = 200;
    private static final int MOST_PIECES = 1000;
    private static final int LONGEST_NAME = 60;

    public static final Parameters NONE = new Parameters("", Map.of(), Map.of());

    /** Never throws. @param rawField as {@link HeaderField#raw()} */
    public static Parameters parse(String rawField) {
        return new Reader(rawField).read();
    }

    /** Pieces of one parameter by number; {@code extended} says that a piece is percent-encoded. */
    private record Piece(String text, boolean extended) {
    }

    private static final class Reader {

        private final String text;
        private final Map<String, String> plain = new LinkedHashMap<>();
        private final Map<String, TreeMap<Integer, Piece>> pieces = new HashMap<>();
        private final List<String> order = new ArrayList<>();
        private int count;
        private int at;

        Reader(String rawField) {
            this.text = rawField.replace("\r", "").replace("\n", "");
        }

        Parameters read() {
            String value = untilSemicolon().toLowerCase(Locale.ROOT);
            while (at < text.length() && count < MOST_PIECES && order.size() < MOST) {
                parameter();
            }
            Map<String, String> decoded = new LinkedHashMap<>();
            for (String name : order) {
                TreeMap<Integer, Piece> parts = pieces.get(name);
                decoded.put(name, parts == null ? EncodedWords.decode(Charsets.fromLatin1(plain.get(name))) : joined(parts));
            }
            return new Parameters(value, Collections.unmodifiableMap(decoded), Collections.unmodifiableMap(plain));
        }

        /** The text up to the next semicolon, or to a parameter that none stands before; comments and blanks left out at its ends. */
        private String untilSemicolon() {
            var out = new StringBuilder();
            while (at < text.length() && text.charAt(at) != ';') {
                if (beginsBlanks(at) && beginsParameter(at)) {
                    return out.toString().strip();
                }
                if (text.charAt(at) == '(') {
                    skipComment();
                } else {
                    out.append(text.charAt(at++));
                }
            }
            at++;
            return out.toString().strip();
        }

        private boolean isBlank(int place) {
            return place < text.length() && (text.charAt(place) == ' ' || text.charAt(place) == '\t');
        }

        /** Whether the first of some blanks stands there: to look behind each of a million would take for ever. */
        private boolean beginsBlanks(int place) {
            return isBlank(place) && place > 0 && !isBlank(place - 1);
        }

        /** Whether behind the blanks there a name and an equals sign stand: some mailers forget the semicolon before them. */
        private boolean beginsParameter(int from) {
            int name = from;
            while (isBlank(name)) {
                name++;
            }
            int end = name;
            while (end < text.length() && end - name < LONGEST_NAME && (Character.isLetterOrDigit(text.charAt(end)) || "-_*".indexOf(text.charAt(end)) >= 0)) {
                end++;
            }
            return end > name && end < text.length() && text.charAt(end) == '=';
        }

        private void skipBlanksAndComments() {
            while (isBlank(at) || at < text.length() && text.charAt(at) == '(') {
                if (text.charAt(at) == '(') {
                    skipComment();
                } else {
                    at++;
                }
            }
        }

        private void skipComment() {
            int depth = 0;
            for (; at < text.length(); at++) {
                char c = text.charAt(at);
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                at += c == '\\' ? 1 : 0;
                if (depth == 0) {
                    at++;
                    return;
                }
            }
        }

        private void parameter() {
            int from = at;
            while (at < text.length() && "=;".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            String name = withoutComment(text.substring(from, at)).strip().toLowerCase(Locale.ROOT);
            if (at >= text.length() || text.charAt(at) == ';') {
                at++;   // a word without a value says nothing
                return;
            }
            at++;
            String value = value(name.startsWith("name") || name.startsWith("filename"));
            if (!name.isEmpty()) {
                keep(name, value);
            }
        }

        private static String withoutComment(String name) {
            int open = name.indexOf('(');
            int close = name.lastIndexOf(')');
            return open >= 0 && close > open ? name.substring(0, open) + name.substring(close + 1) : name;
        }

        private String value(boolean mayHaveBlanks) {
            skipBlanksAndComments();
            if (at < text.length() && text.charAt(at) == '"') {
                return quoted();
            }
            int from = at;
            int end = -1;   // of the value's first word
            while (at < text.length() && text.charAt(at) != ';') {
                end = end < 0 && (text.charAt(at) <= ' ' || text.charAt(at) == '(') ? at : end;
                if (!mayHaveBlanks && beginsBlanks(at) && beginsParameter(at)) {
                    break;
                }
                at++;
            }
            String value = text.substring(from, mayHaveBlanks || end < 0 ? at : end).strip();
            at += at < text.length() && text.charAt(at) == ';' ? 1 : 0;
            return value;
        }

        /** A quoted string; one without an end goes as far as the field does. What stands behind it, up to the next parameter, is passed over. */
        private String quoted() {
            var out = new StringBuilder();
            for (at++; at < text.length() && text.charAt(at) != '"'; at++) {
                char c = text.charAt(at);
                // A backslash that quotes nothing quotable is part of a Windows path (RFC 2183 §2.3 warns of them).
                boolean escape = c == '\\' && at + 1 < text.length() && "\"\\".indexOf(text.charAt(at + 1)) >= 0;
                out.append(escape ? text.charAt(++at) : c);
            }
            at++;
            while (at < text.length() && text.charAt(at) != ';' && !(beginsBlanks(at) && beginsParameter(at))) {
                at++;
            }
            at += at < text.length() && text.charAt(at) == ';' ? 1 : 0;
            return out.toString();
        }

        /** RFC 2231 §3, §4: {@code name*0}, {@code name*1*}, {@code name*}. */
        private void keep(String name, String value) {
            count++;
            int star = name.indexOf('*');
            String base = star < 0 ? name : name.substring(0, star);
            if (star < 0) {
                if (plain.putIfAbsent(base, value) == null && !pieces.containsKey(base)) {
                    order.add(base);
                }
                return;
            }
            String rest = name.substring(star + 1);
            boolean extended = rest.isEmpty() || rest.endsWith("*");
            String digits = rest.endsWith("*") ? rest.substring(0, rest.length() - 1) : rest;
            boolean numbered = digits.length() <= 4 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
            if (base.isEmpty() || !numbered) {
                return;
            }
            if (!pieces.containsKey(base) && !plain.containsKey(base)) {
                order.add(base);
            }
            pieces.computeIfAbsent(base, _ -> new TreeMap<>())
                    .putIfAbsent(digits.isEmpty() ? 0 : Integer.parseInt(digits), new Piece(value, extended));
        }

        private static String joined(TreeMap<Integer, Piece> parts) {
            var bytes = new ByteArrayOutputStream();
            String charset = "";
            boolean first = true;
            boolean extended = false;
            for (Piece piece : parts.values()) {
                String text = piece.text();
                if (first && piece.extended() && text.indexOf('\'') >= 0) {
                    int quote = text.indexOf('\'');
                    charset = text.substring(0, quote);
                    text = text.substring(Math.max(quote, text.indexOf('\'', quote + 1)) + 1);
                }
                first = false;
                extended |= piece.extended();
                bytes.writeBytes(piece.extended() ? percentDecoded(text) : text.getBytes(StandardCharsets.ISO_8859_1));
            }
            String whole = Charsets.decode(bytes.toByteArray(), charset);
            return extended ? whole : EncodedWords.decode(whole);
        }

        private static byte[] percentDecoded(String text) {
            var out = new ByteArrayOutputStream(text.length());
            for (int i = 0; i < text.length(); i++) {
                char c = text.charAt(i);
                int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
                int low = high >= 0 ? Character.digit(text.charAt(i + 2), 16) : -1;
                if (low >= 0) {
                    out.write(high << 4 | low);
                    i += 2;
                } else {
                    out.write(c);
                }
            }
            return out.toByteArray();
        }
    }
}
