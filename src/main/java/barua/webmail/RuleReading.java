package barua.webmail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one part of a script as the form's rule, or gives up at the first thing that the form could not write again. */
final class RuleReading {

    /** The form cannot show this. */
    static final class Strange extends Exception {

        private static final long serialVersionUID = 1L;

        Strange() {
            super("hand-written", null, false, false);
        }
    }

    /** A test or action as it stands: its tags, its strings and lists of strings, its number. */
    private record Said(String name, List<String> tags, List<List<String>> strings, Optional<Long> number) {
    }

    private static final Set<String> MATCHES = Set.of(":contains", ":is", ":matches");

    private final String name;
    private final List<RuleTokens.Token> tokens;
    private int at;

    RuleReading(ScriptParts.Part part) throws Strange {
        this.name = part.name();
        List<RuleTokens.Token> all = RuleTokens.of(part.text());
        boolean marked = !part.name().isEmpty() && !all.isEmpty() && all.getFirst().kind() == RuleTokens.Kind.COMMENT;
        this.tokens = marked ? all.subList(1, all.size()) : all;
        if (!marked || tokens.stream().anyMatch(token -> token.kind() == RuleTokens.Kind.COMMENT)) {
            throw new Strange();   // what somebody noted there would be lost
        }
    }

    RuleText.Read rule() throws Strange {
        word("if");
        boolean on = true;
        boolean outer = peek("allof");
        boolean any = !outer;
        word(outer ? "allof" : "anyof");
        sign('(');
        if (peek("false")) {
            word("false");
            sign(',');
            on = false;
            any = !peek("allof");
            word(any ? "anyof" : "allof");
            sign('(');
        }
        List<RuleForm.Line> lines = lines();
        sign(')');
        if (!on) {
            sign(')');
        }
        sign('{');
        List<RuleForm.Deed> deeds = new ArrayList<>();
        boolean stop = false;
        while (!peek('}')) {
            Said action = said();
            sign(';');
            if (stop) {
                throw new Strange();
            }
            stop = action.name.equals("stop");
            if (!stop) {
                deeds.add(deed(action));
            }
        }
        sign('}');
        if (at != tokens.size() || deeds.size() > RuleForm.MOST || lines.size() > RuleForm.MOST) {
            throw new Strange();
        }
        return new RuleText.Read(new RuleForm(name, any, lines, deeds, stop), on);
    }

    private List<RuleForm.Line> lines() throws Strange {
        List<RuleForm.Line> lines = new ArrayList<>();
        do {
            if (!lines.isEmpty()) {
                sign(',');
            }
            boolean not = peek("not");
            if (not) {
                word("not");
            }
            lines.add(line(said(), not ? ".not" : ""));
        } while (peek(','));
        return lines;
    }

    private RuleForm.Line line(Said test, String not) throws Strange {
        List<List<String>> strings = test.strings;
        int count = strings.size();
        RuleForm.Line line = switch (test.name) {
            case "true" -> new RuleForm.Line("any", "", "", "");
            case "size" -> new RuleForm.Line("size", "", only(test.tags).substring(1), RuleText.megabytes(test.number.orElseThrow(Strange::new)));
            case "body" -> test.tags.equals(List.of(":text", ":contains")) ? valued("body", "", "contains", only(strings)) : strange();
            case "exists" -> existing(only(strings));
            case "address" -> count == 2 ? address(test.tags, strings.get(0), strings.get(1)) : strange();
            case "header" -> count == 2 && MATCHES.contains(only(test.tags)) ? header(only(test.tags).substring(1), strings.get(0), strings.get(1)) : strange();
            default -> strange();
        };
        RuleForm.Line whole = new RuleForm.Line(line.field(), line.header(), line.test() + not, line.values());
        boolean shown = whole.field().equals("any") && not.isEmpty() || Choices.testsOf(whole.field()).contains(whole.test());
        return shown ? whole : strange();
    }

    private static RuleForm.Line existing(List<String> fields) throws Strange {
        String field = only(fields);
        return field.equals("list-id") ? new RuleForm.Line("list", "", "exists", "") : new RuleForm.Line("header", field, "exists", "");
    }

    private static RuleForm.Line address(List<String> tags, List<String> fields, List<String> values) throws Strange {
        if (tags.size() == 2 && MATCHES.contains(tags.getFirst()) && tags.getLast().equals(":domain") && fields.equals(List.of("from"))) {
            return valued("domain", "", tags.getFirst().substring(1), values);
        }
        boolean to = fields.equals(List.of("to", "cc"));
        return tags.equals(List.of(":is")) && (to || fields.equals(List.of("from"))) ? valued(to ? "to" : "from", "", "is", values) : strange();
    }

