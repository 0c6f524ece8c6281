package barua.sieve;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A script as people edit it by forms: its rules in order, and the pieces that somebody wrote by hand. The script itself is all that is stored.
 * What a change does not touch stays as it is, byte for byte: comments, blank lines, what somebody else's program wrote. Unchangeable: every change gives
 * a new one. What rules need is required in a line of its own with a comment that says so; lines of others are left alone.
 */
public final class RuleSheet {

    private static final String OWN = "# for the rules made by form";

    private final String text;
    private final Optional<byte[]> undecodable;
    private final Optional<Complaint> problem;
    private final PieceCutter.Cut cut;
    private final List<Entry> entries;
    private final Optional<Clause> ownRequire;
    private final TreeSet<String> foreign = new TreeSet<>();
    private final TreeSet<String> own = new TreeSet<>();
    private final Quoting quoting;
    private final int[] lineEnds;

    /** One thing in a script that stands for itself. */
    public sealed interface Part permits Rule, VacationNote, Forwarding, Verbatim {

        /** May be empty. */
        String name();

        boolean enabled();
    }

    /**
     * A part where it stands.
     *
     * @param text     with the comments right above it
     * @param line     of its first command, from 1
     * @param lastLine of its last command
     */
    public record Entry(Part part, String text, int line, int lastLine) {
    }

    private RuleSheet(String text, Optional<byte[]> undecodable) {
        this.text = text;
        this.undecodable = undecodable;
        this.lineEnds = IntStream.range(0, text.length()).filter(i -> text.charAt(i) == '\n').toArray();
        var complaints = new Complaints("");
        List<Clause> clauses = List.of();
        if (undecodable.isPresent()) {
            complaints.add(1, 1, "this is not UTF-8");
        } else if (text.length() > Limits.DEFAULT.size()) {
            complaints.add(1, 1, "the script is longer than " + Limits.DEFAULT.size() + " letters");
        } else {
            clauses = Parser.parse(text, complaints, Limits.DEFAULT.nesting()).clauses();
        }
        this.problem = complaints.first();
        this.cut = PieceCutter.cut(text, problem.isPresent() ? List.of() : clauses);
        this.ownRequire = cut.requires().stream().filter(this::isOwn).findFirst();
        for (Clause require : cut.requires()) {
            names(require, ownRequire.filter(mine -> mine == require).isPresent() ? own : foreign);
        }
        this.quoting = Quoting.under(foreign);
        this.entries = problem.isPresent() ? List.of(new Entry(new Verbatim("", true, text, Verbatim.summary(text)), text, 1, lineAt(text.length())))
                : cut.pieces().stream().map(this::entry).toList();
    }

    private boolean isOwn(Clause require) {
        return RuleReader.comment(text, require.to()).filter(comment -> OWN.equals("# " + comment)).isPresent();
    }

    private static void names(Clause require, Collection<String> into) {
        for (Argument argument : require.arguments()) {
            if (argument instanceof Argument.Strings strings) {
                strings.literals().forEach(literal -> into.add(literal.text()));
            }
        }
    }

    private Entry entry(Piece piece) {
        String whole = text.substring(piece.from(), piece.to());
        Part part = new RuleReader(quoting).read(piece, text)
                .orElseGet(() -> new Verbatim(piece.name().orElse(""), enabled(piece), whole, Verbatim.summary(text.substring(piece.codeFrom(), piece.to()))));
        return new Entry(part, whole, piece.clauses().getFirst().line(), lineAt(piece.clauses().getLast().to() - 1));
    }

    private boolean enabled(Piece piece) {
        return piece.clauses().size() > 1 || !piece.branches() || piece.clauses().getFirst().tests().size() != 1
                || RuleReader.asked(piece.clauses().getFirst(), text).enabled();
    }

    private int lineAt(int offset) {
        int found = Arrays.binarySearch(lineEnds, Math.min(offset, text.length()));
        return 1 + (found < 0 ? -found - 1 : found);
    }

