package barua.webmail;

import java.util.Optional;
import java.util.Set;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * The third tier of showing mail (ui.md §13): designed HTML, reduced to an allow-list of tags, attributes and style. It is shown in a
 * frame without scripts; this class is the first wall, the frame and its own policy are the second and third.
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

    private static final int MOST_SHEETS = 50;

    static final Set<String> TAGS = Set.of("a", "abbr", "address", "article", "b", "bdi", "bdo", "big", "blockquote", "br", "caption", "center", "cite",
            "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5",
            "h6",
            "header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "ol", "p", "pre", "q", "s", "samp", "section", "small", "span", "strike", "strong",
            "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "wbr");
    /** Gone with all that is in them; any other unknown tag leaves its content. */
    static final Set<String> SILENT = Set.of("script", "style", "head", "title", "iframe", "frame", "frameset", "object", "embed", "applet", "svg", "math",
            "template", "noscript", "select", "textarea", "audio", "video", "canvas", "map", "portal", "xml");
    static final Set<String> ATTRIBUTES = Set.of("align", "alt", "bgcolor", "border", "cellpadding", "cellspacing", "class", "color", "cols", "colspan",
            "dir", "face", "height", "id", "lang", "nowrap", "rowspan", "rules", "size", "span", "start", "style", "title", "type", "valign", "width", "href",
            "src");

    private Sanitizer() {
    }

    static Clean clean(String html, Pictures pictures) {
        Document document = Jsoup.parse(html);
        StringBuilder sheets = new StringBuilder();
        document.select("style").stream().limit(MOST_SHEETS).forEach(style -> sheets.append(CssFilter.sheet(style.data())));
        String ground = document.body().attr("bgcolor");
        String style = (ground.matches("#?[a-zA-Z0-9]{3,20}") ? "background-color:" + ground + ";" : "")
                + CssFilter.declarations(document.body().attr("style"));
        CleanWriter writer = new CleanWriter(pictures);
        document.body().traverse(writer);
        String page = page(sheets.toString(), style, writer.html());
        boolean small = page.length() <= LONGEST_SMALL && writer.elements() <= MOST_SMALL;
        return new Clean(page, writer.blocked(), writer.trackers(), writer.height(), small);
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

    /** White paper in every theme: designed mail chose its own colours for it. */
    private static String page(String sheets, String bodyStyle, String body) {
        return "<!doctype html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><style>"
                + "html{background:#fff}body{margin:0;padding:8px;background:#fff;color:#1b2226;font:15px/1.6 system-ui,Segoe UI,Roboto,Noto Sans,"
                + "sans-serif;overflow-wrap:anywhere}"
                + "img{max-width:100%;height:auto}table{max-width:100%;overflow-wrap:break-word}"
                + ".barua-blocked{display:inline-block;min-width:24px;min-height:18px;padding:0 6px;"
                + "border:1px dashed #86827a;"
                + "border-radius:6px;font:12px/18px system-ui;color:#5f676c}.barua-host{padding:0 4px;border:1px solid #a3470f;border-radius:4px;"
                + "color:#a3470f;font-size:11px}"
                + "</style><style>" + sheets.replace("</", "") + "</style></head><body style=\"" + Html.escape(bodyStyle) + "\">" + body + "</body></html>";
    }
}
