package barua.webmail;

import barua.message.Flowed;
import barua.message.MimePart;
import java.util.List;
import java.util.stream.Collectors;

/** The first tier of showing mail: text, escaped, with links found and quoted parts folded (ui.md §13). */
final class PlainText {

    private static final int FOLD_FROM = 3;
    private static final int DEEPEST_QUOTE = 20;

    private PlainText() {
    }

    /**
     * The text of a part, its soft line breaks undone where it says so (RFC 3676 §4.1).
     *
     * @param showQuoted what the fold says
     */
    static String html(MimePart part, String text, String showQuoted) {
        return Flowed.isFlowed(part) ? html(Flowed.lines(part, text).stream().map(PlainText::line).toList(), showQuoted) : html(text, showQuoted);
    }

    static String html(String text, String showQuoted) {
        return html(lines(text).stream().map(PlainText::line).toList(), showQuoted);
    }

    private static String html(List<Line> lines, String showQuoted) {
        StringBuilder out = new StringBuilder();
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

    private static Line line(Flowed.Line line) {
        return line.depth() <= 1 ? new Line(line.depth() == 1, line.text())
                : new Line(true, ">".repeat(Math.min(line.depth() - 1, DEEPEST_QUOTE)) + " " + line.text());
    }

    private static Line line(String text) {
        String rest = text.startsWith("> ") ? text.substring(2) : text.startsWith(">") ? text.substring(1) : text;
        return new Line(text.startsWith(">"), rest);
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
            out.append("<div class=\"letter-text signature\" dir=\"auto\">").append(LinkFinder.html(text(block.subList(signature, block.size()))))
                    .append("</div>");
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
    }
}
