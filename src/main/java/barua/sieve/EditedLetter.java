package barua.sieve;

import barua.message.Content;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.HeaderWriter;
import barua.message.Headers;
import barua.message.MimeParser;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The letter as a script has made it so far (RFC 5293, RFC 5703). Nothing of its body is held: what comes of it is put together out of ranges of
 * the letter that came and of what was added, when it is read. Header and structure are read when somebody asks, once. The fields that
 * the server put in front stay there.
 */
final class EditedLetter {

    static final int LONGEST_VALUE = 16 * 1024;      // characters of a field that is added
    private static final int MOST_ADDED = 200;
    private static final int FIRST_LOOK = 16 * 1024; // bytes: most headers are shorter
    private static final int LAST_LOOK = 2 << 20;    // past what any header reader takes
    private static final int AHEAD = 4096;           // beyond the last line of a header, to see that it was the last

    /** RFC 5293 §5: what tells of the way of a letter, and what stops loops. */
    private static final Set<String> NOT_DELETED = Set.of("received", "auto-submitted", "return-path", "delivered-to");
    private static final Set<String> NOT_ADDED = Set.of("received", "return-path", "delivered-to");

    private final Content original;
    private final int returnPath;
    private Content base;                  // what header and structure are read from
    private HeaderBlock header;
    private int front;                     // lines that the server put there
    private int ownReturnPath;             // of these, what no reader but a mailbox sees
    private long bodyStart;
    private boolean headerChanged;
    private int added;
    private Entity root;
    private List<String> raw;
    private Content made;                  // of what was edited so far; null where something came after it
    private Optional<Content> beforeEnclosure = Optional.empty();

    EditedLetter(Content content, int returnPath) {
        this.original = content;
        this.base = content;
        this.returnPath = returnPath;
    }

    // ---- what it is

    boolean edited() {
        return base != original || headerChanged || root != null && root.changed();
    }

    /** Whole; empty where nobody changed anything. The same object until something is changed again. */
    Optional<Content> content() throws IOException {
        if (!edited()) {
            return Optional.empty();
        }
        if (made == null) {
            made = headerChanged || root != null && root.changed() ? compose() : base;
        }
        return Optional.of(made);
    }

    /** What is redirected: as it was before it was enclosed (RFC 5703 §6). */
    Optional<Content> forRedirect() throws IOException {
        return beforeEnclosure.isPresent() ? beforeEnclosure.filter(content -> content != original) : content();
    }

    /** Its header without the server's Return-Path. */
    Headers headers() throws IOException {
        List<HeaderBlock.Line> lines = header().lines();
        return new HeaderBlock(lines.subList(ownReturnPath, lines.size()), "", true).headers();
    }

    /** The whole as a part, with all its parts. */
    Entity root() throws IOException {
        if (root == null) {
            MimeParser.Message message = MimeParser.parse(base);
            root = Entity.root(base, message.root(), message.headers());
        }
        return root;
    }

    /** The undecoded body (RFC 5173 §5.1). */
    List<String> raw() throws IOException {
        if (raw == null || root().changed()) {
            raw = BodyTexts.raw(root());
        }
        return raw;
    }

    // ---- header

    /** RFC 5293 §4. What is protected is left alone. @throws IllegalArgumentException with words, where that is no field */
    void add(String name, String value, boolean last) throws IOException {
        if (NOT_ADDED.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        if (value.length() > LONGEST_VALUE) {
            throw new IllegalArgumentException("a header field of more than " + LONGEST_VALUE + " characters");
        }
        if (++added > MOST_ADDED) {
            throw new IllegalArgumentException("more than " + MOST_ADDED + " header fields were added");
        }
        var lines = new ArrayList<>(header().lines());
        lines.add(last ? lines.size() : front, line(name, value));
        header(lines);
    }

    /**
     * RFC 5293 §5.
     *
     * @param index only that occurrence, from 1; empty for all
     * @param last  count from the end
     */
    void delete(String name, OptionalLong index, boolean last, Predicate<HeaderField> matches) throws IOException {
        if (NOT_DELETED.contains(name.toLowerCase(Locale.ROOT))) {
            return;
        }
        var lines = new ArrayList<>(header().lines());
        List<HeaderBlock.Line> named = lines.stream().filter(line -> line.field().filter(field -> field.is(name)).isPresent()).toList();
        List<HeaderBlock.Line> considered = named;
        if (index.isPresent()) {
            long at = last ? named.size() - index.getAsLong() : index.getAsLong() - 1;
            considered = at < 0 || at >= named.size() ? List.of() : List.of(named.get((int) at));
        }
        List<HeaderBlock.Line> unwanted = considered.stream().filter(line -> matches.test(line.field().orElseThrow())).toList();
        if (lines.removeIf(line -> unwanted.stream().anyMatch(one -> one == line))) {
            header(lines);
        }
    }

    /** Whether that can be the name of a field (RFC 5322 §3.6.8). */
    static boolean isName(String name) {
        return !name.isEmpty() && name.length() <= 200 && name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':');
    }

