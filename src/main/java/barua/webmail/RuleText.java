package barua.webmail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A rule between its form and its Sieve. {@link #read} takes exactly what {@link #write} would write; all else is hand-written and stays text. */
final class RuleText {

    /** @param on whether it is in use */
    record Read(RuleForm form, boolean on) {
    }

    private static final Map<String, String> MATCHES = Map.of("contains", ":contains", "is", ":is", "matches", ":matches");
    private static final long MEGABYTE = 1L << 20;
    private static final BigDecimal KILOBYTES = BigDecimal.valueOf(1024);

    private RuleText() {
    }

    /** What the rule must require (RFC 5228 §3.2). */
    static Set<String> needs(RuleForm form) {
        Set<String> needs = new LinkedHashSet<>();
        form.conditions().stream().filter(line -> line.field().equals("body")).forEach(_ -> needs.add("body"));
        for (RuleForm.Deed deed : form.actions()) {
            needs.addAll(switch (deed.kind()) {
                case "move" -> List.of("fileinto");
                case "copy" -> List.of("fileinto", "copy");
                case "flag", "read", "label" -> List.of("imap4flags");
                case "forward" -> List.of("copy");
                case "reject" -> List.of("reject");
                default -> List.<String>of();
            });
        }
        return needs;
    }

    /** @param form one that {@link RuleCheck} has nothing against */
    static String write(RuleForm form, boolean on) {
        List<String> tests = new ArrayList<>();
        form.conditions().forEach(line -> tests.add(test(line)));
        String inside = tests.isEmpty() ? "true" : String.join(",\n    ", tests);
        String kind = form.any() ? "anyof" : "allof";
        String all = on ? kind + " (\n    " + inside + "\n)" : "allof (false, " + kind + " (\n    " + inside + "\n))";
        return ScriptParts.mark(form.name()) + "if " + all + " {\n" + actions(form).stream().map(line -> "    " + line + "\n").collect(Collectors.joining())
                + "}\n";
    }

    private static String test(RuleForm.Line line) {
        boolean not = line.test().endsWith(".not");
        String test = line.test().replace(".not", "");
        String values = list(line.list());
        String field = switch (line.field()) {
            case "from" -> "\"from\"";
            case "domain" -> "\"from\"";
            case "to" -> "[\"to\", \"cc\"]";
            case "list" -> "\"list-id\"";
            case "header" -> quoted(line.header());
            default -> "\"subject\"";
        };
        boolean people = Set.of("from", "to").contains(line.field()) && test.equals("is");
        String said = line.field().equals("any") ? "true"
                : line.field().equals("size") ? "size :" + test + " " + size(line.values())
                : line.field().equals("body") ? "body :text :contains " + values
                : test.equals("exists") ? "exists " + field
                : line.field().equals("domain") ? "address " + MATCHES.get(test) + " :domain " + field + " " + values
                : (people ? "address " : "header ") + MATCHES.get(test) + " " + field + " " + values;
        return not ? "not " + said : said;
    }

    /** Megabytes as people write them, as a number of Sieve (RFC 5228 §2.4.1). */
    private static String size(String megabytes) {
        BigDecimal number = new BigDecimal(megabytes.strip().replace(',', '.'));
        boolean whole = number.stripTrailingZeros().scale() <= 0;
        return whole ? number.toBigInteger() + "M" : number.multiply(KILOBYTES).toBigInteger() + "K";
    }

    /** Flags first: what files the letter takes those that were set before (RFC 5232 §3). */
    private static List<String> actions(RuleForm form) {
        List<String> flags = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (RuleForm.Deed deed : form.actions()) {
            switch (deed.kind()) {
                case "flag" -> flags.add("addflag \"\\\\Flagged\";");
                case "read" -> flags.add("addflag \"\\\\Seen\";");
                case "label" -> flags.add("addflag " + quoted(deed.text()) + ";");
                case "move" -> lines.add("fileinto " + quoted(deed.folder()) + ";");
                case "copy" -> lines.add("fileinto :copy " + quoted(deed.folder()) + ";");
                case "forward" -> lines.add("redirect :copy " + quoted(deed.text()) + ";");
                case "reject" -> lines.add("reject " + quoted(deed.text()) + ";");
                case "discard" -> lines.add("discard;");
                default -> lines.add("keep;");
            }
        }
        flags.addAll(lines);
        if (form.stop()) {
            flags.add("stop;");
        }
        return flags;
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String list(List<String> values) {
        return values.size() == 1 ? quoted(values.getFirst()) : "[" + values.stream().map(RuleText::quoted).collect(Collectors.joining(", ")) + "]";
    }

    /** The form of a part; empty where it says anything that the form cannot. */
    static Optional<Read> read(ScriptParts.Part part) {
        try {
            return Optional.of(new RuleReading(part).rule());
        } catch (RuleReading.Strange handWritten) {
            return Optional.empty();
        }
    }

    /** Of a number of bytes, as the form shows it. */
    static String megabytes(long bytes) {
        return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(MEGABYTE), 3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
    }
}