    private static RuleForm.Line header(String test, List<String> fields, List<String> values) throws Strange {
        boolean to = fields.equals(List.of("to", "cc"));
        String field = to ? "to" : only(fields);
        return switch (field) {
            case "to" -> to && !test.equals("is") ? valued("to", "", test, values) : valued("header", "to", test, values);
            case "from" -> test.equals("is") ? valued("header", "from", test, values) : valued("from", "", test, values);
            case "subject" -> valued("subject", "", test, values);
            case "list-id" -> test.equals("matches") ? valued("header", field, test, values) : valued("list", "", test, values);
            default -> valued("header", field, test, values);
        };
    }

    private static RuleForm.Line valued(String field, String header, String test, List<String> values) throws Strange {
        String lines = String.join("\n", values);
        boolean same = !values.isEmpty() && lines.length() <= RuleForm.LONGEST && new RuleForm.Line(field, header, test, lines).list().equals(values);
        return same ? new RuleForm.Line(field, header, test, lines) : strange();
    }

    private static RuleForm.Deed deed(Said action) throws Strange {
        boolean copy = action.tags.equals(List.of(":copy"));
        if (!action.tags.isEmpty() && !copy || action.number.isPresent()) {
            throw new Strange();
        }
        List<List<String>> strings = action.strings;
        return switch (action.name + (copy ? " copy" : "")) {
            case "keep" -> bare(strings, new RuleForm.Deed("keep", "", ""));
            case "discard" -> bare(strings, new RuleForm.Deed("discard", "", ""));
            case "fileinto" -> new RuleForm.Deed("move", only(only(strings)), "");
            case "fileinto copy" -> new RuleForm.Deed("copy", only(only(strings)), "");
            case "redirect copy" -> new RuleForm.Deed("forward", "", only(only(strings)));
            case "reject" -> new RuleForm.Deed("reject", "", only(only(strings)));
            case "addflag" -> flag(only(only(strings)));
            default -> strange();
        };
    }

    private static RuleForm.Deed flag(String flag) throws Strange {
        return switch (flag) {
            case "\\Flagged" -> new RuleForm.Deed("flag", "", "");
            case "\\Seen" -> new RuleForm.Deed("read", "", "");
            default -> flag.startsWith("\\") ? strange() : new RuleForm.Deed("label", "", flag);
        };
    }

    private static <T> T bare(List<List<String>> strings, T deed) throws Strange {
        return strings.isEmpty() ? deed : strange();
    }

    private static <T> T only(List<T> list) throws Strange {
        return list.size() == 1 ? list.getFirst() : strange();
    }

    private static <T> T strange() throws Strange {
        throw new Strange();
    }

    private Said said() throws Strange {
        String word = next(RuleTokens.Kind.WORD);
        List<String> tags = new ArrayList<>();
        List<List<String>> strings = new ArrayList<>();
        Optional<Long> number = Optional.empty();
        while (at < tokens.size()) {
            RuleTokens.Token token = tokens.get(at);
            if (token.kind() == RuleTokens.Kind.TAG) {
                tags.add(next(RuleTokens.Kind.TAG));
            } else if (token.kind() == RuleTokens.Kind.NUMBER && number.isEmpty()) {
                number = Optional.of(number(next(RuleTokens.Kind.NUMBER)));
            } else if (token.kind() == RuleTokens.Kind.STRING) {
                strings.add(List.of(next(RuleTokens.Kind.STRING)));
            } else if (token.is('[')) {
                strings.add(strings());
            } else {
                break;
            }
        }
        return new Said(word, tags, strings, number);
    }

    private List<String> strings() throws Strange {
        List<String> strings = new ArrayList<>();
        do {
            at++;
            strings.add(next(RuleTokens.Kind.STRING));
        } while (peek(','));
        sign(']');
        return strings;
    }

    private static long number(String text) throws Strange {
        if (!text.matches("[0-9]{1,9}[kmg]?")) {
            throw new Strange();
        }
        char unit = text.charAt(text.length() - 1);
        long factor = unit == 'k' ? 1L << 10 : unit == 'm' ? 1L << 20 : unit == 'g' ? 1L << 30 : 1;
        return Long.parseLong(text.replaceAll("[kmg]", "")) * factor;
    }

    private boolean peek(String word) {
        return at < tokens.size() && tokens.get(at).isWord(word);
    }

    private boolean peek(char sign) {
        return at < tokens.size() && tokens.get(at).is(sign);
    }

    private void word(String word) throws Strange {
        if (!next(RuleTokens.Kind.WORD).equals(word)) {
            throw new Strange();
        }
    }

    private void sign(char sign) throws Strange {
        if (next(RuleTokens.Kind.SIGN).charAt(0) != sign) {
            throw new Strange();
        }
    }

    private String next(RuleTokens.Kind kind) throws Strange {
        if (at >= tokens.size() || tokens.get(at).kind() != kind) {
            throw new Strange();
        }
        return tokens.get(at++).text();
    }
}
