package barua.webmail;

import barua.message.Address;
import barua.sieve.AddressPart;
import barua.sieve.Condition;
import barua.sieve.Keys;
import barua.sieve.Rule;
import barua.sieve.RuleAction;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Rules as forms show them. A form is shown only where it would make the same rule again: all else is edited as text. */
final class RuleForms {

    private static final List<String> PEOPLE = List.of("to", "cc");
    private static final BigDecimal MEGABYTE = BigDecimal.valueOf(1L << 20);
    private static final BigDecimal KILOBYTES = BigDecimal.valueOf(1 << 10);

    private RuleForms() {
    }

    /** Empty where the form cannot show it. */
    static Optional<RuleForm> of(Rule rule) {
        Rule plain = plain(rule);
        List<RuleForm.Line> lines = new ArrayList<>();
        List<RuleForm.Deed> deeds = new ArrayList<>();
        plain.conditions().forEach(condition -> line(condition).ifPresent(lines::add));
        plain.actions().forEach(action -> deed(action).ifPresent(deeds::add));
        if (plain.conditions().isEmpty()) {
            lines.add(new RuleForm.Line("any", "", "", ""));
        }
        RuleForm form = new RuleForm(plain.name(), plain.any(), lines, deeds, plain.stop());
        boolean same = RuleCheck.contents(form).isEmpty() && rule(form, plain.enabled()).equals(plain);
        return same ? Optional.of(form) : Optional.empty();
    }

    /** Folders of a rule are made when its form is saved, so that the rule need not make them; flags are set one by one. */
    private static Rule plain(Rule rule) {
        List<RuleAction> actions = rule.actions().stream().flatMap(action -> switch (action) {
            case RuleAction.FileInto into -> Stream.of(new RuleAction.FileInto(into.folder(), into.copy(), false));
            case RuleAction.Flag flag when flag.change() == RuleAction.Flag.Change.ADD -> flag.flags().stream().map(RuleAction::keyword);
            case RuleAction.Keep _, RuleAction.Discard _, RuleAction.Redirect _, RuleAction.Reject _, RuleAction.Flag _, RuleAction.Notify _ ->
                    Stream.of(action);
        }).toList();
        return new Rule(rule.name(), rule.enabled(), rule.any(), rule.conditions(), actions, rule.stop());
    }

    private static Optional<RuleForm.Line> line(Condition condition) {
        return switch (condition) {
            case Condition.Field field when field.names().equals(PEOPLE) -> keyed("to", "", field.keys(), field.not());
            case Condition.Field field when field.names().size() == 1 -> field(field.names().getFirst(), field.keys(), field.not());
            case Condition.Party party when party.part() == AddressPart.DOMAIN -> keyed("domain", "", party.keys(), party.not());
            case Condition.Party party when party.part() == AddressPart.ALL ->
                    keyed(party.names().equals(PEOPLE) ? "to" : "from", "", party.keys(), party.not());
            case Condition.Exists exists when exists.names().size() == 1 -> exists(exists.names().getFirst(), exists.not());
            case Condition.Size size -> Optional.of(new RuleForm.Line("size", "", size.over() ? "over" : "under", megabytes(size.bytes())));
            case Condition.Body body -> keyed("body", "", body.keys(), body.not());
            case Condition.Attachment attachment -> Optional.of(new RuleForm.Line("attachment", "", attachment.not() ? "exists.not" : "exists", ""));
            case Condition.Field _, Condition.Party _, Condition.Exists _, Condition.Envelope _, Condition.AttachmentName _, Condition.Arrival _ ->
                    Optional.empty();
        };
    }

    private static Optional<RuleForm.Line> field(String name, Keys keys, boolean not) {
        String field = switch (name.toLowerCase(Locale.ROOT)) {
            case "from" -> keys.how() == Keys.How.IS ? "header" : "from";
            case "subject" -> "subject";
            case "list-id" -> "list";
            default -> "header";
        };
        boolean fits = Choices.testsOf(field).contains(test(keys.how(), not));
        return keyed(fits ? field : "header", fits && !field.equals("header") ? "" : name, keys, not);
    }

    private static Optional<RuleForm.Line> exists(String name, boolean not) {
        boolean list = name.equals("list-id");
        return Optional.of(new RuleForm.Line(list ? "list" : "header", list ? "" : name, not ? "exists.not" : "exists", ""));
    }

