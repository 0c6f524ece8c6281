package barua.sieve;

import barua.message.Address;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** Rules as nobody would make them. */
final class RandomRules {

    private static final List<String> WORDS = List.of("exam", "ada ya \u00e9t\u00e9", "a\"b", "back\\slash", "*", "?x*", "${name}", "${hex:41}",
            "text:", ".", "]", "#no", "/*", "\ud83d\udce9",
            "", " ", "a\tb", "(x", "{}", ";", "\u4e2d", "\\*", "*end", "begin*", "x\\");
    private static final List<String> NAMES = List.of("Exams", "", "a]b", "[x]", "]", "x\r\ndiscard;",
            "rtl \u202e abc", "vacation", "forwarding", "*/", "\0", "W".repeat(500), "  two  ");

    private final Random random;

    RandomRules(long seed) {
        this.random = new Random(seed);
    }

    RuleSheet.Part part() {
        return switch (random.nextInt(8)) {
            case 0 -> new VacationNote(one(NAMES), random.nextBoolean(), day(), day(), some(2, this::condition).stream().filter(RandomRules::noDate).toList(),
                    List.of(new VacationNote.Wording("sw", lines()), new VacationNote.Wording("en", lines())).subList(0, 1 + random.nextInt(2)),
                    one(WORDS), 1 + random.nextInt(30), some(2, this::address), random.nextBoolean() ? "" : "Neema <neema@college.example>");
            case 1 -> new Forwarding(random.nextBoolean(), atLeastOne(2, this::address), random.nextBoolean(), random.nextBoolean());
            default -> rule();
        };
    }

    private static boolean noDate(Condition condition) {
        return !(condition instanceof Condition.Arrival);
    }

    Rule rule() {
        return new Rule(one(NAMES), random.nextInt(4) > 0, random.nextBoolean(), some(3, this::condition), some(3, this::action), random.nextBoolean());
    }

    Condition condition() {
        boolean not = random.nextInt(4) == 0;
        List<String> names = atLeastOne(2, () -> one(List.of("subject", "From", "to", "X-Spam", "list-id")));
        AddressPart part = one(List.of(AddressPart.values()));
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Condition.Field(names, keys(), not);
            case 2 -> new Condition.Party(atLeastOne(2, () -> one(List.of("from", "To", "cc"))), part, keys(), not);
            case 3 -> new Condition.Envelope(random.nextBoolean(), part, keys(), not);
            case 4 -> new Condition.Exists(names, not);
            case 5 -> new Condition.Size(random.nextBoolean(), one(List.of(0L, 1L, 1024L, 5L << 20, 1025L, 3L << 30)), not);
            case 6 -> new Condition.Body(random.nextBoolean(), keys(), not);
            case 7 -> random.nextBoolean() ? new Condition.Attachment(not) : new Condition.AttachmentName(keys(), not);
            default -> random.nextBoolean() ? new Condition.Arrival(Condition.DatePart.WEEKDAY, Condition.Relation.IS, List.of("0", "6"), not)
                    : new Condition.Arrival(Condition.DatePart.DATE, one(List.of(Condition.Relation.values())), List.of("2026-11-30"), not);
        };
    }

    private Keys keys() {
        return new Keys(one(List.of(Keys.How.IS, Keys.How.CONTAINS, Keys.How.BEGINS, Keys.How.ENDS, Keys.How.MATCHES)), atLeastOne(3, () -> one(WORDS)));
    }

    RuleAction action() {
        return switch (random.nextInt(8)) {
            case 0, 1 -> new RuleAction.FileInto(one(List.of("Exams 2026", "Kazi/\u00e9", "a\"b", "${x}")), random.nextBoolean(), random.nextBoolean());
            case 2 -> new RuleAction.Keep();
            case 3 -> new RuleAction.Discard();
            case 4 -> new RuleAction.Redirect(address(), random.nextBoolean());
            case 5 -> new RuleAction.Reject(lines(), random.nextBoolean());
            case 6 -> new RuleAction.Flag(one(List.of(RuleAction.Flag.Change.values())), List.of("\\Seen", "Kazi").subList(0, 1 + random.nextInt(2)));
            default -> new RuleAction.Notify(address(), one(List.of("", "It came", "a\r\nb")), 1 + random.nextInt(3));
        };
    }

    private Address address() {
        return Address.of(one(List.of("asha@college.example", "\"a b\"@uni.example", "x+y@uni.example")));
    }

    private String lines() {
        return String.join(one(List.of("\r\n", "\n", "\r\n\r\n")),
                atLeastOne(4, () -> one(random.nextBoolean() ? WORDS : List.of(".", "..x", "* * *", "Habari", "text:"))));
    }

    private Optional<LocalDate> day() {
        return random.nextBoolean() ? Optional.empty() : Optional.of(LocalDate.of(2026, 1 + random.nextInt(12), 1 + random.nextInt(28)));
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private <T> List<T> some(int most, Supplier<T> made) {
        List<T> out = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            out.add(made.get());
        }
        return out;
    }

    private <T> List<T> atLeastOne(int most, Supplier<T> made) {
        List<T> out = new ArrayList<>(some(most - 1, made));
        out.add(made.get());
        return out;
    }
}
