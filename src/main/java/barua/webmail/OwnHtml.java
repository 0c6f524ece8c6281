package barua.webmail;

import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/** What our editor wrote, before it goes out: a few tags, no style of the page it was typed in; and the same as plain text. */
final class OwnHtml {

    private static final Safelist TAGS = new Safelist()
            .addTags("p", "div", "br", "b", "strong", "i", "em", "u", "s", "ul", "ol", "li", "blockquote", "pre", "code", "h3", "h4", "hr", "sub", "sup", "table", "tbody", "tr", "td", "th")
            .addAttributes("a", "href").addProtocols("a", "href", "http", "https", "mailto");

    private OwnHtml() {
    }

    /** For the editor and for the letter. */
    static String clean(String html) {
        Document clean = new Cleaner(TAGS).clean(Jsoup.parseBodyFragment(html));
        clean.outputSettings().prettyPrint(false);
        return clean.body().html();
    }

    /** As it stands in a letter, a document of its own. */
    static String document(String cleaned) {
        return "<!doctype html><html><head><meta charset=\"utf-8\"></head><body>" + cleaned + "</body></html>";
    }

    /** Any HTML as text: blocks on lines, list items with a dash, quotes with {@code >}. */
    static String text(String html) {
        Document document = Jsoup.parse(html);
        document.select("head, style, script, title, noscript").remove();
        Writer writer = new Writer();
        document.body().traverse(writer);
        return writer.out.toString().replaceAll("[ \\t]+\n", "\n").replaceAll("\n{3,}", "\n\n").strip();
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder out = new StringBuilder();
        private int quotes;

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode text) {
                String plain = inPre(text) ? text.getWholeText() : text.getWholeText().replace('\u00a0', ' ').replaceAll("\\s+", " ");
                write(atLineStart() && !inPre(text) ? plain.stripLeading() : plain);
            } else if (node instanceof Element element) {
                begin(element);
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                String name = element.normalName();
                if (name.equals("blockquote")) {
                    freshLine();
                    quotes--;
                } else if (name.equals("td") || name.equals("th")) {
                    write("  ");
                } else if (name.equals("a")) {
                    address(element);
                } else if (element.isBlock() && !name.equals("body")) {
                    freshLine();
                    if (name.equals("p") || name.matches("h[1-6]|table|ul|ol")) {
                        out.append('\n');
                    }
                }
            }
        }

        private void begin(Element element) {
            switch (element.normalName()) {
                case "br" -> newLine();
                case "hr" -> {
                    freshLine();
                    write("----");
                    newLine();
                }
                case "li" -> {
                    freshLine();
                    write("- ");
                }
                case "blockquote" -> {
                    freshLine();
                    quotes++;
                }
                default -> {
                    if (element.isBlock()) {
                        freshLine();
                    }
                }
            }
        }

        private void address(Element element) {
            String href = element.attr("href");
            boolean said = element.text().strip().equalsIgnoreCase(href) || href.toLowerCase(Locale.ROOT).startsWith("mailto:") || !href.startsWith("http");
            if (!said) {
                write(" <" + href + ">");
            }
        }

        private void write(String text) {
            if (text.isEmpty() || text.isBlank() && atLineStart()) {
                return;
            }
            if (quotes > 0 && atLineStart()) {
                out.append(">".repeat(quotes)).append(' ');
            }
            out.append(text);
        }

        /** An empty line inside a quote is part of it. */
        private void newLine() {
            if (quotes > 0 && atLineStart()) {
                out.append(">".repeat(quotes));
            }
            out.append('\n');
        }

        private void freshLine() {
            if (!atLineStart()) {
                out.append('\n');
            }
        }

        private boolean atLineStart() {
            return out.isEmpty() || out.charAt(out.length() - 1) == '\n';
        }

        private static boolean inPre(TextNode text) {
            return text.parent() instanceof Element parent && parent.closest("pre") != null;
        }
    }
}
