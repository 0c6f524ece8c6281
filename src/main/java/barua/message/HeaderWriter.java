package barua.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Values of header fields as they are sent: folded at 78, never longer than 998 octets a line (RFC 5322 §2.1.1), encoded words where needed
 * (RFC 2047), parameters of RFC 2231. Whatever could begin another field is refused.
 */
public final class HeaderWriter {

    static final int LONGEST_LINE = 998;
    private static final int WANTED_LINE = 78;
    private static final int ENCODED_BYTES = 45;     // =?UTF-8?B? and 60 base64 digits and ?= stay below the 75 of RFC 2047 §2
    private static final int ENCODED_CHARS = 60;     // of Q encoding in one word
    private static final String Q_SAFE = "!*+-/";    // beside letters and digits, also in phrases: RFC 2047 §5 (3)
    private static final String ATTRIBUTE_SIGNS = "!#$&+-.^_`{|}~";   // RFC 2231 §7: attribute-char

    private HeaderWriter() {
    }

    /** Refuses what would break out of a field; anything else that is unseemly is made harmless. */
    public static String checked(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0) {
                throw new IllegalArgumentException("a header value with a line end or NUL");
            }
        }
        return HeaderText.harmless(value);
    }

    /** Text for people, such as a subject. @throws IllegalArgumentException where it would begin another line */
    public static String text(String name, String value) {
        String text = checked(value).strip();
        return fold(name, plain(text) ? text : words(text));
    }

    /** A value with a grammar of its own, in US-ASCII (or UTF-8 of RFC 6532), broken only at its blanks. */
    public static String structured(String name, String value) {
        return fold(name, checked(value).strip());
    }

    static String addresses(String name, List<Draft.Person> people) {
        var out = new StringBuilder();
        int column = name.length() + 2;
        for (Draft.Person person : people) {
            String written = person(person);
            if (!out.isEmpty()) {
                out.append(column + written.length() + 2 > WANTED_LINE ? ",\r\n " : ", ");
            }
            out.append(written);
            column = out.length() - Math.max(out.lastIndexOf("\n"), -name.length() - 2);
        }
        return shortEnough(out.toString());
    }

    static String person(Draft.Person person) {
        String name = checked(person.name()).strip();
        String address = checked(person.address().toString());
        if (name.isEmpty()) {
            return address;
        }
        return (phraseOfAtoms(name) ? name : plain(name) ? AddressParser.quoted(name) : words(name)) + " <" + address + ">";
    }

    /** {@code ; name=value} as old and new readers want it: RFC 2047 in Content-Type, RFC 2231 in Content-Disposition. */
    static String oldParameter(String name, String value) {
        String text = checked(value);
        return ";\r\n " + name + "=\"" + (plain(text) ? text.replace("\\", "\\\\").replace("\"", "\\\"") : words(text)) + "\"";
    }

    static String newParameter(String name, String value) {
        String text = checked(value);
        if (plain(text) && text.length() < WANTED_LINE - name.length() - 6) {
            return oldParameter(name, text);
        }
        List<String> pieces = percentPieces("UTF-8''", text, WANTED_LINE - name.length() - 10);
        if (pieces.size() == 1) {
            return ";\r\n " + name + "*=" + pieces.getFirst();
        }
        var out = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            out.append(";\r\n ").append(name).append('*').append(i).append("*=").append(pieces.get(i));
        }
        return out.toString();
    }

    private static List<String> percentPieces(String start, String text, int longest) {
        var pieces = new ArrayList<String>();
        var piece = new StringBuilder(start);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (piece.length() + 3 > longest) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            boolean safe = Character.isLetterOrDigit(b) && b > 0 || ATTRIBUTE_SIGNS.indexOf(b) >= 0;
            piece.append(safe ? String.valueOf((char) b) : String.format("%%%02X", b & 0xff));
        }
        pieces.add(piece.toString());
        return pieces;
    }

    private static boolean plain(String text) {
        int word = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            word = c == ' ' ? 0 : word + 1;
            if (c < ' ' || c > '~' || word > LONGEST_LINE / 2) {
                return false;
            }
        }
        return !text.contains("=?");
    }

    private static boolean phraseOfAtoms(String name) {
        return name.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || " -_'+!".indexOf(c) >= 0)
                && !name.contains("  ");
    }

    /** Encoded words that never cut a character in two; Q where most of it is readable, else B. */
    private static String words(String text) {
        long foreign = text.codePoints().filter(c -> c > '~').count();
        boolean q = foreign * 4 < text.length();
        var out = new StringBuilder();
        var word = new StringBuilder();
        int size = 0;
        for (int i = 0; i < text.length(); ) {
            int next = text.offsetByCodePoints(i, 1);
            String one = text.substring(i, next);
            int cost = q ? q(one).length() : one.getBytes(StandardCharsets.UTF_8).length;
            if (size + cost > (q ? ENCODED_CHARS : ENCODED_BYTES)) {
                appendWord(out, word, q);
                size = 0;
            }
            word.append(one);
            size += cost;
            i = next;
        }
        appendWord(out, word, q);
        return out.toString();
    }

    private static void appendWord(StringBuilder out, StringBuilder word, boolean q) {
        String text = word.toString();
        out.append(out.isEmpty() ? "" : "\r\n ").append(q ? "=?UTF-8?Q?" : "=?UTF-8?B?")
                .append(q ? q(text) : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8))).append("?=");
        word.setLength(0);
    }

    private static String q(String text) {
        var out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == ' ') {
                out.append('_');
            } else if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || Q_SAFE.indexOf(b) >= 0) {
                out.append((char) b);
            } else {
                out.append(String.format("=%02X", b & 0xff));
            }
        }
        return out.toString();
    }

    /** Breaks before a blank where a line would pass 78; line breaks that are there already stay. */
    private static String fold(String name, String value) {
        var out = new StringBuilder();
        int column = name.length() + 2;
        int from = 0;
        while (from < value.length()) {
            int end = value.indexOf(' ', from + 1);
            String word = value.substring(from, end < 0 ? value.length() : end);
            if (column + word.length() > WANTED_LINE && word.length() > 1 && word.charAt(0) == ' ' && !out.isEmpty() && !word.contains("\n")
                    && out.charAt(out.length() - 1) != '\n' && out.charAt(out.length() - 1) != ' ') {
                out.append("\r\n");
                column = 0;
            }
            out.append(word);
            column = word.contains("\n") ? word.length() - word.lastIndexOf('\n') : column + word.length();
            from += word.length();
        }
        return shortEnough(out.toString());
    }

    private static String shortEnough(String value) {
        for (String line : value.split("\r\n", -1)) {
            if (line.getBytes(StandardCharsets.UTF_8).length > LONGEST_LINE - 100) {   // room for the field's name
                throw new IllegalArgumentException("a header value that cannot be folded");
            }
        }
        return value;
    }
}
