package barua.webmail;

import java.util.ArrayList;
import java.util.List;

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
        List<String> lines = lines(text);
        if (flowed) {
            lines = unflowed(lines);
        }
        StringBuilder out = new StringBuilder(text.length() + 200);
        int at = 0;
        while (at < lines.size()) {
            int end = endOfBlock(lines, at);
            List<String> block = lines.subList(at, end);
            if (isQuoted(block.getFirst())) {
                quoted(block, showQuoted, out);
            } else {
                said(block, out);
            }
            at = end;
        }
        return out.toString();
    }

    /** Joins lines that end in a space with the next of the same quoting (RFC 3676 §4.2); the signature's line stays. */
    private static List<String> unflowed(List<String> lines) {
        List<String> out = new ArrayList<>();
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

    private static String marked(int depth, StringBuilder paragraph) {
        return depth == 0 ? paragraph.toString() : ">".repeat(depth) + " " + paragraph;
    }

    private static int quoteDepth(String line) {
        int depth = 0;
        while (depth < line.length() && line.charAt(depth) == '>') {
            depth++;
        }
        return depth;
    }

    private static int endOfBlock(List<String> lines, int at) {
        boolean quoted = isQuoted(lines.get(at));
        int end = at;
        while (end < lines.size() && isQuoted(lines.get(end)) == quoted) {
            end++;
        }
        return end;
    }

    private static boolean isQuoted(String line) {
        return line.startsWith(">");
    }

    private static void quoted(List<String> block, String showQuoted, StringBuilder out) {
        String inside = "<blockquote class=\"tx\">" + LinkFinder.html(unquoted(block)) + "</blockquote>";
        boolean folds = block.size() >= FOLD_FROM;
        out.append(folds ? "<details class=\"qt\"><summary>" + Html.escape(showQuoted) + "</summary>" + inside + "</details>" : inside);
    }

    private static String unquoted(List<String> block) {
        StringBuilder out = new StringBuilder();
        for (String line : block) {
            String rest = line.substring(1);
            out.append(rest.startsWith(" ") ? rest.substring(1) : rest).append('\n');
        }
        return out.toString().stripTrailing();
    }

    private static void said(List<String> block, StringBuilder out) {
        int signature = block.lastIndexOf("-- ");
        List<String> body = signature >= 0 ? block.subList(0, signature) : block;
        String text = String.join("\n", body).strip();
        if (!text.isEmpty()) {
            out.append("<div class=\"tx\" dir=\"auto\">").append(LinkFinder.html(text)).append("</div>");
        }
        if (signature >= 0) {
            String sign = String.join("\n", block.subList(signature, block.size()));
            out.append("<div class=\"tx sig\" dir=\"auto\">").append(LinkFinder.html(sign)).append("</div>");
        }
    }

    private static List<String> lines(String text) {
        return List.of(text.replace("\r\n", "\n").replace('\r', '\n').split("\n", -1));
    }
}
