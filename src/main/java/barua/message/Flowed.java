package barua.message;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Text whose lines were broken softly for the journey, put together again for people (RFC 3676). */
public final class Flowed {

    private static final int DEEPEST_QUOTE = 100;

    private Flowed() {
    }

    /** A paragraph or a line that was not broken. @param depth of quoting; @param text without its quote marks */
    public record Line(int depth, String text) {

        private String marked() {
            return depth == 0 ? text : ">".repeat(Math.min(depth, DEEPEST_QUOTE)) + " " + text;
        }
    }

    /** Whether the part says that its lines may be joined (§4.1). */
    public static boolean isFlowed(MimePart part) {
        return part.is("text", "plain") && "flowed".equalsIgnoreCase(part.parameters().getOrDefault("format", ""));
    }

    /** The text as it should be shown: unfolded if the part says format=flowed, else as it is. Lines end in LF; quoted ones begin with "&gt; ". */
    public static String shown(MimePart part, String text) {
        return isFlowed(part) ? unfold(text, deletesSpace(part)) : text;
    }

    /** The lines of a flowed part, joined. */
    public static List<Line> lines(MimePart part, String text) {
        return lines(text, deletesSpace(part));
    }

    private static boolean deletesSpace(MimePart part) {
        return "yes".equalsIgnoreCase(part.parameters().getOrDefault("delsp", ""));
    }

    static String unfold(String text, boolean deleteSpace) {
        String lines = lines(text, deleteSpace).stream().map(Line::marked).collect(Collectors.joining("\n"));
        return text.endsWith("\n") && !lines.isEmpty() ? lines + "\n" : lines;
    }

    /** @param deleteSpace whether the space that marks a soft break is no space of the text (DelSp=yes) */
    static List<Line> lines(String text, boolean deleteSpace) {
        List<Line> lines = new ArrayList<>();
        var open = new StringBuilder();
        int openDepth = -1;   // quote depth of a paragraph that goes on in the next line; -1 where none does
        for (String line : (text.endsWith("\n") ? text.substring(0, text.length() - 1) : text).split("\n", -1)) {
            int depth = depth(line);
            String words = unstuffed(line.substring(depth));
            boolean signature = words.equals("-- ");   // RFC 3676 §4.3: never joined to anything
            if (openDepth >= 0 && (openDepth != depth || signature)) {
                lines.add(new Line(openDepth, taken(open)));   // §4.5: a change of depth ends the paragraph
                openDepth = -1;
            }
            boolean soft = words.endsWith(" ") && !signature;
            open.append(soft && deleteSpace ? words.substring(0, words.length() - 1) : words);
            openDepth = soft ? depth : -1;
            if (!soft) {
                lines.add(new Line(depth, taken(open)));
            }
        }
        if (openDepth >= 0) {
            lines.add(new Line(openDepth, taken(open)));
        }
        return lines;
    }

    private static String taken(StringBuilder words) {
        String text = words.toString();
        words.setLength(0);
        return text;
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
