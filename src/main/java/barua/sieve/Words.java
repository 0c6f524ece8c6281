package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The arguments of one command or test while it is read. Its reader asks first for tags, in any order, then for what stands at fixed places,
 * then for tests and the block; what nobody asked for is complained of at the end. Whatever is missing is complained of and something harmless given,
 * so that all complaints come at once.
 */
final class Words {

    private final Compiler compiler;
    private final Clause clause;
    private final Place place;
    private final TreeMap<Integer, Argument> left = new TreeMap<>();
    private final List<Integer> tags = new ArrayList<>();
    private int firstPositional = Integer.MAX_VALUE;
    private boolean testsTaken;
    private boolean blockTaken;

    Words(Compiler compiler, Clause clause, Place place) {
        this.compiler = compiler;
        this.clause = clause;
        this.place = place;
        for (Argument argument : clause.arguments()) {
            left.put(left.size(), argument);
        }
    }

    /** The name of the command or test. */
    String name() {
        return clause.name();
    }

    Place place() {
        return place;
    }

    Compiler compiler() {
        return compiler;
    }

    void complain(String text) {
        compiler.complain(clause.line(), clause.column(), text);
    }

    boolean required(String capability) {
        return compiler.required(capability);
    }

    // ---- tags

    /** Whether a tag stands there that nothing follows. @param capability that it needs; empty for none */
    boolean flag(String tag, String capability) {
        return take(tag, capability) >= 0;
    }

    boolean flag(String tag) {
        return flag(tag, "");
    }

    Optional<Text> string(String tag, String capability) {
        return strings(tag, capability, false).map(texts -> texts.all().getFirst());
    }

    Optional<Texts> strings(String tag, String capability) {
        return strings(tag, capability, true);
    }

    OptionalLong number(String tag, String capability) {
        int at = take(tag, capability);
        if (at < 0) {
            return OptionalLong.empty();
        }
        if (left.get(at + 1) instanceof Argument.Number(long value, _, _)) {
            left.remove(at + 1);
            return OptionalLong.of(value);
        }
        complain("a number is missing behind " + tag);
        return OptionalLong.empty();
    }

    private Optional<Texts> strings(String tag, String capability, boolean lists) {
        int at = take(tag, capability);
        if (at < 0) {
            return Optional.empty();
        }
        if (left.get(at + 1) instanceof Argument.Strings strings && (lists || !strings.list())) {
            left.remove(at + 1);
            return Optional.of(compiler.texts(strings));
        }
        complain((lists ? "strings are missing behind " : "a string is missing behind ") + tag);
        return Optional.empty();
    }

    /** The place of the tag among the arguments; -1 where it does not stand there. It stands at most once. */
    private int take(String tag, String capability) {
        int found = -1;
        for (var entry : left.entrySet()) {
            if (entry.getValue() instanceof Argument.Tag(String name, int line, int column) && name.equals(tag)) {
                if (found >= 0) {
                    compiler.complain(line, column, tag + " stands twice");
                } else {
                    found = entry.getKey();
                    compiler.need(capability, tag, line, column);
                }
            }
        }
        if (found >= 0) {
            left.remove(found);
            tags.add(found);
        }
        int first = found;
        left.entrySet().removeIf(entry -> first >= 0 && entry.getValue() instanceof Argument.Tag(String name, _, _) && name.equals(tag));
        return found;
    }

    /** {@code :comparator} and the match type, {@code :is} where none stands there (RFC 5228 §2.7). */
    Matching matching() {
        MatchType type = null;
        for (var entry : Vocabulary.matchTypes().entrySet()) {
            String tag = entry.getKey();
            if (stands(tag)) {
                if (type != null) {
                    complain("only one match type can stand there; " + tag + " is one too many");
                }
                compiler.need(entry.getValue().capability(), tag, clause.line(), clause.column());
                type = entry.getValue().reader().apply(this);
                flag(tag);
            }
        }
        if (type != null && !type.comparators() && stands(":comparator")) {
            complain("with this match type no comparator can stand there");
        }
        return new Matching(this, type == null ? MatchTypes.IS : type, collation());
    }

    private Collation collation() {
        Optional<String> name = string(":comparator", "").flatMap(text -> constant(text, "the name of a comparator"));
        if (name.isEmpty()) {
            return Collations.ASCII_CASEMAP;
        }
        Optional<Collation> collation = Vocabulary.collation(name.get());
        if (collation.isEmpty() || !compiler.available("comparator-" + name.get())) {
            complain("there is no comparator \"" + name.get() + "\"");
            return Collations.ASCII_CASEMAP;
        }
        if (!Vocabulary.always(collation.get())) {
            compiler.need("comparator-" + name.get(), "this comparator", clause.line(), clause.column());
        }
        return collation.get();
    }

