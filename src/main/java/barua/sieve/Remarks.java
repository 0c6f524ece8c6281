package barua.sieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The comments within a rule, with the conditions and actions that they stand beside or above. When a form writes the rule anew they stay with what they
 * belonged to, changed or not; those of what is not there any more stand above the rule. So nothing that somebody wrote is lost.
 */
final class Remarks {

    static final Remarks NONE = new Remarks("", List.of(), List.of());

    /** A condition or action as it was. @param written as the writer writes it; empty where no form shows it */
    private record Item(boolean condition, int from, int to, String written, List<String> above, List<String> beside) {
    }

    private final List<Item> items;
    private final Set<Item> placed = new HashSet<>();
    private final List<String> beforeEnd = new ArrayList<>();
    private final List<String> behindEnd = new ArrayList<>();

    private Remarks(String code, List<Item> items, List<Lexer.Comment> comments) {
        this.items = items;
        comments.forEach(comment -> keep(code, comment));
    }

    /** @param text the whole script */
    static Remarks of(Piece piece, String text, Quoting quoting) {
        String code = text.substring(piece.codeFrom(), piece.to());
        List<Lexer.Comment> comments = Lexer.comments(code);
        if (comments.isEmpty()) {
            return NONE;
        }
        var writer = new RuleWriter(quoting, "\n");
        Clause first = piece.clauses().getFirst();
        boolean branch = piece.branches() && first.tests().size() == 1;
        List<Item> items = new ArrayList<>();
        int testEnd = -1;
        if (branch) {
            RuleReader.Asked asked = RuleReader.asked(first, text);
            testEnd = asked.enabled() ? -1 : first.tests().getFirst().to();
            Clause test = asked.test();
            boolean there = asked.enabled() || first.tests().getFirst().tests().contains(test);     // else it stands in a comment itself
            List<Clause> tests = List.of("allof", "anyof").contains(test.name()) ? test.tests() : List.of(test);
            if (there) {
                tests.forEach(one -> items.add(item(true, one, piece, clause -> writer.test(new ConditionReader(quoting).read(clause)))));
            }
        }
        for (Clause command : branch ? first.block().orElse(List.of()) : piece.clauses()) {
            items.add(item(false, command, piece, clause -> clause.name().equals("vacation") ? "" : writer.action(new RuleReader(quoting).action(clause))));
        }
        int offset = piece.codeFrom();
        int off = testEnd - offset;
        // What Roundcube writes of a rule that is off is no comment: it is the rule.
        return new Remarks(code, items, comments.stream().filter(comment -> off < 0 || comment.from() < off || !code.substring(off, comment.from()).isBlank()
                || code.substring(off, comment.from()).indexOf('\n') >= 0).toList());
    }

    private static Item item(boolean condition, Clause clause, Piece piece, Function<Clause, String> writing) {
        String written;
        try {
            written = clause.name().equals("stop") ? "stop;" : writing.apply(clause);
        } catch (Foreign | IllegalArgumentException byHand) {
            written = "";
        }
        return new Item(condition, clause.from() - piece.codeFrom(), clause.to() - piece.codeFrom(), written, new ArrayList<>(), new ArrayList<>());
    }

    private void keep(String code, Lexer.Comment comment) {
        String said = code.substring(comment.from(), comment.to()).stripTrailing();
        Optional<Item> before = items.stream().filter(item -> item.from <= comment.from()).reduce((_, last) -> last);
        boolean within = before.filter(item -> comment.from() < item.to).isPresent();
        boolean sameLine = within || before.filter(item -> code.substring(item.to, comment.from()).chars().noneMatch(c -> "\n{}".indexOf(c) >= 0)).isPresent();
        Optional<Item> next = items.stream().filter(item -> item.from > comment.from()).findFirst();
        if (sameLine) {
            before.get().beside.add(said);
        } else if (next.isPresent()) {
            next.get().above.add(said);
        } else {
            boolean behind = before.filter(item -> code.substring(item.to, comment.from()).indexOf('}') >= 0).isPresent();
            (behind ? behindEnd : beforeEnd).add(said);
        }
    }

    /** What is written with its comments, a line or more each. @param separator behind each but the last */
    List<String> with(boolean conditions, List<String> written, String separator, String indent, String newline) {
        List<Item> old = items.stream().filter(item -> item.condition == conditions).toList();
        Item[] matched = new Item[written.size()];
        IntStream.range(0, matched.length).forEach(i -> matched[i] = take(old, item -> item.written.equals(written.get(i))));
        IntStream.range(0, matched.length).filter(i -> matched[i] == null && i < old.size()).forEach(i -> matched[i] = take(old, item -> item == old.get(i)));
        return IntStream.range(0, matched.length).mapToObj(i -> lines(Optional.ofNullable(matched[i]), written.get(i)
                + (i < matched.length - 1 ? separator : ""), indent, newline)).toList();
    }

    private Item take(List<Item> from, Function<Item, Boolean> wanted) {
        Item found = from.stream().filter(item -> !placed.contains(item) && wanted.apply(item)).findFirst().orElse(null);
        if (found != null) {
            placed.add(found);
        }
        return found;
    }

    /** Of several beside it the last one stays there, for a comment may end with its line. */
    private static String lines(Optional<Item> item, String written, String indent, String newline) {
        List<String> beside = item.map(Item::beside).orElse(List.of());
        List<String> above = new ArrayList<>(item.map(Item::above).orElse(List.of()));
        above.addAll(beside.subList(0, Math.max(0, beside.size() - 1)));
        StringBuilder lines = new StringBuilder();
        above.forEach(comment -> lines.append(indent).append(comment).append(newline));
        lines.append(indent).append(written);
        return beside.isEmpty() ? lines.toString() : lines.append("  ").append(beside.getLast()).toString();
    }

    /** The lines before the end of the block, and the end. */
    String end(String indent, String newline) {
        StringBuilder end = new StringBuilder();
        beforeEnd.forEach(comment -> end.append(indent).append(comment).append(newline));
        behindEnd.stream().limit(Math.max(0, behindEnd.size() - 1)).forEach(comment -> end.append(indent).append(comment).append(newline));
        return end.append("}").append(behindEnd.isEmpty() ? "" : "  " + behindEnd.getLast()).toString();
    }

    /** Those of conditions and actions that were not written: to stand above the rule. What would give it another name is none of them. */
    List<String> left() {
        return items.stream().filter(item -> !placed.contains(item)).flatMap(item -> {
            List<String> all = new ArrayList<>(item.above);
            all.addAll(item.beside);
            return all.stream();
        }).filter(comment -> !PieceCutter.MARK.matcher(comment).matches() && !comment.startsWith(RuleWriter.LANGUAGES)).toList();
    }
}