    /** Never throws: what cannot be read is one piece by hand, with a {@link #problem}. */
    public static RuleSheet read(byte[] script) {
        try {
            return read(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(script)).toString());
        } catch (CharacterCodingException notUtf8) {
            return new RuleSheet(new String(script, StandardCharsets.UTF_8), Optional.of(script.clone()));
        }
    }

    public static RuleSheet read(String script) {
        return new RuleSheet(script, Optional.empty());
    }

    /** A new script of these parts. */
    public static RuleSheet of(List<? extends Part> parts) {
        RuleSheet none = read("");
        return none.changed(0, 0, parts.stream().map(none::written).collect(Collectors.joining(none.newline())));
    }

    public String text() {
        return text;
    }

    public byte[] bytes() {
        return undecodable.map(byte[]::clone).orElseGet(() -> text.getBytes(StandardCharsets.UTF_8));
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Why no rules could be read. Then there is one entry, and {@link #rewrite} is the only change. */
    public Optional<Complaint> problem() {
        return problem;
    }

    /** Where the vacation note is: of several the first that is on, else the first. */
    public Optional<Integer> vacation() {
        return find(VacationNote.class);
    }

    public Optional<Integer> forwarding() {
        return find(Forwarding.class);
    }

    private Optional<Integer> find(Class<? extends Part> kind) {
        Optional<Integer> first = Optional.empty();
        for (int i = 0; i < entries.size(); i++) {
            if (kind.isInstance(entries.get(i).part())) {
                if (entries.get(i).part().enabled()) {
                    return Optional.of(i);
                }
                first = first.isEmpty() ? Optional.of(i) : first;
            }
        }
        return first;
    }

    /** A piece by hand of that name. */
    public Optional<Integer> byHand(String name) {
        return IntStream.range(0, entries.size()).filter(i -> entries.get(i).part() instanceof Verbatim verbatim && verbatim.name().equals(name)).boxed()
                .findFirst();
    }

    /** Puts the note in place of the one that is there, or above all rules: so it is sent whatever they do with the letter. */
    public RuleSheet with(VacationNote note) {
        return vacation().or(() -> byHand(VacationNote.NAME)).map(at -> replace(at, note)).orElseGet(() -> insert(0, note));
    }

    /** Puts the forwarding in place of the one that is there, or above all rules, below the vacation note. */
    public RuleSheet with(Forwarding forwarding) {
        return forwarding().or(() -> byHand(Forwarding.NAME)).map(at -> replace(at, forwarding))
                .orElseGet(() -> insert(vacation().filter(at -> at == 0).isPresent() ? 1 : 0, forwarding));
    }

    /** @param at from 0 to the number of entries */
    public RuleSheet insert(int at, Part part) {
        readable();
        String written = written(part);
        List<Piece> pieces = cut.pieces();
        if (at < pieces.size()) {
            int before = pieces.get(at).from();
            return changed(before, before, lineBreakBefore(before) + written + newline());
        }
        int behind = pieces.isEmpty() ? text.length() : pieces.getLast().to();
        return changed(behind, behind, lineBreakBefore(behind) + (behind == 0 ? "" : newline()) + written);
    }

    private String lineBreakBefore(int offset) {
        return offset == 0 || text.charAt(offset - 1) == '\n' || text.charAt(offset - 1) == '\ufeff' ? "" : newline();
    }

    /** Writes the part anew, below the comments that stand above it, and with those that stand in it. */
    public RuleSheet replace(int at, Part part) {
        readable();
        Piece piece = cut.pieces().get(at);
        String comments = text.substring(piece.from(), piece.codeFrom());
        String kept = part instanceof Verbatim ? "" : keptLines(comments);
        Remarks remarks = part instanceof Verbatim ? Remarks.NONE : Remarks.of(piece, text, quoting);
        return changed(piece.from(), piece.to(), lineBreakBefore(piece.from()) + kept + written(part, remarks));
    }

    private String keptLines(String comments) {
        return comments.lines().filter(line -> !PieceCutter.MARK.matcher(line.strip()).matches() && !line.strip().startsWith(RuleWriter.LANGUAGES))
                .filter(line -> !line.isBlank()).map(line -> line + newline()).collect(Collectors.joining());
    }

    private String written(Part part) {
        return written(part, Remarks.NONE);
    }

    private String written(Part part, Remarks remarks) {
        String written = new RuleWriter(quoting, newline(), remarks).write(part);
        return written.endsWith("\n") ? written : written + newline();
    }

    /**
     * Puts a text in place of an entry's, as somebody wrote it by hand, or behind all. What it requires is required at the top, where alone it may stand.
     *
     * @param at from 0 to the number of entries
     */
    public RuleSheet rewrite(int at, String byHand) {
        if (problem.isPresent()) {
            return read(byHand);
        }
        RuleSheet given = read(byHand.replaceAll("\r\n|\r|\n", newline()));
        List<Piece> pieces = cut.pieces();
        boolean last = at == pieces.size();
        int from = !last ? pieces.get(at).from() : pieces.isEmpty() ? text.length() : pieces.getLast().to();
        int to = last ? from : pieces.get(at).to();
        String body = given.withoutRequires();
        String whole = lineBreakBefore(from) + (last && from > 0 ? newline() : "") + body + (body.isEmpty() || body.endsWith("\n") ? "" : newline());
        RuleSheet changed = read(text.substring(0, from) + whole + text.substring(to));
        return changed.problem.isPresent() ? changed : changed.requiring(given.required());
    }

    private String withoutRequires() {
        var out = new StringBuilder();
        int end = 0;
        for (Clause require : cut.requires()) {
            out.append(text, end, require.from());
            int line = text.indexOf('\n', require.to());
            boolean alone = line >= 0 && (text.substring(require.to(), line).isBlank() || isOwn(require));
            end = alone ? line + 1 : require.to();
        }
        String rest = out.append(text, end, text.length()).toString();
        return cut.requires().isEmpty() ? rest : rest.stripLeading();
    }

    private TreeSet<String> required() {
        TreeSet<String> required = new TreeSet<>(foreign);
        required.addAll(own);
        return required;
    }

    /** A text by hand as a whole script, with all that is required here. */
    public String alone(String byHand) {
        RuleSheet given = read(byHand.replaceAll("\r\n|\r|\n", newline()));
        TreeSet<String> required = required();
        required.addAll(given.required());
        return (required.isEmpty() ? "" : require(required) + ";" + newline()) + given.withoutRequires();
    }

    /** A part as it would stand in this script. */
    public String text(Part part) {
        return written(part);
    }

    /** The line above a part that gives it its name. */
    public static String mark(String name) {
        return RuleWriter.mark(name) + "\n";
    }

    /** A rule's name as it can stand in a script. */
    public static String plainName(String name) {
        return RuleName.ofRule(name);
    }

    /** The names of all commands and tests in it, those within blocks too. */
    public Set<String> words() {
        Set<String> words = new TreeSet<>();
        cut.pieces().forEach(piece -> piece.clauses().forEach(clause -> words(clause, words)));
        return words;
    }

    private static void words(Clause clause, Set<String> into) {
        into.add(clause.name());
        clause.tests().forEach(test -> words(test, into));
        clause.block().ifPresent(block -> block.forEach(inner -> words(inner, into)));
    }

    /** Takes an entry out, and the blank lines behind it. */
    public RuleSheet remove(int at) {
        readable();
        List<Piece> pieces = cut.pieces();
        boolean last = at == pieces.size() - 1;
        int from = pieces.get(at).from();
        int to = pieces.get(at).to();
        int next = last ? text.length() : pieces.get(at + 1).from();
        int before = at == 0 ? cut.requiresEnd() : pieces.get(at - 1).to();
        if (text.substring(to, next).isBlank()) {
            to = next;
        }
        if (last && before <= from && text.substring(before, from).isBlank()) {
            from = before;
        }
        boolean merging = !last && at > 0 && from == before && !pieces.get(at - 1).branches() && !pieces.get(at + 1).branches();
        return changed(from, to, (to < text.length() ? lineBreakBefore(from) : "") + (merging ? newline() : ""));
    }

    /** Moves an entry to where another is; those between make room. What stands between the pieces stays where it is. */
    public RuleSheet move(int from, int to) {
        readable();
        List<Piece> order = new ArrayList<>(cut.pieces());
        order.add(to, order.remove(from));
        var out = new StringBuilder();
        int end = 0;
        for (int i = 0; i < order.size(); i++) {
            Piece slot = cut.pieces().get(i);
            out.append(text, end, slot.from());
            boolean lineBegins = out.isEmpty() || out.charAt(out.length() - 1) == '\n' || out.charAt(out.length() - 1) == '\ufeff';
            boolean same = order.get(i) == slot;
            boolean apart = slot.from() > end || i == 0 || order.get(i).branches() || order.get(i - 1).branches();
            out.append(lineBegins || same ? "" : newline()).append(apart ? "" : newline());
            out.append(text, order.get(i).from(), order.get(i).to());
            end = slot.to();
        }
        boolean open = !out.isEmpty() && out.charAt(out.length() - 1) != '\n';
        return read(out.append(open && end < text.length() ? newline() : "").append(text, end, text.length()).toString());
    }

    /** Whether it can be switched off and on. */
    public boolean switchable(int at) {
        if (problem.isPresent() || !(entries.get(at).part() instanceof Verbatim)) {
            return problem.isEmpty();
        }
        Piece piece = cut.pieces().get(at);
        return piece.branches() && piece.clauses().size() == 1 && piece.clauses().getFirst().tests().size() == 1
                && RuleReader.asked(piece.clauses().getFirst(), text).known();
    }

    /** Switches it off or on. The rest of it stays as it is written. */
    public RuleSheet enable(int at, boolean on) {
        Part part = entries.get(at).part();
        if (!switchable(at) || part.enabled() == on) {
            return this;
        }
        Piece piece = cut.pieces().get(at);
        if (!piece.branches()) {
            return switch (part) {
                case Rule rule -> replace(at, rule.enabled(on));
                case VacationNote note -> replace(at, note.enabled(on));
                case Forwarding forwarding -> replace(at, forwarding.enabled(on));
                case Verbatim _ -> this;
            };
        }
        Clause test = piece.clauses().getFirst().tests().getFirst();
        String asked = text.substring(test.from(), test.to());
        if (!on) {
            return changed(test.from(), test.to(), "allof (false, " + asked + ")");
        }
        if (test.name().equals("false")) {
            int lineEnd = text.indexOf('\n', test.to());
            int end = lineEnd > test.to() && text.charAt(lineEnd - 1) == '\r' ? lineEnd - 1 : lineEnd;
            return changed(test.from(), end, RuleReader.comment(text, test.to()).orElse("false"));
        }
        Clause real = test.tests().get(1);
        return changed(test.from(), test.to(), text.substring(real.from(), real.to()));
    }

    /** One entry as a whole script, on or off as it is. */
    public String alone(int at) {
        TreeSet<String> required = required();
        required.addAll(needs(List.of(entries.get(at))));
        return problem.isPresent() ? text : (required.isEmpty() ? "" : require(required) + ";" + newline()) + entries.get(at).text();
    }

    private static String require(Collection<String> names) {
        return "require [" + names.stream().map(name -> new Quoting(false, false).quoted(name)).collect(Collectors.joining(", ")) + "]";
    }

    private RuleSheet changed(int from, int to, String replacement) {
        RuleSheet changed = read(text.substring(0, from) + replacement + text.substring(to));
        return changed.problem.isPresent() ? changed : changed.requiring(List.of());
    }

    /** With all required that its rules need. What a piece by hand may use stays required. @param more what besides */
    private RuleSheet requiring(Collection<String> more) {
        TreeSet<String> needed = needs(entries);
        needed.addAll(more);
        if (entries.stream().anyMatch(entry -> entry.part() instanceof Verbatim)) {
            needed.addAll(own);
        }
        needed.removeAll(foreign);
        if (needed.equals(own)) {
            return this;
        }
        String line = needed.isEmpty() ? "" : require(needed) + "; " + OWN + newline();
        if (ownRequire.isPresent()) {
            int end = text.indexOf('\n', ownRequire.get().to());
            return read(text.substring(0, ownRequire.get().from()) + line + (end < 0 ? "" : text.substring(end + 1)));
        }
        boolean behind = cut.requiresEnd() > 0;
        int at = behind ? cut.requiresEnd() : cut.pieces().isEmpty() ? text.length() : cut.pieces().getFirst().from();
        return read(text.substring(0, at) + lineBreakBefore(at) + line + (behind ? "" : newline()) + text.substring(at));
    }

    private TreeSet<String> needs(List<Entry> of) {
        var writer = new RuleWriter(quoting, newline());
        of.stream().map(Entry::part).filter(part -> !(part instanceof Verbatim)).forEach(writer::write);
        return writer.needs();
    }

    private String newline() {
        return text.contains("\r\n") || !text.contains("\n") ? "\r\n" : "\n";
    }

    private void readable() {
        problem.ifPresent(why -> {
            throw new IllegalStateException("no rules can be read: " + why);
        });
    }
}
