package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The first tier of showing mail: text, escaped, with links found and quoted parts folded (ui.md §13). */
final class PlainText {

    /** Longer texts are cut, and the page says so. */
    static final int LONGEST = 400_000;

    private static final int FOLD_FROM = 3;

    private PlainText() {
    }

    /**
     * @param flowed   whether soft line breaks are joined (RFC 3676 §4.1)
     * @param showQuoted what the fold says
     */
    static String html(String text, boolean flowed, String showQuoted) {
        List<Line> lines = flowed ? unflowed(lines(text)) : lines(text).stream().map(PlainText::line).toList();
        StringBuilder out = new StringBuilder(text.length() + 200);
        int at = 0;
        while (at < lines.size()) {
            int end = endOfBlock(lines, at);
            List<Line> block = lines.subList(at, end);
            if (block.getFirst().quoted) {
                quoted(block, showQuoted, out);
            } else {
                said(block, out);
            }
            at = end;
        }
        return out.toString();
    }

    /** A line to be shown. @param text without the first quote mark; deeper ones are still in it */
    private record Line(boolean quoted, String text) {
    }

    private static Line line(String text) {
        String rest = text.startsWith("> ") ? text.substring(2) : text.startsWith(">") ? text.substring(1) : text;
        return new Line(text.startsWith(">"), rest);
    }

    /** Joins lines that end in a space with the next of the same quoting (RFC 3676 §4.2); the signature's line stays. */
    private static List<Line> unflowed(List<String> lines) {
        List<Line> out = new ArrayList<>();
        StringBuilder paragraph = null;
        int depth = 0;
        for (String line : lines) {
            int quotes = quoteDepth(line);
            String rest = line.substring(quotes);
            rest = rest.startsWith(" ") ? rest.substring(1) : rest;   // RFC 3676 §4.4: space-stuffing
            boolean signature = rest.equals("-- ");
            if (paragraph != null && (quotes != depth || signature)) {
                out.add(marked(depth, paragraph));
                paragraph = null;
            }
            if (paragraph == null) {
                paragraph = new StringBuilder();
                depth = quotes;
            }
            paragraph.append(rest);
            if (!rest.endsWith(" ") || signature) {
                out.add(marked(depth, paragraph));
                paragraph = null;
            }
        }
        if (paragraph != null) {
            out.add(marked(depth, paragraph));
        }
        return out;
    }

    private static Line marked(int depth, StringBuilder paragraph) {
        return depth <= 1 ? new Line(depth == 1, paragraph.toString()) : new Line(true, ">".repeat(depth - 1) + " " + paragraph);
    }

    private static int quoteDepth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }

    private static int endOfBlock(List<Line> lines, int at) {
        boolean quoted = lines.get(at).quoted;
        int end = at;
        while (end < lines.size() && lines.get(end).quoted == quoted) {
            end++;
        }
        return end;
    }

    private static void quoted(List<Line> block, String showQuoted, StringBuilder out) {
        String inside = "<blockquote class=\"letter-text\">" + LinkFinder.html(text(block).stripTrailing()) + "</blockquote>";
        boolean folds = block.size() >= FOLD_FROM;
        out.append(folds ? "<details class=\"quoted\"><summary>" + Html.escape(showQuoted) + "</summary>" + inside + "</details>" : inside);
    }

    private static String text(List<Line> block) {
        return block.stream().map(Line::text).collect(Collectors.joining("\n"));
    }

    private static void said(List<Line> block, StringBuilder out) {
        int signature = block.lastIndexOf(new Line(false, "-- "));
        String text = text(signature >= 0 ? block.subList(0, signature) : block).strip();
        if (!text.isEmpty()) {
            out.append("<div class=\"letter-text\" dir=\"auto\">").append(LinkFinder.html(text)).append("</div>");
        }
        if (signature >= 0) {
            out.append("<div class=\"letter-text signature\" dir=\"auto\">").append(LinkFinder.html(text(block.subList(signature, block.size())))).append("</div>");
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
    }
}
