package barua.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people read in a calendar or an address card: the values of its lines, unfolded, escapes undone (RFC 5545 §3.1, §3.3.11, RFC 6350 §3.2, §3.4), of vCard
 * 2.1 and vCalendar 1.0 their quoted-printable too; no pictures. Broken ones give what can be had.
 */
public final class CardText {

    private static final Set<String> KINDS = Set.of("calendar", "x-vcalendar", "vcard", "x-vcard", "directory");
    private static final Set<String> BEGINNINGS = Set.of("BEGIN:VCARD", "BEGIN:VCALENDAR");
    private static final Set<String> OLD = Set.of("VERSION:2.1", "VERSION:1.0");
    private static final Pattern BINARY = Pattern.compile("(?i)[;=](?:base64|b|binary)(?=;|$)");
    private static final Pattern QUOTED = Pattern.compile("(?i)[;=]quoted-printable(?=;|$)");
    private static final Pattern CHARSET = Pattern.compile("(?i);charset=\"?([^;\"]{1,40})");
    private static final Pattern NAME = Pattern.compile("(?i);cn=(?:\"([^\"]*)|([^;\"]*))");

    private final String source;
    private final String charset;
    private final int limit;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private boolean old;

    private CardText(String source, String charset, int limit) {
        this.source = source;
        this.charset = charset;
        this.limit = limit;
    }

    public static boolean is(MimePart part) {
        return part.type().equals("text") && KINDS.contains(part.subtype());
    }

    /** A line for each value, at most about {@code limit} chars. */
    public static String of(Content content, MimePart part, int limit) throws IOException {
        String lines;
        try (InputStream in = PartReader.bytes(content, part)) {
            lines = new String(in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, 4L * limit)), StandardCharsets.ISO_8859_1);
        }
        String charset = part.parameters().getOrDefault("charset", "utf-8");
        if (lines.indexOf('\0') >= 0) {   // UTF-16
            lines = new String(PartReader.text(content, part, limit).getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            charset = "utf-8";
        }
        return new CardText(lines.replace("\r\n", "\n").replace('\r', '\n'), charset, limit).read();
    }

    private String read() throws IOException {
        while (at < source.length() && out.length() < limit) {
            line();
        }
        return out.length() > limit ? out.substring(0, limit) : out.toString();
    }

    /** One content line with all that it goes on in; bytes as chars. */
    private void line() throws IOException {
        StringBuilder line = new StringBuilder(next());
        int colon = colon(line);
        String parameters = colon < 0 ? "" : line.substring(0, colon);
        boolean quoted = QUOTED.matcher(parameters).find();
        while (at < source.length()) {
            char first = source.charAt(at);
            if (quoted && !line.isEmpty() && line.charAt(line.length() - 1) == '=') {
                line.setLength(line.length() - 1);   // a soft line break
                line.append(next());
            } else if (first == ' ' || first == '\t') {
                at += old ? 0 : 1;   // there a line is folded at a blank, which stays
                line.append(next());
            } else {
                break;
            }
        }
        value(line, quoted);
    }

    private String next() {
        int end = source.indexOf('\n', at);
        String line = source.substring(at, end < 0 ? source.length() : end);
        at = end < 0 ? source.length() : end + 1;
        return line;
    }

    private void value(CharSequence line, boolean quoted) throws IOException {
        int colon = colon(line);
        if (colon < 0) {
            return;
        }
        String before = line.subSequence(0, colon).toString();
        String value = line.subSequence(colon + 1, line.length()).toString();
        String whole = line.length() > 40 ? "" : line.toString().strip().toUpperCase(Locale.ROOT);
        old = !BEGINNINGS.contains(whole) && (old || OLD.contains(whole));
        if (BINARY.matcher(before).find() || value.regionMatches(true, 0, "data:", 0, 5)) {
            return;
        }
        Matcher said = CHARSET.matcher(before);
        byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
        if (quoted) {
            try (InputStream in = new QuotedPrintableInput(new ByteArrayInputStream(bytes))) {
                bytes = in.readAllBytes();
            }
        }
        for (Matcher name = NAME.matcher(before); name.find();) {
            String called = name.group(1) == null ? name.group(2) : name.group(1);
            out.append(Charsets.decode(called.getBytes(StandardCharsets.ISO_8859_1), charset)).append('\n');
        }
        unescaped(Charsets.decode(bytes, said.find() ? said.group(1) : charset));
        out.append('\n');
    }

    /** The parts of a name or an address are divided by semicolons: people read blanks. */
    private void unescaped(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && i + 1 < value.length()) {
                char next = value.charAt(++i);
                out.append(next == 'n' || next == 'N' ? '\n' : next);
            } else {
                out.append(c == ';' || c == '\r' ? ' ' : c);
            }
        }
    }

    /** The colon that ends name and parameters: not one inside quotes. */
    private static int colon(CharSequence line) {
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"';
            if (c == ':' && !quoted) {
                return i;
            }
        }
        return -1;
    }
}