    private boolean stands(String tag) {
        return left.values().stream().anyMatch(argument -> argument instanceof Argument.Tag(String name, _, _) && name.equals(tag));
    }

    // ---- what stands at fixed places

    /** Whether something is left at a fixed place: a reader whose first one may be missing looks before it asks. */
    int positional() {
        return (int) left.values().stream().filter(argument -> !(argument instanceof Argument.Tag)).count();
    }

    /** One string. @param what it is, for the complaint: {@code the name of a folder} */
    Text string(String what) {
        if (next() instanceof Argument.Strings strings) {
            taken();
            if (strings.list()) {
                compiler.complain(strings.line(), strings.column(), name() + " takes one string here, " + what + ", not a list");
            }
            return compiler.texts(strings).all().getFirst();
        }
        missing(what);
        return Text.UNKNOWN;
    }

    Texts strings(String what) {
        if (next() instanceof Argument.Strings strings) {
            taken();
            return compiler.texts(strings);
        }
        missing(what);
        return Texts.NONE;
    }

    long number(String what) {
        if (next() instanceof Argument.Number(long value, _, _)) {
            taken();
            return value;
        }
        missing(what);
        return 0;
    }

    private void taken() {
        firstPositional = Math.min(firstPositional, left.pollFirstEntry().getKey());
    }

    /** Null where nothing is left. Tags that nobody asked for are complained of on the way. */
    private Argument next() {
        while (!left.isEmpty() && left.firstEntry().getValue() instanceof Argument.Tag(String tag, int line, int column)) {
            compiler.complain(line, column, name() + " knows no " + tag);
            left.pollFirstEntry();
        }
        return left.isEmpty() ? null : left.firstEntry().getValue();
    }

    private void missing(String what) {
        complain(name() + " lacks " + what);
    }

    /** What a string says that may have no variables in it. */
    Optional<String> constant(Text text, String what) {
        if (text.constant().isEmpty() && text != Text.UNKNOWN) {
            complain(what + " must be known without variables");
        }
        return text.constant();
    }

    // ---- tests and the block

    Test test() {
        testsTaken = true;
        if (clause.tests().size() != 1 || clause.testList()) {
            complain(name() + " takes one test");
            return CoreTests.FALSE;
        }
        return compiler.test(clause.tests().getFirst(), place.rule());
    }

    /** One after the other, as long as {@code more} wants the next to be checked. */
    List<Test> tests(java.util.function.Predicate<Test> more) {
        testsTaken = true;
        if (!clause.testList()) {
            complain(name() + " takes tests in brackets");
        }
        var out = new ArrayList<Test>();
        for (Clause test : clause.tests()) {
            out.add(compiler.test(test, place.rule()));
            if (!more.test(out.getLast())) {
                break;
            }
        }
        return out;
    }

    Block block() {
        return block(true);
    }

    /** @param checked false where it can never be reached, and may be anything that the grammar allows */
    Block block(boolean checked) {
        blockTaken = true;
        if (clause.block().isEmpty()) {
            complain(name() + " takes a block in braces");
        }
        return checked ? compiler.block(clause.block().orElse(List.of())) : Block.EMPTY;
    }

    /** Complains of what nobody asked for. */
    void finish() {
        for (int tag : tags) {
            if (tag > firstPositional && clause.arguments().get(tag) instanceof Argument.Tag(String name, int line, int column)) {
                compiler.complain(line, column, name + " must stand before what " + name() + " takes without a tag");
            }
        }
        boolean tagsOnly = left.size() == clause.arguments().size();
        for (Argument over : left.values()) {
            compiler.complain(over.line(), over.column(), switch (over) {
                case Argument.Tag(String tag, _, _) -> name() + " knows no " + tag + (tagsOnly ? "" : " here");
                case Argument.Number _ -> name() + " takes no number here";
                case Argument.Strings _ -> name() + " takes no string here";
            });
        }
        if (!testsTaken && !clause.tests().isEmpty()) {
            Clause test = clause.tests().getFirst();
            compiler.complain(test.line(), test.column(), name() + " takes no test; a ; may be missing before " + test.name());
        }
        if (!blockTaken && clause.block().isPresent()) {
            complain(name() + " takes no block");
        }
    }
}
