package barua.webmail;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The second tier of showing mail (ui.md §13): what a person typed into a mail program. It is written out again by us with our own
 * tags and not one attribute of the sender's but the address of a link, so it looks like Barua and needs no frame. What is more than that
 * (pictures, colours, layout by tables) is designed mail and belongs into the third tier.
 */
final class SimpleHtml {

    private static final int MOST_CELLS = 400;
    private static final int MOST_ELEMENTS = 4_000;
    private static final int DEEPEST = 60;

    /** The sender's tag to ours; "" for one whose content alone counts. */
    private static final Map<String, String> TAGS = Map.ofEntries(
            Map.entry("p", "p"), Map.entry("div", "div"), Map.entry("br", "br"), Map.entry("hr", "hr"),
            Map.entry("b", "b"), Map.entry("strong", "b"), Map.entry("i", "i"), Map.entry("em", "i"), Map.entry("u", "u"), Map.entry("ins", "u"),
            Map.entry("s", "s"), Map.entry("strike", "s"), Map.entry("del", "s"), Map.entry("sub", "sub"), Map.entry("sup", "sup"),
            Map.entry("ul", "ul"), Map.entry("ol", "ol"), Map.entry("li", "li"), Map.entry("blockquote", "blockquote"),
            Map.entry("pre", "pre"), Map.entry("code", "code"), Map.entry("tt", "code"), Map.entry("samp", "code"),
            Map.entry("h1", "h3"), Map.entry("h2", "h3"), Map.entry("h3", "h3"), Map.entry("h4", "h4"), Map.entry("h5", "h4"), Map.entry("h6", "h4"),
            Map.entry("table", "table"), Map.entry("tbody", "tbody"), Map.entry("thead", "thead"), Map.entry("tfoot", "tbody"),
            Map.entry("tr", "tr"), Map.entry("td", "td"), Map.entry("th", "th"), Map.entry("a", "a"),
            Map.entry("span", ""), Map.entry("font", ""), Map.entry("center", "div"), Map.entry("o:p", ""), Map.entry("body", ""), Map.entry("html", ""),
            Map.entry("small", ""), Map.entry("big", ""), Map.entry("section", "div"), Map.entry("article", "div"), Map.entry("address", "div"),
            Map.entry("cite", "i"), Map.entry("abbr", ""), Map.entry("label", ""), Map.entry("wbr", ""), Map.entry("bdi", ""), Map.entry("dl", "div"),
            Map.entry("dt", "div"), Map.entry("dd", "div"), Map.entry("main", "div"), Map.entry("header", "div"), Map.entry("footer", "div"),
            Map.entry("nobr", ""));
    private static final Set<String> SILENT = Set.of("head", "style", "script", "title", "meta", "link", "base", "xml", "template", "noscript", "col",
            "colgroup", "caption");
    private static final Set<String> EMPTY_TAGS = Set.of("br", "hr");

    private SimpleHtml() {
    }

    /** Our own HTML of it; empty where it is designed mail. */
    static Optional<String> write(String html, String showQuoted) {
        Document document = Jsoup.parse(html);
        if (!isSimple(document)) {
            return Optional.empty();
        }
        Writer writer = new Writer(showQuoted);
        NodeTraversor.traverse(writer, document.body());
        return Optional.of("<div class=\"letter-text rich\" dir=\"auto\">" + writer.out.toString().strip() + "</div>");
    }

    static boolean isSimple(Document document) {
        if (isBig(document.body())) {
            return false;
        }
        boolean known = document.body().getAllElements().stream()
                .allMatch(element -> TAGS.containsKey(element.normalName()) || SILENT.contains(element.normalName()));
        boolean layout = document.select("table table, [bgcolor], [background], td[width], table[align=center]").first() != null
                || document.select("td, th").size() > MOST_CELLS;
        boolean painted = document.body().getAllElements().stream().anyMatch(SimpleHtml::isPainted);
        return known && !layout && !painted;
    }

    /** More than a page can show without being slow to use. */
    private static boolean isBig(Element body) {
        int[] elements = {0};
        int[] deepest = {0};
        body.traverse((node, depth) -> {
            elements[0] += node instanceof Element ? 1 : 0;
            deepest[0] = Math.max(deepest[0], depth);
        });
        return elements[0] > MOST_ELEMENTS || deepest[0] > DEEPEST;
    }

    /** Whether its look is part of what it says: a coloured ground, a picture behind, a box of its own. */
    private static boolean isPainted(Element element) {
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        boolean ground = style.contains("background")
                && !style.matches(".*background(-color)?:(white|#fff(fff)?|transparent|none|initial|rgb\\(255,255,255\\))[;!].*")
                && !style.matches(".*background(-color)?:(white|#fff(fff)?|transparent|none|initial|rgb\\(255,255,255\\))$");
        return ground || style.contains("display:none") || style.contains("position:") || style.contains("float:") || style.contains("border-radius");
    }

    private static final class Writer implements NodeVisitor {

        private final StringBuilder out = new StringBuilder();
        private final String showQuoted;
        private int silent;
        private int quotes;

        Writer(String showQuoted) {
            this.showQuoted = showQuoted;
        }

        @Override
        public void head(Node node, int depth) {
            if (node instanceof Element element) {
                begin(element);
            } else if (node instanceof TextNode text && silent == 0) {
                boolean kept = insidePre(text);
                out.append(Html.escape(kept ? text.getWholeText() : text.getWholeText().replaceAll("\\s+", " ")));
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                end(element);
            }
        }

        private void begin(Element element) {
            if (SILENT.contains(element.normalName())) {
                silent++;
            }
            if (silent > 0) {
                return;
            }
            if (isQuote(element) && quotes++ == 0) {
                out.append("<details class=\"quoted\"><summary>").append(Html.escape(showQuoted)).append("</summary>");
            }
            String tag = TAGS.getOrDefault(element.normalName(), "");
            if (tag.equals("a")) {
                beginLink(element);
            } else if (!tag.isEmpty()) {
                out.append('<').append(tag).append('>');
            }
        }

        private void end(Element element) {
            if (SILENT.contains(element.normalName())) {
                silent--;
                return;
            }
            if (silent > 0) {
                return;
            }
            String tag = TAGS.getOrDefault(element.normalName(), "");
            if (tag.equals("a")) {
                endLink(element);
            } else if (!tag.isEmpty() && !EMPTY_TAGS.contains(tag)) {
                out.append("</").append(tag).append('>');
            }
            if (isQuote(element) && --quotes == 0) {
                out.append("</details>");
            }
        }

        private void beginLink(Element element) {
            Optional<String> href = LinkFinder.safe(element.attr("href"));
            out.append(href.map(address -> "<a " + LinkFinder.attributes(address) + ">").orElse("<span>"));
        }

        private void endLink(Element element) {
            Optional<String> href = LinkFinder.safe(element.attr("href"));
            out.append(href.isPresent() ? "</a>" : "</span>");
            href.flatMap(address -> LinkFinder.realHost(element.text(), address))
                    .ifPresent(host -> out.append(" <span class=\"label amber\">").append(Html.escape(host)).append("</span>"));
        }

        private static boolean isQuote(Element element) {
            return element.normalName().equals("blockquote") || element.hasClass("gmail_quote") || element.id().equals("divRplyFwdMsg");
        }

        private static boolean insidePre(TextNode text) {
            return text.parent() instanceof Element parent && (parent.normalName().equals("pre") || parent.closest("pre") != null);
        }
    }
}
