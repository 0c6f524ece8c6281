package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Entities;

/**
 * The third tier of showing mail (ui.md §13): designed HTML, reduced to an allow-list of tags, attributes and style. It is shown in a
 * frame without scripts and without an origin; this class is the first wall, the frame and its own policy are the second and third.
 */
final class Sanitizer {

    /** Where pictures come from. */
    interface Pictures {

        /** The address under which the frame may load the part with that Content-ID (no brackets). */
        Optional<String> inline(String contentId);

        /** The address under which a remote picture may be loaded through us; empty while pictures are blocked. */
        Optional<String> remote(String url);
    }

    /**
     * @param html     a whole document for the frame
     * @param blocked  remote pictures that are not shown
     * @param trackers pictures that only served to report the reading; never loaded
     * @param height   how high the frame should be, estimated, in px
     * @param small    whether a page bears to draw it in its own process: big and deep documents keep their frame apart
     */
    record Clean(String html, int blocked, int trackers, int height, boolean small) {
    }

    private static final int LONGEST_SMALL = 400_000;
    private static final int MOST_SMALL = 5_000;
    /** Browsers lay out what is nested deeper in seconds, and people do not write it. */
    private static final int DEEPEST = 200;

    private static final int LOWEST = 120;
    private static final int HIGHEST = 1_200;

    private static final Set<String> TAGS = Set.of("a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite",
            "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6",
            "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong",
            "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr");
    /** Gone with all that is in them; any other unknown tag leaves its content. */
    private static final Set<String> SILENT = Set.of("script", "style", "head", "title", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math",
            "template", "noscript", "select", "textarea", "audio", "video", "canvas", "map", "portal", "xml");
    private static final Set<String> ATTRIBUTES = Set.of("align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "cols", "colspan",
            "dir", "face", "height", "id", "lang", "nowrap", "rowspan", "rules", "size", "span", "start", "style", "title", "type", "valign", "width", "href", "src");
    private static final Pattern PLAIN_VALUE = Pattern.compile("[-\\p{L}\\p{N}\\p{P} #%.,:_+;=$|~^`]{0,500}");
    private static final Pattern TRACKER = Pattern.compile(
            "(?i)(/open\\.aspx|/wf/open|/track/open|/trk/open|/o\\.gif\\?|/pixel(\\.gif|\\.png|\\?|$)|mailtrack|/beacon|/e/o/|emailtracking|/open\\.php|utm\\.gif|/imp\\?)");

    private final Pictures pictures;
    private int blocked;
    private int trackers;

    private Sanitizer(Pictures pictures) {
        this.pictures = pictures;
    }

