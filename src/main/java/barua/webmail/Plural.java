package barua.webmail;

import java.util.Locale;
import java.util.Map;

/**
 * The part of ICU's message syntax that our bundles use: {@code {name}} and
 * {@code {n, plural, one {# message} other {# messages}}}. Both our languages tell one from all else (CLDR). Anything else in braces is
 * a mistake in a bundle and throws.
 */
final class Plural {

    private Plural() {
    }

    static String fill(String pattern, Map<String, Object> values) {
        StringBuilder out = new StringBuilder(pattern.length() + 32);
        int at = 0;
        while (at < pattern.length()) {
            char c = pattern.charAt(at);
            if (c != '{') {
                out.append(c);
                at++;
                continue;
            }
            int end = closing(pattern, at);
            out.append(one(pattern.substring(at + 1, end), values));
            at = end + 1;
        }
        return out.toString();
    }

    private static String one(String inside, Map<String, Object> values) {
        String[] part = inside.split(",", 3);
        Object value = values.get(part[0].strip());
        if (value == null) {
            throw new IllegalArgumentException("no value for {" + inside + "}");
        }
        if (part.length == 1) {
            return value.toString();
        }
        if (part.length < 3 || !part[1].strip().equals("plural") || !(value instanceof Number number)) {
            throw new IllegalArgumentException("not a plural: {" + inside + "}");
        }
        String chosen = branch(part[2], number.longValue() == 1 ? "one" : "other");
        return fill(chosen.replace("#", grouped(number.longValue())), values);
    }

    /** The text in braces after that word, that of {@code other} where there is none. */
    private static String branch(String branches, String word) {
        int at = branches.indexOf(word + " {");
        if (at < 0) {
            at = branches.indexOf("other {");
        }
        int open = branches.indexOf('{', at);
        return branches.substring(open + 1, closing(branches, open));
    }

    private static int closing(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("braces do not match: " + text);
    }

    /** 4318 is 4,318 in both languages as they are written in East Africa (CLDR en_TZ, sw_TZ). */
    static String grouped(long number) {
        return String.format(Locale.ENGLISH, "%,d", number);
    }
}
