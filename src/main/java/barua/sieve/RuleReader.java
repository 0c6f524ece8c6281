package barua.sieve;

import barua.message.Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One piece of a script as a part that a form can show. It takes only what it understands wholly: whatever {@link RuleWriter} would say otherwise
 * stays written by hand.
 */
final class RuleReader {

    private static final Clause TRUE = test("true");

    private final Quoting quoting;

    RuleReader(Quoting quoting) {
        this.quoting = quoting;
    }

    private static Clause test(String name) {
        return new Clause(name, List.of(), List.of(), false, Optional.empty(), "", 1, 1, 0, 0);
    }

    /** @param test what is asked @param enabled whether it is asked at all @param known whether it is known what is asked of a piece that is off */
    record Asked(Clause test, boolean enabled, boolean known) {
    }

    /** Reads the test of an {@code if}: off are {@code false # test}, as Roundcube writes it, and {@code allof (false, test)}. */
    static Asked asked(Clause branch, String text) {
        Clause test = branch.tests().getFirst();
        if (test.name().equals("allof") && test.tests().size() == 2 && test.tests().getFirst().name().equals("false")) {
            return new Asked(test.tests().get(1), false, true);
        }
        if (!test.name().equals("false")) {
            return new Asked(test, true, true);
        }
        Optional<Clause> commented = comment(text, test.to()).map(comment -> "if " + comment + "\n{}").flatMap(RuleReader::single)
                .map(one -> one.tests().getFirst());
        return new Asked(commented.orElse(test), false, commented.isPresent());
    }

    /** What a comment says that ends the line. */
    static Optional<String> comment(String text, int from) {
        int end = text.indexOf('\n', from);
        String rest = text.substring(from, end < 0 ? text.length() : end).strip();
        return rest.startsWith("#") ? Optional.of(rest.substring(1).strip()) : Optional.empty();
    }

    private static Optional<Clause> single(String code) {
        var complaints = new Complaints("");
        List<Clause> clauses = Parser.parse(code, complaints, Limits.DEFAULT.nesting()).clauses();
        return complaints.count() == 0 && clauses.size() == 1 && clauses.getFirst().tests().size() == 1 ? Optional.of(clauses.getFirst()) : Optional.empty();
    }

    /** Empty where no form can show it. */
    Optional<RuleSheet.Part> read(Piece piece, String text) {
        try {
            return Optional.of(part(piece, text));
        } catch (Foreign | IllegalArgumentException handWritten) {
            return Optional.empty();
        }
    }

    private RuleSheet.Part part(Piece piece, String text) {
        Clause first = piece.clauses().getFirst();
        boolean branch = first.name().equals("if");
        if (branch && (piece.clauses().size() > 1 || first.tests().size() != 1 || !first.arguments().isEmpty())) {
            throw new Foreign();
        }
        Asked asked = branch ? asked(first, text) : new Asked(TRUE, true, true);
        List<Clause> commands = branch ? first.block().orElseThrow(Foreign::new) : piece.clauses();
        if (!asked.known()) {
            throw new Foreign();
        }
        boolean several = List.of("allof", "anyof").contains(asked.test().name());
        boolean any = asked.test().name().equals("anyof");
        List<Clause> tests = several ? asked.test().tests() : List.of(asked.test());
        if (several && tests.isEmpty() || !several && asked.test().testList()) {
            throw new Foreign();
        }
        var reader = new ConditionReader(quoting);
        boolean always = tests.size() == 1 && tests.getFirst().name().equals("true") && tests.getFirst().tests().isEmpty();
        List<Condition> conditions = always ? List.of() : tests.stream().map(reader::read).toList();
        if (commands.size() == 1 && commands.getFirst().name().equals("vacation")) {
            if (any && conditions.size() > 1) {
                throw new Foreign();
            }
            return vacation(piece, asked.enabled(), conditions, new Call(quoting, commands.getFirst(), List.of(":days", ":subject", ":from", ":addresses")));
        }
        Rule rule = rule(piece.name().orElse(""), asked.enabled(), any, conditions, commands);
        return forwarding(piece, rule).map(RuleSheet.Part.class::cast).orElse(rule);
    }

    private Rule rule(String name, boolean enabled, boolean any, List<Condition> conditions, List<Clause> commands) {
        List<RuleAction> actions = new ArrayList<>();
        boolean stop = false;
        for (Clause command : commands) {
            if (stop || command.block().isPresent() || !command.tests().isEmpty()) {
                throw new Foreign();
            }
            stop = command.name().equals("stop") && command.arguments().isEmpty();
            if (!stop) {
                actions.add(action(command));
            }
        }
        var rule = new Rule(name, enabled, any, conditions, actions, stop);
        if (!rule.actions().equals(actions)) {
            throw new Foreign();      // flags that come too late for what stands before them
        }
        return rule;
    }

