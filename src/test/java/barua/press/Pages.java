package barua.press;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the line breaks and indentation out of a page's source. White space that holds a line break is layout of the source and goes; white space
 * within a line is text and stays; a blank that must stay at a line's end is written {@code #{' '}}. Comments go;
 * a script loses its indentation only.
 */
final class Pages {

    private static final Pattern PIECE = Pattern.compile("<!--.*?-->|<script\\b[^>]*[^/]>.*?</script>|<[^>]*>|[^<]+", Pattern.DOTALL);
    private static final Pattern IN_TAG = Pattern.compile("\"[^\"]*\"|'[^']*'|\\s+");

    private Pages() {
    }

    static String pressed(String source) {
        StringBuilder out = new StringBuilder(source.length());
        Matcher piece = PIECE.matcher(source);
        while (piece.find()) {
            String text = piece.group();
            if (text.startsWith("<!--")) {
                continue;
            }
            out.append(text.endsWith("</script>") && text.startsWith("<script") ? script(text) : text.startsWith("<") ? tag(text) : text(text));
        }
        return out.toString();
    }

    private static String script(String text) {
        return text.replaceAll("\\R\\s*", "\n");
    }

    private static String tag(String text) {
        String flat = IN_TAG.matcher(text).replaceAll(found -> Matcher.quoteReplacement(found.group().isBlank() ? " " : value(found)));
        return flat.replaceFirst("\\s+(/?>)$", "$1");
    }

    /** An expression that was broken over several lines is one line again. */
    private static String value(MatchResult found) {
        return found.group().replaceAll("\\s*\\R\\s*", " ");
    }

    private static String text(String text) {
        return text.replaceAll("^\\s*\\R\\s*|\\s*\\R\\s*$", "").replaceAll("\\s*\\R\\s*", " ");
    }
}
