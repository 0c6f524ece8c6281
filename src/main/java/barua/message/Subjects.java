package barua.message;

import java.util.Locale;
import java.util.Set;

/** The base subject, by which messages of one conversation are told (RFC 5256 §2.1), also for the prefixes of other languages. */
public final class Subjects {

    /** In lower case, without the colon. RFC 5256 knows re, fw and fwd; the others are what mailers of other languages write. */
    private static final Set<String> PREFIXES = Set.of("re", "fw", "fwd", "aw", "wg", "antw", "antwort", "sv", "vs", "vl", "tr", "rif", "r", "i",
            "rv", "res", "enc", "odp", "ynt", "ilt", "doorst", "jibu", "kuhusu", "mbele", "رد", "回复", "答复", "转发");
    private static final int LONGEST = 2000;

    private Subjects() {
    }

    /** The subject, decoded, without prefixes, list tags in brackets and (fwd) trailers, white space folded; for comparing, use it in one case. */
    public static String base(String subject) {
        String text = folded(subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject);
        String before;
        do {
            before = text;
            text = withoutTrailer(text);
            text = withoutPrefix(text);
            text = withoutBlob(text);
            text = withoutForward(text);
        } while (!text.equals(before));
        return text;
    }

    /** Whether anything in front of it says that it answers or passes on another message. */
    public static boolean isAnswer(String subject) {
        String text = folded(subject.length() > LONGEST ? subject.substring(0, LONGEST) : subject);
        return !withoutPrefix(text).equals(text) || !withoutTrailer(text).equals(text);
    }

    private static String folded(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && c != '\u00a0') {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    private static String withoutTrailer(String text) {
        String rest = text;
        while (rest.toLowerCase(Locale.ROOT).endsWith("(fwd)")) {
            rest = rest.substring(0, rest.length() - 5).stripTrailing();
        }
        return rest;
    }

    /** subj-refwd: a prefix, perhaps a blob or a count in brackets, and a colon; RFC 5256 §5. */
    private static String withoutPrefix(String text) {
        int from = text.startsWith("[") ? text.length() - withoutBlob(text).length() : 0;
        int end = from;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        if (end == from || !PREFIXES.contains(text.substring(from, end).toLowerCase(Locale.ROOT))) {
            return text;
        }
        int at = skipCount(text, end);
        boolean colon = at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '：');
        return colon && at > 0 ? text.substring(at + 1).strip() : text;
    }

    /** {@code [2]}, {@code (2)}, {@code ^2} and blanks before the colon. */
    private static int skipCount(String text, int from) {
        int at = from;
        while (at < text.length() && at < from + 12 && " []()^*0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at;
    }

    /** subj-blob: a list's tag in brackets, unless nothing would be left. */
    private static String withoutBlob(String text) {
        if (!text.startsWith("[")) {
            return text;
        }
        int close = text.indexOf(']');
        boolean nested = text.indexOf('[', 1) >= 0 && text.indexOf('[', 1) < close;
        String rest = close < 0 || nested ? "" : text.substring(close + 1).strip();
        return rest.isEmpty() ? text : rest;
    }

    /** {@code [Fwd: subject]} */
    private static String withoutForward(String text) {
        boolean forward = text.length() > 6 && text.regionMatches(true, 0, "[fwd:", 0, 5) && text.endsWith("]");
        return forward ? text.substring(5, text.length() - 1).strip() : text;
    }
}
