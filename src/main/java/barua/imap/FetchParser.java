package barua.imap;

import barua.imap.FetchItem.Known;
import barua.imap.FetchItem.Partial;
import barua.imap.FetchItem.Section;
import barua.imap.FetchItem.What;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** The grammar of what FETCH asks for: {@code fetch-att}, macros, sections and modifiers (RFC 9051 §9, RFC 3501 §9, RFC 7162 §7). */
final class FetchParser {

    /** A section that names more fields than this is refused. */
    private static final int MOST_FIELDS = 500;
    private static final int DEEPEST_PART = 60;   // more than MimeParser looks into

    private static final FetchItem ENVELOPE = new FetchItem.Envelope();
    private static final What EVERYTHING = new What.Everything();

    private final ImapLexer in;

    private FetchParser(ImapLexer in) {
        this.in = in;
    }

    static FetchRequest parse(ImapLexer in) throws SyntaxException {
        return new FetchParser(in).request();
    }

    private FetchRequest request() throws SyntaxException {
        List<FetchItem> items = in.peek() == '(' ? in.list(this::item) : macroOrItem();
        if (items.isEmpty()) {
            throw new SyntaxException("FETCH of nothing");
        }
        OptionalLong changedSince = OptionalLong.empty();
        boolean vanished = false;
        if (in.skip(' ')) {
            for (Modifier modifier : in.list(this::modifier)) {
                changedSince = modifier.changedSince.isPresent() ? modifier.changedSince : changedSince;
                vanished |= modifier.vanished;
            }
        }
        return new FetchRequest(items.stream().distinct().toList(), changedSince, vanished);
    }

    private record Modifier(OptionalLong changedSince, boolean vanished) {
    }

    private Modifier modifier() throws SyntaxException {
        String name = in.word();
        switch (name) {
            case "CHANGEDSINCE" -> {
                in.space();
                return new Modifier(OptionalLong.of(in.number64()), false);
            }
            case "VANISHED" -> {
                return new Modifier(OptionalLong.empty(), true);
            }
            default -> throw new SyntaxException("unknown FETCH modifier " + SyntaxException.quote(name));
        }
    }

    private List<FetchItem> macroOrItem() throws SyntaxException {
        // RFC 9051 §6.4.5: macros stand alone.
        if (in.take("ALL")) {
            return List.of(Known.FLAGS, Known.INTERNALDATE, Known.SIZE, ENVELOPE);
        }
        if (in.take("FAST")) {
            return List.of(Known.FLAGS, Known.INTERNALDATE, Known.SIZE);
        }
        if (in.take("FULL")) {
            return List.of(Known.FLAGS, Known.INTERNALDATE, Known.SIZE, ENVELOPE, new FetchItem.Structure(false));
        }
        return List.of(item());
    }

    private FetchItem item() throws SyntaxException {
        String name = in.name();
        return switch (name) {
            case "FLAGS" -> Known.FLAGS;
            case "INTERNALDATE" -> Known.INTERNALDATE;
            case "RFC822.SIZE" -> Known.SIZE;
            case "UID" -> Known.UID;
            case "MODSEQ" -> Known.MODSEQ;
            case "ENVELOPE" -> ENVELOPE;
            case "BODYSTRUCTURE" -> new FetchItem.Structure(true);
            case "BODY" -> in.peek() == '[' ? body(false) : new FetchItem.Structure(false);
            case "BODY.PEEK" -> body(true);
            case "BINARY" -> binary(false);
            case "BINARY.PEEK" -> binary(true);
            case "BINARY.SIZE" -> {
                List<Integer> part = bracketedPart();
                yield new FetchItem.BinarySize("BINARY.SIZE[" + dotted(part) + "]", part);
            }
            // RFC 3501 §6.4.5: the names of old.
            case "RFC822" -> old(name, EVERYTHING, false);
            case "RFC822.HEADER" -> old(name, new What.Header(), true);
            case "RFC822.TEXT" -> old(name, new What.Text(), false);
            default -> throw new SyntaxException("unknown FETCH item " + SyntaxException.quote(name));
        };
    }

