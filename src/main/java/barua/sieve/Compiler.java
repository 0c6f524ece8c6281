package barua.sieve;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One script's clauses to what can be run, with all checks that need no letter (RFC 5228 §2.10.4). */
final class Compiler {

    private final String script;
    private final Building building;
    private final Complaints complaints;
    private final ExternalLists lists;
    private final Set<String> required = new HashSet<>();
    private final List<String> loops = new ArrayList<>();

    Compiler(String script, Building building, Complaints complaints, ExternalLists lists) {
        this.script = script;
        this.building = building;
        this.complaints = complaints;
        this.lists = lists;
    }

    Block script(List<Clause> clauses) {
        int requires = 0;
        while (requires < clauses.size() && clauses.get(requires).name().equals("require")) {
            require(clauses.get(requires++));
        }
        return block(clauses.subList(requires, clauses.size()));
    }

    Building building() {
        return building;
    }

    /** What this script may ask. */
    ExternalLists lists() {
        return lists;
    }

    /** To be told of each list that is named where a test or command needs it. Whether it must be there now, whoever compiles decides. */
    void usesList(Words where, String name) {
        if (lists.find(name).isEmpty()) {
            building.usesList(name, complaints.of(where.place(), Lists.unknown(name)));
        }
    }

    /** Names of the loops that are being read, the innermost last. */
    List<String> loops() {
        return loops;
    }

    Complaints complaints() {
        return complaints;
    }

    // ---- capabilities

    /** RFC 5228 §3.2. */
    private void require(Clause clause) {
        var words = new Words(this, clause, place(clause, ""));
        for (Text name : words.strings("names of extensions").all()) {
            words.constant(name, "what is required").ifPresent(capability -> {
                if (available(capability)) {
                    enable(capability);
                } else {
                    words.complain("there is no extension \"" + shown(capability) + "\"");
                }
            });
        }
        words.finish();
    }

    private static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "...";
    }

    boolean available(String capability) {
        return building.extensions().contains(capability) && Vocabulary.capabilities().contains(capability);
    }

    void enable(String capability) {
        if (required.add(capability)) {
            Vocabulary.implied(capability).forEach(this::enable);
        }
    }

    boolean required(String capability) {
        return capability.isEmpty() || required.contains(capability);
    }

    /** Complains where a capability is not required. @param what needs it */
    void need(String capability, String what, int line, int column) {
        if (!required(capability)) {
            complain(line, column, what + " needs require \"" + capability + "\"" + (available(capability) ? "" : ", which is not offered here"));
        }
    }

    void complain(int line, int column, String text) {
        complaints.add(line, column, text);
    }

    // ---- commands

    Block block(List<Clause> clauses) {
        var out = new ArrayList<Block.Placed>(clauses.size());
        for (int i = 0; i < clauses.size() && !complaints.full(); i++) {
            Clause clause = clauses.get(i);
            building.count(complaints, clause);
            Place place = place(clause, clause.rule());
            switch (clause.name()) {
                case "if" -> {
                    int end = i + 1;
                    while (end < clauses.size() && (clauses.get(end).name().equals("elsif") || clauses.get(end).name().equals("else"))) {
                        end++;
                    }
                    out.add(new Block.Placed(place, Conditional.read(this, clauses.subList(i, end))));
                    i = end - 1;
                }
                case "elsif", "else" -> complain(clause.line(), clause.column(), clause.name() + " stands without an if before it");
                case "require" -> complain(clause.line(), clause.column(), "require may only stand at the beginning of a script");
                default -> out.add(new Block.Placed(place, command(clause, place)));
            }
        }
        return new Block(out);
    }

    private Step command(Clause clause, Place place) {
        Optional<Vocabulary.Word<Step>> word = Vocabulary.command(clause.name());
        if (word.isEmpty()) {
            complain(clause.line(), clause.column(), Vocabulary.test(clause.name()).isPresent() ? clause.name() + " is a test; it stands behind if"
                    : "there is no command " + shown(clause.name()));
            return Block.EMPTY;
        }
        need(word.get().capability(), clause.name(), clause.line(), clause.column());
        var words = new Words(this, clause, place);
        Step step = word.get().reader().apply(words);
        words.finish();
        return step;
    }

    Test test(Clause clause, String rule) {
        Optional<Vocabulary.Word<Test>> word = Vocabulary.test(clause.name());
        if (word.isEmpty()) {
            complain(clause.line(), clause.column(), Vocabulary.command(clause.name()).isPresent() ? clause.name() + " is a command, not a test"
                    : "there is no test " + shown(clause.name()));
            return CoreTests.FALSE;
        }
        need(word.get().capability(), clause.name(), clause.line(), clause.column());
        var words = new Words(this, clause, place(clause, rule));
        Test test = word.get().reader().apply(words);
        words.finish();
        return test;
    }

    Place place(Clause clause, String rule) {
        return new Place(script, rule, clause.line(), clause.column());
    }

    // ---- strings

    Texts texts(Argument.Strings strings) {
        var out = new ArrayList<Text>(strings.literals().size());
        for (Argument.Literal literal : strings.literals()) {
            out.add(text(literal));
        }
        return new Texts(out);
    }

    private Text text(Argument.Literal literal) {
        try {
            String text = required("encoded-character") ? Expansion.encoded(literal.text()) : literal.text();
            return required("variables") ? Expansion.variables(text, required("include")) : Text.of(text);
        } catch (IllegalArgumentException wrong) {
            complain(literal.line(), literal.column(), wrong.getMessage());
            return Text.UNKNOWN;
        }
    }
}