    static Clean clean(String html, Pictures pictures) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false).escapeMode(Entities.EscapeMode.base);
        Sanitizer sanitizer = new Sanitizer(pictures);
        StringBuilder sheets = new StringBuilder();
        document.select("style").forEach(style -> sheets.append(CssFilter.sheet(style.data())));
        String bodyStyle = CssFilter.declarations(document.body().attr("style"));
        String ground = document.body().attr("bgcolor");
        sanitizer.purge(document.body());
        flatten(document.body());
        int height = estimate(document.body());
        String style = (PLAIN_VALUE.matcher(ground).matches() && ground.matches("#?[a-zA-Z0-9]{3,20}") ? "background-color:" + ground + ";" : "") + bodyStyle;
        String page = page(sheets.toString(), style, document.body().html());
        boolean small = page.length() <= LONGEST_SMALL && document.body().getAllElements().size() <= MOST_SMALL;
        return new Clean(page, sanitizer.blocked, sanitizer.trackers, height, small);
    }

    /**
     * What a frame of ours may do: never run scripts. One that the page measures has our origin, so that its height is known; without
     * scripts that lets nothing of it act, and the page in it has no forms and loads nothing but pictures.
     */
    static String sandbox(boolean measured) {
        return (measured ? "allow-same-origin " : "") + "allow-popups allow-popups-to-escape-sandbox";
    }

    /** Plain text as a page of its own. */
    static String text(String text) {
        return page("", "white-space:pre-wrap", Html.escape(text));
    }

    private static void flatten(Element body) {
        List<Element> deep = new ArrayList<>();
        body.traverse((node, depth) -> {
            if (depth > DEEPEST && node instanceof Element element && !element.normalName().equals("img")) {
                deep.add(element);
            }
        });
        deep.reversed().forEach(Element::unwrap);
    }

    /** White paper in every theme: designed mail chose its own colours for it. */
    private static String page(String sheets, String bodyStyle, String body) {
        return "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><style>"
                + "html{background:#fff}body{margin:0;padding:8px;background:#fff;color:#1b2226;font:15px/1.6 system-ui,Segoe UI,Roboto,Noto Sans,sans-serif;overflow-wrap:anywhere}"
                + "img{max-width:100%;height:auto}table{max-width:100%}.barua-blocked{display:inline-block;min-width:24px;min-height:18px;padding:0 6px;border:1px dashed #86827a;"
                + "border-radius:6px;font:12px/18px system-ui;color:#5f676c}.barua-host{padding:0 4px;border:1px solid #a3470f;border-radius:4px;color:#a3470f;font-size:11px}"
                + "</style><style>" + sheets.replace("</", "") + "</style></head><body style=\"" + Html.escape(bodyStyle) + "\">" + body + "</body></html>";
    }

    private void purge(Element body) {
        for (Element element : new ArrayList<>(body.getAllElements())) {
            if (element == body) {
                continue;
            }
            String name = element.normalName();
            if (SILENT.contains(name)) {
                element.remove();
            } else if (!TAGS.contains(name)) {
                element.unwrap();
            } else if (name.equals("img")) {
                picture(element);
            } else {
                attributes(element);
                if (name.equals("a")) {
                    link(element);
                }
            }
        }
        body.clearAttributes();
        comments(body);
    }

    private static void comments(Element body) {
        List<org.jsoup.nodes.Node> odd = new ArrayList<>();
        body.traverse((node, depth) -> {
            if (!(node instanceof Element) && !(node.getClass() == org.jsoup.nodes.TextNode.class)) {
                odd.add(node);
            }
        });
        odd.forEach(org.jsoup.nodes.Node::remove);
    }

    private static void attributes(Element element) {
        for (Attribute attribute : element.attributes().asList()) {
            String key = attribute.getKey().toLowerCase(Locale.ROOT);
            if (key.equals("style")) {
                String kept = CssFilter.declarations(attribute.getValue());
                if (kept.isEmpty()) {
                    element.removeAttr(attribute.getKey());
                } else {
                    element.attr("style", kept);
                }
            } else if (!ATTRIBUTES.contains(key) || key.equals("src") || !key.equals("href") && !PLAIN_VALUE.matcher(attribute.getValue()).matches()) {
                element.removeAttr(attribute.getKey());
            }
        }
    }

    private static void link(Element element) {
        Optional<String> href = LinkFinder.safe(element.attr("href"));
        String text = element.text();
        if (href.isEmpty()) {
            element.removeAttr("href");
            return;
        }
        element.attr("href", href.get()).attr("target", "_blank").attr("rel", "noopener noreferrer");
        LinkFinder.realHost(text, href.get()).ifPresent(host -> element.after(new Element("span").addClass("barua-host").text(host)));
    }

    private void picture(Element element) {
        String source = element.attr("src").strip();
        String alternative = element.attr("alt");
        if (isTracker(element, source)) {
            trackers++;
            element.remove();
            return;
        }
        Optional<String> shown = source.regionMatches(true, 0, "cid:", 0, 4)
                ? pictures.inline(source.substring(4))
                : isRemote(source) ? pictures.remote(source) : Optional.empty();
        if (shown.isPresent()) {
            attributes(element);
            element.attr("src", shown.get());
            return;
        }
        if (isRemote(source)) {
            blocked++;
        }
        Element box = new Element("span").addClass("barua-blocked");
        box.text(alternative.isBlank() ? "\u25A2" : alternative);
        element.replaceWith(box);
    }

    private static boolean isRemote(String source) {
        return source.regionMatches(true, 0, "http://", 0, 7) || source.regionMatches(true, 0, "https://", 0, 8);
    }

    private static boolean isTracker(Element element, String source) {
        if (!isRemote(source)) {
            return false;
        }
        String style = element.attr("style").toLowerCase(Locale.ROOT).replace(" ", "");
        boolean tiny = tiny(element.attr("width")) && tiny(element.attr("height"));
        boolean hidden = style.contains("display:none") || style.contains("visibility:hidden") || style.contains("width:1px") && style.contains("height:1px");
        return tiny || hidden || TRACKER.matcher(source).find();
    }

    private static boolean tiny(String size) {
        return Set.of("0", "1", "2", "0px", "1px", "2px").contains(size.strip());
    }

    /** The page cannot look into a frame without origin, so its height is guessed: lines of text, blocks, rows, pictures. */
    static int estimate(Element body) {
        double height = 40;
        for (Element element : body.getAllElements()) {
            int letters = element.ownText().length();
            height += Math.ceil(letters / 80.0) * 24;
            height += switch (element.normalName()) {
                case "p", "h1", "h2", "h3", "ul", "ol", "table" -> 16;
                case "br" -> 18;
                case "tr", "li" -> 6;
                case "img" -> pictureHeight(element);
                default -> 0;
            };
        }
        return (int) Math.clamp(Math.round(height), LOWEST, HIGHEST);
    }

    private static double pictureHeight(Element image) {
        String said = image.attr("height").replace("px", "").strip();
        boolean number = !said.isEmpty() && said.length() < 5 && said.chars().allMatch(Character::isDigit);
        return number ? Integer.parseInt(said) : 120;
    }

    /** For tests and the reader: the allow-list says these tags at most. */
    static Map<String, Set<String>> allowed() {
        return Map.of("tags", TAGS, "attributes", ATTRIBUTES);
    }
}
