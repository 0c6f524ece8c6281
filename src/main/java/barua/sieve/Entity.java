package barua.sieve;

import barua.message.Content;
import barua.message.HeaderBlock;
import barua.message.HtmlToText;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.MimePart;
import barua.message.PartReader;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A MIME part of the letter that a script looks at, perhaps replaced by it (RFC 5703). What nobody touched is given on as the bytes that it is; header
 * and text are read when somebody asks, and once.
 */
final class Entity {

    static final int LONGEST_TEXT = 1 << 20;            // characters of one part that are looked at
    private static final int LONGEST_HEADER = 1 << 20;  // as the parser has it

    private final long from;      // where it stood in what it is a part of
    private final long to;
    private Content source;
    private MimePart part;
    private boolean replaced;
    private boolean gone;
    private List<Entity> parts;
    private Headers headers;
    private HeaderView view;
    private String words;
    private String text;

    private Entity(Content source, MimePart part) {
        this.source = source;
        this.part = part;
        this.from = part.headerStart();
        this.to = part.bodyEnd();
    }

    /** @param headers of the part, known already */
    static Entity root(Content source, MimePart part, Headers headers) {
        var root = new Entity(source, part);
        root.headers = headers;
        return root;
    }

    MimePart part() {
        return part;
    }

    Content source() {
        return source;
    }

    /** Whether what it stood in was replaced: no loop comes to it any more. */
    boolean gone() {
        return gone;
    }

    /** The parts of a multipart, or the message in a message/rfc822. */
    List<Entity> parts() {
        if (parts == null) {
            parts = new ArrayList<>();
            part.children().forEach(child -> parts.add(new Entity(source, child)));
            part.message().ifPresent(inside -> parts.add(root(source, inside.root(), inside.headers())));
        }
        return parts;
    }

    /** Itself and all below it, in their order. */
    List<Entity> all() {
        var all = new ArrayList<Entity>();
        walk(all::add);
        return all;
    }

    private void walk(Consumer<Entity> visitor) {
        visitor.accept(this);
        parts().forEach(below -> below.walk(visitor));
    }

    Headers headers() throws IOException {
        if (headers == null) {
            int length = (int) Math.min(part.bodyStart() - part.headerStart(), LONGEST_HEADER);
            headers = HeaderBlock.parse(source.bytes(part.headerStart(), length)).headers();
        }
        return headers;
    }

    /** Its fields by name. */
    HeaderView view() throws IOException {
        if (view == null) {
            view = new HeaderView(headers());
        }
        return view;
    }

    /** The body without its transfer encoding and in Unicode, as a script's strings have it: lines end in CRLF. At most {@link #LONGEST_TEXT} of it. */
    String words() throws IOException {
        if (words == null) {
            words = withCrlf(PartReader.text(source, part, LONGEST_TEXT));
        }
        return words;
    }

    /** The same as people read it: of HTML the text. */
    String text() throws IOException {
        if (text == null) {
            boolean html = part.is("text", "html") || part.is("application", "xhtml+xml");
            text = html ? withCrlf(HtmlToText.text(words())) : words();
        }
        return text;
    }

    static String withCrlf(String text) {
        return text.indexOf('\n') < 0 ? text : text.replace("\r\n", "\n").replace("\n", "\r\n");
    }

    /** Puts another entity in its place: header, empty line and body. */
    void replace(byte[] entity) throws IOException {
        parts().forEach(below -> below.walk(one -> one.gone = true));
        source = Content.of(entity);
        MimeParser.Message message = MimeParser.parse(source);
        part = message.root();
        headers = message.headers();
        view = null;
        replaced = true;
        parts = null;
        words = null;
        text = null;
    }

    /** Whether its bytes are other ones than those that came. */
    boolean changed() {
        return replaced || parts != null && parts.stream().anyMatch(Entity::changed);
    }

    /** Its header and body as they are now. */
    void write(List<Content> out) {
        copy(part.headerStart(), out);
    }

    /** Its body as it is now. */
    void writeBody(List<Content> out) {
        copy(part.bodyStart(), out);
    }

    private void copy(long begin, List<Content> out) {
        long at = begin;
        for (Entity below : parts == null ? List.<Entity>of() : parts) {
            if (below.changed()) {
                slice(at, below.from, out);
                below.write(out);
                at = below.to;
            }
        }
        slice(at, part.bodyEnd(), out);
    }

    private void slice(long begin, long end, List<Content> out) {
        if (end > begin) {
            out.add(source.slice(begin, end - begin));
        }
    }
}
