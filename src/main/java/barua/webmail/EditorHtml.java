package barua.webmail;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * A letter's HTML between the letter and our editor. What its writer types keeps a few tags ({@link OwnHtml}); a letter that is passed on stands
 * in a block of its own and keeps its tables, styles and pictures, as far as they cannot reach out of their place.
 * <p>
 * In the letter such a block is {@code <div class="barua-forwarded">}, its pictures are {@code cid:} and {@code https:}. In the editor it is
 * {@code <div data-forwarded>}; a picture of the letter has an address of ours and says where it lies ({@code data-from}, {@code data-cid}), one from
 * the web has no address at all ({@code data-away}): opening the editor tells nobody that the letter was read.
 */
final class EditorHtml {

    /** A picture of a letter. @param address under which the editor loads it. @param from where it lies, see {@link Place} */
    record Picture(String address, String from) {
    }

    /** A picture that the letter shows. @param contentId without brackets. @param from where it lay when the editor was opened */
    record Shown(String contentId, String from) {
    }

    /** @param pictures which the letter must carry */
    record Written(String html, List<Shown> pictures) {
    }

    private static final String MARK = "barua-forwarded";
    private static final int LARGEST_IN_ADDRESS = 200_000;
    private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9.!#$&'*+/=?^_{|}~@-]{1,200}");
    private static final Safelist TAGS = new Safelist()
            .addTags("a", "abbr", "address", "b", "big", "blockquote", "br", "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div",
            "dl", "dt",
                    "em", "font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span",
                    "strike",
                    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul")
            .addAttributes(":all", "style", "align", "valign", "bgcolor", "width", "height", "border", "cellpadding", "cellspacing", "colspan", "rowspan",
            "color",
                    "face", "size", "dir", "lang", "title")
            .addAttributes("img", "alt", "src", "data-from", "data-cid", "data-away")
            .addAttributes("a", "href").addProtocols("a", "href", "http", "https", "mailto");

    private EditorHtml() {
    }

    /** The block in which a letter is passed on. */
    static String forwarded(String html, Function<String, Optional<Picture>> byContentId) {
        Element block = tidied(html);
        block.select("img").forEach(image -> open(image, byContentId));
        return "<div data-forwarded=\"\">" + block.html() + "</div>";
    }

    /** A draft's HTML for the editor. */
    static String opened(String html, Function<String, Optional<Picture>> byContentId) {
        return apart(html, block -> forwarded(block, byContentId));
    }

    /** What the editor holds, for the letter. */
    static Written written(String html) {
        Map<String, Shown> pictures = new LinkedHashMap<>();
        String out = apart(html, block -> {
            Element inside = tidied(block);
            inside.select("img").forEach(image -> close(image, pictures));
            return "<div class=\"" + MARK + "\">" + inside.html() + "</div>";
        });
        return new Written(out, List.copyOf(pictures.values()));
    }

    /** What is in the body of a whole document, with the document's styles written into it. */
    static String body(String document) {
        Document whole = parse(document);
        StyleInliner.inline(whole);
        return whole.body().html();
    }

    /** The Content-IDs of pictures that the editor shows. */
    static List<String> contentIds(String editor) {
        return Jsoup.parse(editor).select("img[data-cid]").eachAttr("data-cid");
    }

    /** The writer's own part cleaned, each block passed on handled by itself. */
    private static String apart(String html, Function<String, String> block) {
        Document document = parse(html);
        Map<String, String> blocks = new LinkedHashMap<>();
        for (Element found : new ArrayList<>(document.body().select("div[data-forwarded], div." + MARK))) {
            boolean outermost = found.parents().stream().noneMatch(parent -> parent.hasAttr("data-forwarded") || parent.hasClass(MARK));
            if (outermost) {
                String token = UUID.randomUUID().toString();
                blocks.put(token, block.apply(found.html()));
                found.replaceWith(new Element("div").text(token));
            }
        }
        String own = OwnHtml.clean(document.body().html());
        for (Map.Entry<String, String> one : blocks.entrySet()) {
            own = own.replace("<div>" + one.getKey() + "</div>", one.getValue());
        }
        return own;
    }

    private static Element tidied(String html) {
        Document document = parse(html);
        document.select("style, script, head, title, template, noscript, svg, math, iframe, object, embed, form, input, button, select, textarea").remove();
        Document clean = new Cleaner(TAGS).clean(document);
        clean.outputSettings().prettyPrint(false);
        for (Element styled : clean.body().select("[style]")) {
            String kept = CssFilter.declarations(styled.attr("style"));
            if (kept.isEmpty()) {
                styled.removeAttr("style");
            } else {
                styled.attr("style", kept);
            }
        }
        return clean.body();
    }

    private static Document parse(String html) {
        Document document = Jsoup.parse(html);
        document.outputSettings().prettyPrint(false);
        return document;
    }

    private static void open(Element image, Function<String, Optional<Picture>> byContentId) {
        String source = image.attr("src").strip();
        String away = image.attr("data-away");
        List.of("src", "data-from", "data-cid", "data-away").forEach(image::removeAttr);
        if (source.regionMatches(true, 0, "cid:", 0, 4)) {
            String id = source.substring(4).strip();
            Optional<Picture> picture = byContentId.apply(id);
            if (picture.isEmpty()) {
                image.remove();
            } else {
                image.attr("src", picture.get().address()).attr("data-from", picture.get().from()).attr("data-cid", id);
            }
        } else if (isWeb(source) || isWeb(away)) {
            image.attr("data-away", isWeb(source) ? source : away);
        } else if (isData(source)) {
            image.attr("src", source);
        } else {
            image.remove();
        }
    }

    private static void close(Element image, Map<String, Shown> pictures) {
        String source = image.attr("src").strip();
        String from = image.attr("data-from");
        String id = image.attr("data-cid");
        String away = image.attr("data-away");
        List.of("src", "data-from", "data-cid", "data-away").forEach(image::removeAttr);
        if (Place.of(from).isPresent()) {
            String known = CONTENT_ID.matcher(id).matches() ? id : UUID.randomUUID() + "@barua";
            pictures.putIfAbsent(known, new Shown(known, from));
            image.attr("src", "cid:" + known);
        } else if (isWeb(away)) {
            image.attr("src", away);
        } else if (isData(source)) {
            image.attr("src", source);
        } else {
            image.remove();
        }
    }

    private static boolean isWeb(String address) {
        return address.matches("(?i)https?://[^\\s\"<>]{1,4000}");
    }

    private static boolean isData(String address) {
        return address.length() < LARGEST_IN_ADDRESS && address.matches("data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\\s]*");
    }
}
