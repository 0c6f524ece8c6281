package barua.sieve;

import java.util.List;
import java.util.Locale;

/** A test as a condition that a form can show; {@link Foreign} otherwise. */
final class ConditionReader {

    private static final List<String> VALUED = List.of(":comparator", ":param", ":value");

    private final Quoting quoting;

    ConditionReader(Quoting quoting) {
        this.quoting = quoting;
    }

    Condition read(Clause test) {
        if (test.name().equals("not")) {
            Clause inner = test.tests().size() == 1 && test.arguments().isEmpty() ? test.tests().getFirst() : test;
            if (inner.name().equals("not")) {
                throw new Foreign();
            }
            return read(inner).not(true);
        }
        if (!test.tests().isEmpty()) {
            throw new Foreign();
        }
        var call = new Call(quoting, test, VALUED);
        Condition condition = switch (test.name()) {
            case "header" -> header(call);
            case "address" -> {
                AddressPart part = part(call);
                Keys.How how = how(call);
                yield new Condition.Party(call.strings(), part, keys(how, call), false);
            }
            case "envelope" -> envelope(call);
            case "exists" -> new Condition.Exists(call.strings(), false);
            case "size" -> {
                boolean over = call.flag(":over");
                if (!over && !call.flag(":under")) {
                    throw new Foreign();
                }
                yield new Condition.Size(over, call.number(), false);
            }
            case "body" -> {
                boolean raw = call.flag(":raw");
                call.flag(":text");      // what it is without a word
                yield new Condition.Body(raw, keys(how(call), call), false);
            }
            case "currentdate" -> arrival(call);
            default -> throw new Foreign();
        };
        return call.nothing(condition);
    }

    private static Condition header(Call call) {
        boolean parts = call.flag(":mime");
        if (!parts) {
            Keys.How how = how(call);
            return new Condition.Field(call.strings(), keys(how, call), false);
        }
        if (!call.flag(":anychild")) {
            throw new Foreign();
        }
        boolean named = call.valued(":param").map(names -> {
            if (!names.equals(List.of("filename", "name"))) {
                throw new Foreign();
            }
            return true;
        }).orElse(false);
        Keys.How how = how(call);
        List<String> names = call.strings().stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        Keys keys = keys(how, call);
        if (named && names.equals(RuleWriter.DISPOSITION)) {
            return new Condition.AttachmentName(keys, false);
        }
        if (!named && names.equals(List.of("content-disposition")) && keys.equals(Keys.of(Keys.How.CONTAINS, "attachment"))) {
            return new Condition.Attachment(false);
        }
        throw new Foreign();
    }

    private static Condition envelope(Call call) {
        AddressPart part = part(call);
        Keys.How how = how(call);
        String which = call.one().toLowerCase(Locale.ROOT);
        if (!which.equals("from") && !which.equals("to")) {
            throw new Foreign();
        }
        return new Condition.Envelope(which.equals("from"), part, keys(how, call), false);
    }

    private static AddressPart part(Call call) {
        AddressPart found = AddressPart.ALL;
        for (AddressPart part : AddressPart.values()) {
            if (call.flag(":" + part.name().toLowerCase(Locale.ROOT))) {
                if (found != AddressPart.ALL) {
                    throw new Foreign();
                }
                found = part;
            }
        }
        return found;
    }

    /** {@code :is} where nothing is said (RFC 5228 §2.7.1). */
    private static Keys.How how(Call call) {
        usualComparator(call);
        Keys.How found = null;
        for (Keys.How how : List.of(Keys.How.IS, Keys.How.CONTAINS, Keys.How.MATCHES, Keys.How.REGEX)) {
            if (call.flag(":" + how.name().toLowerCase(Locale.ROOT))) {
                if (found != null) {
                    throw new Foreign();
                }
                found = how;
            }
        }
        return found == null ? Keys.How.IS : found;
    }

    private static void usualComparator(Call call) {
        if (!call.valued(":comparator").orElse(List.of("i;ascii-casemap")).equals(List.of("i;ascii-casemap"))) {
            throw new Foreign();
        }
    }

    private static Keys keys(Keys.How how, Call call) {
        List<String> values = call.strings();
        var keys = new Keys(how, values);
        if (!keys.written().equals(values)) {
            throw new Foreign();
        }
        return keys;
    }

    private static Condition arrival(Call call) {
        Condition.Relation relation = call.valued(":value").map(words -> {
            for (Condition.Relation known : Condition.Relation.values()) {
                if (words.size() == 1 && !known.word.isEmpty() && known.word.equals(words.getFirst().toLowerCase(Locale.ROOT))) {
                    return known;
                }
            }
            throw new Foreign();
        }).orElse(Condition.Relation.IS);
        usualComparator(call);
        call.flag(relation == Condition.Relation.IS ? ":is" : "");
        Condition.DatePart part = Condition.DatePart.valueOf(call.one().toUpperCase(Locale.ROOT));
        return new Condition.Arrival(part, relation, call.strings(), false);
    }
}
