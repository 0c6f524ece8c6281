package barua.message;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;

import java.util.Locale;
import java.util.Set;

/** What a person reads of an HTML body, as plain text: lines and paragraphs kept, quotes marked with "> ", links with their address. */
public final class HtmlToText {

    private static final Set<String> UNSEEN = Set.of("head", "style", "script", "title", "template", "noscript", "svg", "object", "select");
    private static final Set<String> PARAGRAPHS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "hr");
    private static final Set<String> LINES = Set.of("div", "ul", "ol", "blockquote", "li", "tr", "section", "article", "header", "footer", "address", "dt",
            "dd", "center");

    private static final int DEEPEST_QUOTE = 10;
    private static final int LONGEST_TARGET = 200;

    private HtmlToText() {
    }

    /** Never throws; lines end in LF. */
    public static String text(String html) {
        var writer = new Writer();
        Jsoup.parse(html).traverse(writer);
        return writer.text();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder out = new StringBuilder();
        private int quotes;         // how many block quotes are open
        private int quotesBefore;   // and how many were at the last word
        private int unseen;         // how many elements are open that nobody sees
        private int pre;
        private int wantedBreaks;   // line ends that are due before the next word
        private boolean blank;

        String text() {
            return out.toString().strip();
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words && unseen == 0) {
                write(words.getWholeText());
            } else if (node instanceof Element element) {
                open(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (!(node instanceof Element element)) {
                return;
            }
            String name = element.normalName();
            unseen -= hidden(element) ? 1 : 0;
            pre -= name.equals("pre") ? 1 : 0;
            breaks(name);
            quotes -= name.equals("blockquote") ? 1 : 0;
            if (name.equals("td") || name.equals("th")) {
                blank = true;
            }
            if (name.equals("a") && unseen == 0) {
                address(element);
            }
        }

        private void open(Element element) {
            String name = element.normalName();
            unseen += hidden(element) ? 1 : 0;
            breaks(name);
            quotes += name.equals("blockquote") ? 1 : 0;
            pre += name.equals("pre") ? 1 : 0;
            if (unseen > 0) {
                return;
            }
            switch (name) {
                case "br" -> wantedBreaks++;
                case "li" -> word("- ");
                case "hr" -> word("----");
                case "img" -> write(element.attr("alt"));
                default -> { }
            }
        }

        private static boolean hidden(Element element) {
            return UNSEEN.contains(element.normalName()) || element.hasAttr("hidden")
                    || element.attr("style").replace(" ", "").toLowerCase(Locale.ROOT).contains("display:none");
        }

        private void breaks(String name) {
            if (PARAGRAPHS.contains(name)) {
                wantedBreaks = Math.max(wantedBreaks, 2);
            } else if (LINES.contains(name)) {
                wantedBreaks = Math.max(wantedBreaks, 1);
            }
        }

        /** The address of a link whose words do not show it already. */
        private void address(Element link) {
            String target = link.attr("href").strip();
            boolean web = target.startsWith("http://") || target.startsWith("https://");
            String words = web && target.length() < LONGEST_TARGET ? firstWords(link) : "";
            if (!words.isBlank() && !words.contains("://")) {
                word(" <" + target + ">");
            }
        }

        /** What a link shows, as far as one looks at it: links in links would have their words gathered again and again. */
        private static String firstWords(Element link) {
            var words = new StringBuilder();
            link.filter((node, _) -> {
                words.append(node instanceof TextNode text ? text.getWholeText() : "");
                return words.length() > LONGEST_TARGET ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE;
            });
            return words.toString();
        }

        private void write(String text) {
            int from = 0;
            for (int i = 0; i <= text.length(); i++) {
                boolean end = i == text.length();
                if (!end && !Character.isWhitespace(text.charAt(i)) && text.charAt(i) != '\u00a0') {
                    continue;
                }
                if (i > from) {
                    word(text.substring(from, i));
                }
                from = i + 1;
                if (!end && pre > 0 && text.charAt(i) == '\n') {
                    wantedBreaks++;
                } else if (!end) {
                    blank = true;
                }
            }
        }

        private void word(String word) {
            if (wantedBreaks > 0 && !out.isEmpty()) {
                for (int left = Math.min(wantedBreaks, 3); left > 0; left--) {
                    stripBlanks();
                    // An empty line between quoted and unquoted words belongs to no quote.
                    out.append('\n').append("> ".repeat(Math.min(left == 1 ? quotes : Math.min(quotes, quotesBefore), DEEPEST_QUOTE)));
                }
            } else if (out.isEmpty()) {
                out.append("> ".repeat(Math.min(quotes, DEEPEST_QUOTE)));
            } else if (blank && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
            wantedBreaks = 0;
            quotesBefore = quotes;
            blank = false;
            out.append(word);
        }

        private void stripBlanks() {
            int end = out.length();
            while (end > 0 && out.charAt(end - 1) == ' ') {
                end--;
            }
            out.setLength(end);
        }
    }
}
