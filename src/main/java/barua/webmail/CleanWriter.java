package barua.webmail;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;
import org.jsoup.select.NodeVisitor;

/**
 * Writes anew, in one walk over the sender's document, what {@link Sanitizer} allows of it: known tags, known attributes, text. Nothing is
 * taken out of a tree, for that is slow where there is much to take out. On the way it guesses how high all of it will be.
 */
final class CleanWriter implements NodeVisitor {

    private static final int LOWEST = 120;
    private static final int HIGHEST = 1_200;
    /** Browsers need seconds for what is nested deeper, and people do not write it. */
    private static final int DEEPEST = 200;
    private static final int LONGEST_CLAIM = 300;
    private static final Set<String> EMPTY_TAGS = Set.of("br", "hr", "wbr", "col");
    private static final Set<String> TINY = Set.of("0", "1", "2", "0px", "1px", "2px");
    private static final Pattern PLAIN_VALUE = Pattern.compile("[-\\p{L}\\p{N}\\p{P} #%.,:_+;=$|~^`]{0,500}");
    private static final Pattern TRACKER = Pattern.compile(
            "(?i)(/open\\.aspx|/wf/open|/track/open|/trk/open|/o\\.gif\\?|/pixel(\\.gif|\\.png|\\?|$)|mailtrack|/beacon|/e/o/|emailtracking|/open\\.php|"
            + "utm\\.gif|/imp\\?)");

    private final Sanitizer.Pictures pictures;
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> ends = new ArrayDeque<>();   // what closes each element that is open, empty for one that was not written
    private int written;                                      // of them, how many were written
    private int silent;
    private int elements;
    private int blocked;
    private int trackers;
    private double height = 40;

    CleanWriter(Sanitizer.Pictures pictures) {
        this.pictures = pictures;
    }

    String html() {
        return out.toString();
    }

    int elements() {
        return elements;
    }

    int blocked() {
        return blocked;
    }

    int trackers() {
        return trackers;
    }

    /** The page cannot look into every frame, so its height is guessed: lines of text, blocks, rows, pictures. */
    int height() {
        return (int) Math.clamp(Math.round(height), LOWEST, HIGHEST);
    }

    @Override
    public void head(Node node, int depth) {
        if (node.getClass() == TextNode.class && silent == 0) {
            String text = ((TextNode) node).getWholeText();
            out.append(Html.escape(text));
            height += Math.ceil(text.strip().length() / 80.0) * 24;
        } else if (node instanceof Element element) {
            begin(element, depth);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (!(node instanceof Element element)) {
            return;
        }
        silent -= Sanitizer.SILENT.contains(element.normalName()) ? 1 : 0;
        String end = ends.pop();
        out.append(end);
        written -= end.isEmpty() ? 0 : 1;
    }

    private void begin(Element element, int depth) {
        String name = element.normalName();
        silent += Sanitizer.SILENT.contains(name) ? 1 : 0;
        boolean seen = silent == 0 && depth > 0 && Sanitizer.TAGS.contains(name);   // the body itself is written by the page
        if (seen && name.equals("img")) {
            picture(element);
        }
        boolean written = seen && !name.equals("img") && this.written < DEEPEST;
        ends.push(written ? open(element, name) : "");
        this.written += written && !ends.peek().isEmpty() ? 1 : 0;
    }

    /** Writes the start tag; what will close it. */
    private String open(Element element, String name) {
        elements++;
        height += switch (name) {
            case "p", "h1", "h2", "h3", "ul", "ol", "table" -> 16;
            case "br" -> 18;
            case "tr", "li" -> 6;
            default -> 0;
        };
        out.append('<').append(name);
        attributes(element);
        Optional<String> href = name.equals("a") ? LinkFinder.safe(element.attr("href")) : Optional.empty();
        href.ifPresent(address -> out.append(' ').append(LinkFinder.attributes(address)));
        out.append('>');
        String host = href.flatMap(address -> LinkFinder.realHost(claim(element), address))
                .map(real -> "<span class=\"barua-host\">" + Html.escape(real) + "</span>").orElse("");
        return EMPTY_TAGS.contains(name) ? "" : "</" + name + ">" + host;
    }

    /** The words of a link, as far as they could be an address. */
    private static String claim(Element link) {
        StringBuilder words = new StringBuilder();
        link.filter((node, depth) -> {
            words.append(node instanceof TextNode text ? text.text() : "");
            return words.length() > LONGEST_CLAIM ? NodeFilter.FilterResult.STOP : NodeFilter.FilterResult.CONTINUE;
        });
        return words.toString();
    }

    private void attributes(Element element) {
        for (Attribute attribute : element.attributes()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            String value = attribute.getValue();
            if (key.equals("style")) {
                value = CssFilter.declarations(value);
            }
            boolean kept = Sanitizer.ATTRIBUTES.contains(key) && !key.equals("href") && !key.equals("src")
                    && (key.equals("style") ? !value.isEmpty() : PLAIN_VALUE.matcher(value).matches());
            if (kept) {
                attribute(key, value);
            }
        }
    }

    private void attribute(String name, String value) {
        out.append(' ').append(name).append("=\"").append(Html.escape(value)).append('"');
    }

    private void picture(Element element) {
        String source = element.attr("src").strip();
        if (isTracker(element, source)) {
            trackers++;
            return;
        }
        elements++;
        height += pictureHeight(element);
        Optional<String> shown = source.regionMatches(true, 0, "cid:", 0, 4)
                ? pictures.inline(source.substring(4))
                : isRemote(source) ? pictures.remote(source) : Optional.empty();
        if (shown.isPresent()) {
            out.append("<img");
            attributes(element);
            attribute("src", shown.get());
            out.append('>');
            return;
        }
        blocked += isRemote(source) ? 1 : 0;
        String alternative = element.attr("alt");
        out.append("<span class=\"barua-blocked\">").append(alternative.isBlank() ? "\u25A2" : Html.escape(alternative)).append("</span>");
    }

    private static boolean isRemote(String source) {
        return source.regionMatches(true, 0, "http://", 0, 7) || source.regionMatches(true, 0, "https://", 0, 8);
    }

    private static boolean isTracker(Element element, String source) {
        if (!isRemote(source)) {
            return false;
        }
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        boolean tiny = TINY.contains(element.attr("width").strip()) && TINY.contains(element.attr("height").strip());
        boolean hidden = style.contains("display:none") || style.contains("visibility:hidden") || style.contains("width:1px") && style.contains("height:1px");
        return tiny || hidden || TRACKER.matcher(source).find();
    }

    private static double pictureHeight(Element image) {
        String said = image.attr("height").replace("px", "").strip();
        boolean number = !said.isEmpty() && said.length() < 5 && said.chars().allMatch(Character::isDigit);
        return number ? Integer.parseInt(said) : 120;
    }
}