    RuleAction action(Clause command) {
        return switch (command.name()) {
            case "fileinto" -> {
                var call = new Call(quoting, command, List.of());
                boolean copy = call.flag(":copy");
                boolean create = call.flag(":create");
                yield call.nothing(new RuleAction.FileInto(call.one(), copy, create));
            }
            case "keep" -> new Call(quoting, command, List.of()).nothing(new RuleAction.Keep());
            case "discard" -> new Call(quoting, command, List.of()).nothing(new RuleAction.Discard());
            case "redirect" -> {
                var call = new Call(quoting, command, List.of());
                boolean copy = call.flag(":copy");
                yield call.nothing(new RuleAction.Redirect(address(call.one()), copy));
            }
            case "reject", "ereject" -> {
                var call = new Call(quoting, command, List.of());
                yield call.nothing(new RuleAction.Reject(lines(call.one()), command.name().equals("ereject")));
            }
            case "addflag", "setflag", "removeflag" -> {
                var call = new Call(quoting, command, List.of());
                var change = RuleAction.Flag.Change.valueOf(command.name().replace("flag", "").toUpperCase(java.util.Locale.ROOT));
                yield call.nothing(new RuleAction.Flag(change, call.strings()));
            }
            case "notify" -> notify(new Call(quoting, command, List.of(":importance", ":message")));
            default -> throw new Foreign();
        };
    }

    private RuleAction notify(Call call) {
        int importance = Integer.parseInt(call.valued(":importance").map(List::getFirst).orElse("2"));
        String message = call.valued(":message").map(List::getFirst).orElse("");
        String uri = call.one();
        List<Address> to = Mailto.parse(uri).map(Mailto::to).orElse(List.of());
        var notify = new RuleAction.Notify(to.size() == 1 ? to.getFirst() : address(""), message, importance);
        if (!RuleWriter.mailto(notify).equalsIgnoreCase(uri) || !notify.message().equals(message)) {
            throw new Foreign();
        }
        return call.nothing(notify);
    }

    private static Address address(String text) {
        return Address.parse(text).orElseThrow(Foreign::new);
    }

    /** A text without the end of its last line. */
    private static String lines(String literal) {
        String lines = ScriptString.lines(literal);
        if (!lines.equals(literal.stripTrailing())) {
            throw new Foreign();
        }
        return lines;
    }

    private VacationNote vacation(Piece piece, boolean enabled, List<Condition> conditions, Call call) {
        Optional<Condition.Arrival> from = day(conditions, Condition.Relation.FROM);
        Optional<Condition.Arrival> until = day(conditions, Condition.Relation.UNTIL);
        List<Condition> rest = conditions.stream()
                .filter(condition -> Stream.of(from, until).noneMatch(day -> day.isPresent() && day.get() == condition)).toList();
        int days = call.number(":days").map(Math::toIntExact).orElse(VacationNote.USUAL_DAYS);
        String subject = call.valued(":subject").map(List::getFirst).orElse("");
        String sender = call.valued(":from").map(List::getFirst).orElse("");
        List<Address> addresses = call.valued(":addresses").orElse(List.of()).stream().map(RuleReader::address).toList();
        String text = lines(call.one());
        var note = new VacationNote(piece.name().orElse(VacationNote.NAME), enabled, from.map(RuleReader::date), until.map(RuleReader::date), rest,
                wordings(piece.languages(), text), subject, days, addresses, sender);
        if (!note.subject().equals(subject) || !note.sender().equals(sender)) {
            throw new Foreign();
        }
        return call.nothing(note);
    }

    private static Optional<Condition.Arrival> day(List<Condition> conditions, Condition.Relation relation) {
        return conditions.stream().filter(Condition.Arrival.class::isInstance).map(Condition.Arrival.class::cast)
                .filter(arrival -> arrival.relation() == relation && arrival.part() == Condition.DatePart.DATE && !arrival.not()).findFirst();
    }

    private static java.time.LocalDate date(Condition.Arrival arrival) {
        try {
            return java.time.LocalDate.parse(arrival.values().getFirst());
        } catch (java.time.DateTimeException none) {
            throw new Foreign();      // the 31st of February
        }
    }

    private static List<VacationNote.Wording> wordings(List<String> languages, String text) {
        String[] texts = text.split("\r\n\r\n" + java.util.regex.Pattern.quote(VacationNote.DIVIDER) + "\r\n\r\n", -1);
        if (texts.length != languages.size()) {
            return List.of(new VacationNote.Wording(languages.size() == 1 ? languages.getFirst() : "", text));
        }
        List<VacationNote.Wording> wordings = new ArrayList<>();
        for (int i = 0; i < texts.length; i++) {
            wordings.add(new VacationNote.Wording(languages.get(i), texts[i]));
        }
        return wordings;
    }

    /** The one of that name, and one without any: all that comes is sent on, and nothing else is done. */
    private static Optional<Forwarding> forwarding(Piece piece, Rule rule) {
        boolean named = piece.name().isEmpty() || piece.name().get().equals(Forwarding.NAME);
        boolean asks = rule.conditions().isEmpty() || rule.conditions().equals(List.of(RuleWriter.NO_SPAM));
        List<RuleAction.Redirect> redirects = rule.actions().stream()
                .filter(RuleAction.Redirect.class::isInstance).map(RuleAction.Redirect.class::cast).toList();
        boolean alike = redirects.stream().map(RuleAction.Redirect::copy).distinct().count() == 1;
        if (!named || !asks || rule.stop() || !alike || redirects.size() != rule.actions().size()) {
            return Optional.empty();
        }
        return Optional.of(new Forwarding(rule.enabled(), redirects.stream().map(RuleAction.Redirect::to).toList(), redirects.getFirst().copy(),
                !rule.conditions().isEmpty()));
    }
}
