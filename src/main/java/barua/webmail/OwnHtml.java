package barua.webmail;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/** What our editor wrote, before it goes out: a few tags, no style of the page it was typed in. */
final class OwnHtml {

    private static final Safelist TAGS = new Safelist()
            .addTags("p", "div", "br", "b", "strong", "i", "em", "u", "s", "ul", "ol", "li", "blockquote", "pre", "code", "h3", "h4", "hr", "sub", "sup",
            "table", "tbody", "tr", "td", "th")
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
}