    static HeaderBlock.Line line(String name, String value) {
        String flat = value.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining(" "));
        boolean ascii = flat.chars().allMatch(c -> c >= ' ' && c < 127 || c == '\t');
        String written;
        try {
            written = ascii ? HeaderWriter.structured(name, flat) : HeaderWriter.text(name, flat);
        } catch (IllegalArgumentException unfoldable) {
            written = HeaderWriter.text(name, flat);
        }
        return new HeaderBlock.Line(Optional.of(new HeaderField(name, " " + written)), name + ": " + written + "\r\n");
    }

    // ---- body

    /**
     * RFC 5703 §5. Of a part that holds the whole letter the fields that tell of MIME are replaced, too.
     *
     * @param entity header, empty line and body
     */
    void replace(Entity part, byte[] entity) throws IOException {
        part.replace(entity);
        if (part == root) {
            var lines = new ArrayList<>(header().lines());
            lines.removeIf(line -> line.field().filter(field -> aboutMime(field.name())).isPresent());
            lines.add(line("MIME-Version", "1.0"));
            byte[] head = part.source().bytes(0, (int) part.part().bodyStart());
            HeaderBlock.parse(head).lines().stream().filter(line -> line.field().filter(field -> aboutMime(field.name())).isPresent()
                    && !line.field().get().is("MIME-Version")).forEach(lines::add);
            header(lines);
        }
        made = null;
    }

    private static boolean aboutMime(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("content-") || lower.equals("mime-version");
    }

    /** Puts a field in place of the ones of that name, which are kept as {@code Original-} fields (RFC 5703 §5). */
    void instead(String name, String value) throws IOException {
        var lines = new ArrayList<HeaderBlock.Line>();
        for (HeaderBlock.Line line : header().lines()) {
            lines.add(line.field().filter(field -> field.is(name)).map(field -> new HeaderBlock.Line(
                    Optional.of(new HeaderField("Original-" + field.name(), field.raw())), "Original-" + line.text())).orElse(line));
        }
        lines.add(line(name, value));
        header(lines);
    }

    /** RFC 5703 §6: the letter becomes the second part of a new one. */
    void enclose(Enclosure enclosure) throws IOException {
        Content whole = content().orElse(base);
        beforeEnclosure = beforeEnclosure.or(() -> Optional.of(whole));
        List<HeaderBlock.Line> lines = new ArrayList<>(header().lines().subList(0, front));
        lines.addAll(enclosure.header(headers()));
        byte[] head = new HeaderBlock(lines, "\r\n", true).bytes();
        base = enclosure.around(head, whole.behind(returnPath));
        header = null;
        root = null;
        raw = null;
        headerChanged = false;
        made = null;
    }

    // ---- how

    private HeaderBlock header() throws IOException {
        if (header == null) {
            readHeader();
        }
        return header;
    }

    private void header(List<HeaderBlock.Line> lines) {
        header = new HeaderBlock(lines, "\r\n", true);
        headerChanged = true;
        made = null;
    }

    /** Without reading the body: as much as shows where the header ends. */
    private void readHeader() throws IOException {
        HeaderBlock block;
        byte[] look;
        int length = FIRST_LOOK;
        do {
            look = base.bytes(0, length);
            block = HeaderBlock.parse(look);
            length *= 4;
        } while (block.rest().length() < AHEAD && look.length == length / 4 && length / 4 < LAST_LOOK);
        String rest = block.rest();
        bodyStart = look.length - rest.length() + (rest.startsWith("\r\n") ? 2 : rest.startsWith("\n") ? 1 : 0);
        header = new HeaderBlock(block.lines(), "\r\n", block.whole());
        ownReturnPath = 0;
        for (int bytes = 0; bytes < returnPath && ownReturnPath < header.lines().size(); ownReturnPath++) {
            bytes += header.lines().get(ownReturnPath).text().length();
        }
        boolean stamped = ownReturnPath < header.lines().size() && header.lines().get(ownReturnPath).field().filter(field -> field.is("Received")).isPresent();
        front = ownReturnPath + (stamped ? 1 : 0);
    }

    private Content compose() throws IOException {
        header();
        var parts = new ArrayList<Content>();
        StringBuilder head = new StringBuilder();
        header.lines().forEach(line -> head.append(line.text()).append(line.text().endsWith("\n") ? "" : "\r\n"));
        parts.add(Content.of(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1)));
        if (root == null || !root.changed()) {
            parts.add(base.slice(bodyStart, base.size() - bodyStart));
        } else {
            root.writeBody(parts);
        }
        return Content.joined(parts);
    }
}