    private static Optional<RuleForm.Line> keyed(String field, String header, Keys keys, boolean not) {
        String test = test(keys.how(), not);
        String values = String.join("\n", keys.values());
        boolean shown = Choices.testsOf(field).contains(test) && values.length() <= RuleForm.LONGEST;
        return shown ? Optional.of(new RuleForm.Line(field, header, test, values)) : Optional.empty();
    }

    private static String test(Keys.How how, boolean not) {
        return how.name().toLowerCase(Locale.ROOT) + (not ? ".not" : "");
    }

    private static Optional<RuleForm.Deed> deed(RuleAction action) {
        return switch (action) {
            case RuleAction.FileInto into -> Optional.of(new RuleForm.Deed(into.copy() ? "copy" : "move", into.folder(), ""));
            case RuleAction.Keep _ -> Optional.of(new RuleForm.Deed("keep", "", ""));
            case RuleAction.Discard _ -> Optional.of(new RuleForm.Deed("discard", "", ""));
            case RuleAction.Redirect redirect -> Optional.of(new RuleForm.Deed(redirect.copy() ? "forward" : "redirect", "", redirect.to().toString()));
            case RuleAction.Reject reject -> Optional.of(new RuleForm.Deed("reject", "", reject.reason()));
            case RuleAction.Flag flag when flag.equals(RuleAction.flag()) -> Optional.of(new RuleForm.Deed("flag", "", ""));
            case RuleAction.Flag flag when flag.equals(RuleAction.markRead()) -> Optional.of(new RuleForm.Deed("read", "", ""));
            case RuleAction.Flag flag -> Optional.of(new RuleForm.Deed("label", "", flag.flags().getFirst()));
            case RuleAction.Notify _ -> Optional.empty();
        };
    }

    /** @param form one that {@link RuleCheck} has nothing against */
    static Rule rule(RuleForm form, boolean on) {
        List<RuleForm.Line> lines = form.conditions();
        boolean every = form.any() && lines.stream().anyMatch(line -> line.field().equals("any"));
        List<Condition> conditions = every ? List.of() : lines.stream().filter(line -> !line.field().equals("any")).map(RuleForms::condition).toList();
        return new Rule(form.name(), on, form.any(), conditions, form.actions().stream().map(RuleForms::action).toList(), form.stop());
    }

    private static Condition condition(RuleForm.Line line) {
        boolean not = line.test().endsWith(".not");
        String test = line.test().replace(".not", "");
        if (test.equals("exists")) {
            return line.field().equals("attachment") ? new Condition.Attachment(not)
                    : new Condition.Exists(List.of(line.field().equals("list") ? "list-id" : line.header()), not);
        }
        if (line.field().equals("size")) {
            return new Condition.Size(test.equals("over"), bytes(line.values()), not);
        }
        Keys keys = new Keys(Keys.How.valueOf(test.toUpperCase(Locale.ROOT)), line.list());
        boolean is = keys.how() == Keys.How.IS;
        return switch (line.field()) {
            case "from" -> is ? new Condition.Party(List.of("from"), AddressPart.ALL, keys, not) : new Condition.Field(List.of("from"), keys, not);
            case "to" -> is ? new Condition.Party(PEOPLE, AddressPart.ALL, keys, not) : new Condition.Field(PEOPLE, keys, not);
            case "domain" -> new Condition.Party(List.of("from"), AddressPart.DOMAIN, keys, not);
            case "body" -> new Condition.Body(false, keys, not);
            case "list" -> new Condition.Field(List.of("list-id"), keys, not);
            case "header" -> new Condition.Field(List.of(line.header()), keys, not);
            default -> new Condition.Field(List.of("subject"), keys, not);
        };
    }

    private static RuleAction action(RuleForm.Deed deed) {
        return switch (deed.kind()) {
            case "move", "copy" -> new RuleAction.FileInto(deed.folder(), deed.kind().equals("copy"), false);
            case "forward", "redirect" -> new RuleAction.Redirect(Address.of(deed.text().strip()), deed.kind().equals("forward"));
            case "reject" -> new RuleAction.Reject(deed.text(), false);
            case "flag" -> RuleAction.flag();
            case "read" -> RuleAction.markRead();
            case "label" -> RuleAction.keyword(deed.text());
            case "discard" -> new RuleAction.Discard();
            default -> new RuleAction.Keep();
        };
    }

    /** Megabytes as people write them, as whole kilobytes. */
    private static long bytes(String megabytes) {
        BigDecimal kilobytes = new BigDecimal(megabytes.strip().replace(',', '.')).multiply(KILOBYTES);
        return kilobytes.setScale(0, RoundingMode.DOWN).longValueExact() << 10;
    }

    private static String megabytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(MEGABYTE, 3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