    private static FetchItem old(String label, What what, boolean peek) {
        return new FetchItem.Body(label, new Section(List.of(), what), peek, Optional.empty());
    }

    private FetchItem body(boolean peek) throws SyntaxException {
        in.expect('[');
        List<Integer> part = new ArrayList<>();
        What what = section(part);
        in.expect(']');
        String label = "BODY[" + dotted(part) + (part.isEmpty() || what.equals(EVERYTHING) ? "" : ".") + label(what) + "]";
        return new FetchItem.Body(label, new Section(List.copyOf(part), what), peek, partial());
    }

    private FetchItem binary(boolean peek) throws SyntaxException {
        List<Integer> part = bracketedPart();
        return new FetchItem.Binary("BINARY[" + dotted(part) + "]", part, peek, partial());
    }

    private List<Integer> bracketedPart() throws SyntaxException {
        in.expect('[');
        List<Integer> part = new ArrayList<>();
        if (in.isDigit()) {
            numbers(part);
        }
        in.expect(']');
        return List.copyOf(part);
    }

    /** Reads {@code 1.2.HEADER.FIELDS (...)}: the numbers into {@code part}, the rest as what is meant. */
    private What section(List<Integer> part) throws SyntaxException {
        if (in.peek() == ']') {
            return EVERYTHING;
        }
        if (in.isDigit() && numbers(part)) {
            return EVERYTHING;
        }
        String name = in.name();
        return switch (name) {
            case "HEADER" -> new What.Header();
            case "HEADER.FIELDS" -> new What.Fields(fields(), false);
            case "HEADER.FIELDS.NOT" -> new What.Fields(fields(), true);
            case "TEXT" -> new What.Text();
            case "MIME" -> {
                if (part.isEmpty()) {
                    throw new SyntaxException("MIME needs a part");
                }
                yield new What.Mime();
            }
            default -> throw new SyntaxException("unknown section " + SyntaxException.quote(name));
        };
    }

    /** @return whether the section ends after the numbers, rather than going on with a dot and a word */
    private boolean numbers(List<Integer> part) throws SyntaxException {
        while (true) {
            part.add((int) Math.min(in.positive(), Integer.MAX_VALUE));
            if (part.size() > DEEPEST_PART) {
                throw new SyntaxException("a part lies too deep");
            }
            if (!in.skip('.')) {
                return true;
            }
            if (!in.isDigit()) {
                return false;
            }
        }
    }

    private List<String> fields() throws SyntaxException {
        in.space();
        List<String> names = in.list(() -> new String(in.astring(), StandardCharsets.UTF_8));
        if (names.isEmpty() || names.size() > MOST_FIELDS) {
            throw new SyntaxException("no fields, or too many");
        }
        // They come back in the label, inside a line.
        if (names.stream().anyMatch(name -> name.isEmpty() || !name.chars().allMatch(c -> ImapLexer.isAtom(c) || c == ']'))) {
            throw new SyntaxException("not a field's name");
        }
        return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }

    private Optional<Partial> partial() throws SyntaxException {
        if (!in.skip('<')) {
            return Optional.empty();
        }
        long from = in.number64();
        in.expect('.');
        long length = in.number64();
        in.expect('>');
        if (length == 0) {
            throw new SyntaxException("a partial of no bytes");
        }
        return Optional.of(new Partial(from, length));
    }

    private static String dotted(List<Integer> part) {
        return String.join(".", part.stream().map(String::valueOf).toList());
    }

    private static String label(What what) {
        return switch (what) {
            case What.Everything() -> "";
            case What.Header() -> "HEADER";
            case What.Text() -> "TEXT";
            case What.Mime() -> "MIME";
            case What.Fields(var names, var except) -> "HEADER.FIELDS" + (except ? ".NOT" : "") + " (" + String.join(" ", names) + ")";
        };
    }
}
