package barua.message;

/** Text whose lines were broken softly for the journey, put together again for people (RFC 3676). */
public final class Flowed {

    private static final int DEEPEST_QUOTE = 100;

    private Flowed() {
    }

    /** The text as it should be shown: unfolded if the part says format=flowed, else as it is. Lines end in LF; quoted ones begin with "&gt; ". */
    public static String shown(MimePart part, String text) {
        boolean flowed = part.is("text", "plain") && "flowed".equalsIgnoreCase(part.parameters().getOrDefault("format", ""));
        return flowed ? unfold(text, "yes".equalsIgnoreCase(part.parameters().getOrDefault("delsp", ""))) : text;
    }

    /** @param deleteSpace whether the space that marks a soft break is no space of the text (DelSp=yes) */
    static String unfold(String text, boolean deleteSpace) {
        var out = new StringBuilder(text.length());
        int openDepth = -1;   // quote depth of a paragraph that goes on in the next line; -1 where none does
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end);
            from = end < 0 ? text.length() : end + 1;
            int depth = depth(line);
            String words = unstuffed(line.substring(depth));
            boolean signature = words.equals("-- ");   // RFC 3676 §4.3: never joined to anything
            if (openDepth >= 0 && (openDepth != depth || signature)) {
                out.append('\n');   // §4.5: a change of depth ends the paragraph
                openDepth = -1;
            }
            if (openDepth < 0) {
                out.append(">".repeat(Math.min(depth, DEEPEST_QUOTE))).append(depth > 0 ? " " : "");
            }
            boolean soft = words.endsWith(" ") && !signature;
            out.append(soft && deleteSpace ? words.substring(0, words.length() - 1) : words);
            openDepth = soft ? depth : -1;
            if (!soft && end >= 0) {
                out.append('\n');
            }
        }
        return out.toString();
    }

    private static int depth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }

    /** §4.4: one leading space is there to protect the line. */
    private static String unstuffed(String line) {
        return line.startsWith(" ") ? line.substring(1) : line;
    }
}
