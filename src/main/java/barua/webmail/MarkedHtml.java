package barua.webmail;

import barua.search.Wanted;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Marks words in HTML of our own making, where all that is text is escaped: between its tags, never within. The first mark has a name to go to. */
final class MarkedHtml {

    /** Tags, references to characters, and text that holds neither. */
    private static final Pattern PIECE = Pattern.compile("<[^>]*>|&[#a-zA-Z0-9]{1,10};|[^<&]+|[<&]");
    /** Where the body of a page begins: its styles hold no end of a tag. */
    private static final String BODY = "</head><body";
    private static final int MOST = 300;
    /** Letters that are looked through. */
    private static final int LONGEST = 400_000;

    private final List<Wanted.Words> sought;
    private int marks;

    MarkedHtml(List<Wanted.Words> sought) {
        this.sought = List.copyOf(sought);
    }

    /** Whether something was marked so far, in any of the texts. */
    boolean any() {
        return marks > 0;
    }

    int count() {
        return marks;
    }

    /** Of a whole page what stands in its body. */
    String page(String html) {
        int body = html.indexOf(BODY);
        return body < 0 ? html : html.substring(0, body) + marked(html.substring(body));
    }

    String marked(String html) {
        if (sought.isEmpty()) {
            return html;
        }
        StringBuilder out = new StringBuilder(html.length() + 100);
        Matcher piece = PIECE.matcher(html);
        int at = 0;
        while (marks < MOST && at < LONGEST && piece.find()) {
            char first = html.charAt(piece.start());
            if (first == '<' || first == '&') {
                out.append(html, piece.start(), piece.end());
            } else {
                text(piece.group(), out);
            }
            at = piece.end();
        }
        return out.append(html, at, html.length()).toString();
    }

    /** What was escaped before is so still: no piece of it holds a sign of HTML. */
    private void text(String text, StringBuilder out) {
        String begin = text.substring(0, Math.min(text.length(), LONGEST));
        for (Marked.Piece piece : Marked.whole(begin, sought).pieces()) {
            if (piece.mark() && marks < MOST) {
                out.append(marks++ == 0 ? "<mark id=\"" + FoundLink.MARK + "\">" : "<mark>").append(piece.text()).append("</mark>");
            } else {
                out.append(piece.text());
            }
        }
        out.append(text, begin.length(), text.length());
    }
}
