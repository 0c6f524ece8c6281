package barua.sieve;

import barua.message.Address;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Recipes of procmail (procmailrc(5)) as rules: conditions on header fields, the body and the size; delivery into folders, forwarding,
 * {@code /dev/null}, blocks within blocks, variables that are set once. A recipe that delivers ends the way of the letter, one with {@code c} does not.
 * Rules that take letters out of the mailbox, thrown away or sent on, are switched off.
 */
public final class ProcmailImport {

    private static final int DEEPEST = 10;
    private static final Pattern SETTING = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)\\s*(?:=\\s*(.*))?");
    private static final Pattern RECIPE = Pattern.compile(":0\\s*([A-Za-z ]*)(?::[^#]*)?(?:#.*)?");
    /** {@code $NAME}, {@code ${NAME}}, {@code ${NAME-what else}}, {@code ${NAME:-what else}}; where none of these, the sign alone. */
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(\\w+)}|\\{(\\w+):?-([^${}\"'`]*)}|([A-Za-z_]\\w*)|)");
    /** Signs that end a line, or what stands in brackets, are no variables but belong to an expression. */
    private static final Pattern END = Pattern.compile("\\$(?=$|[|)])");
    private static final String INBOX = "\u0001";
    private static final String NULL = "/dev/null";
    private static final String DOLLAR = "\u0003";

    private final List<String> lines;
    private final List<Imported.Item> items = new ArrayList<>();
    private final Map<String, String> variables = new HashMap<>(Map.of("DEFAULT", INBOX, "ORGMAIL", INBOX, "HOME", "~", "MAILDIR", ""));
    private int at;
    private String comment = "";
    private boolean delivered;      // the recipe before this one became a rule that delivers

    private ProcmailImport(List<String> lines) {
        this.lines = lines;
    }

    /** What a block around a recipe, or the recipe, asks. @param why it cannot be said, where it cannot */
    private record Asked(List<Condition> conditions, boolean any, Optional<Imported.Why> why) {
        static final Asked NOTHING = new Asked(List.of(), false, Optional.empty());

        Asked and(Asked more) {
            Optional<Imported.Why> wrong = why.or(more::why);
            if (wrong.isEmpty() && (any && !more.conditions.isEmpty() || more.any && !conditions.isEmpty())) {
                wrong = Optional.of(Imported.Why.PATTERN);
            }
            List<Condition> all = new ArrayList<>(conditions);
            all.addAll(more.conditions);
            return new Asked(all, any || more.any, wrong);
        }
    }

    public static Imported read(String recipes) {
        List<String> lines = recipes.lines().limit(Imported.MOST_LINES + 1L).toList();
        var reader = new ProcmailImport(lines.subList(0, Math.min(lines.size(), Imported.MOST_LINES)));
        while (reader.at < reader.lines.size()) {
            reader.block(Asked.NOTHING, 0);
        }
        if (lines.size() > Imported.MOST_LINES) {
            reader.items.add(new Imported.Left(lines.size(), "", Imported.Why.TOO_MUCH));
        }
        return new Imported(reader.items);
    }

    /** Up to the end of the block, or of all. */
    private void block(Asked around, int depth) {
        while (at < lines.size()) {
            int first = at;
            String line = joined();
            Matcher recipe = RECIPE.matcher(line);
            if (line.equals("}")) {
                return;
            }
            if (line.isEmpty() || line.startsWith("#")) {
                comment = line.startsWith("#") ? line.replaceFirst("^#+", "").strip() : "";
            } else if (recipe.matches()) {
                recipe(first, line, recipe.group(1), around, depth);
                comment = "";
            } else {
                setting(first, line, !around.conditions().isEmpty() || around.why().isPresent());
            }
        }
    }

    /** The next line, those behind a backslash with it; without white space around. */
    private String joined() {
        var out = new StringBuilder(lines.get(at++).strip());
        while (!out.isEmpty() && out.charAt(out.length() - 1) == '\\' && at < lines.size() && !out.toString().startsWith("#")) {
            out.setLength(out.length() - 1);
            out.append(lines.get(at++).strip());
        }
        return out.toString();
    }

    private void left(int line, String was, Imported.Why why) {
        items.add(new Imported.Left(line + 1, was, why));
    }

    private void setting(int first, String line, boolean within) {
        Matcher setting = SETTING.matcher(line);
        if (!setting.matches()) {
            left(first, line, Imported.Why.UNKNOWN);
            return;
        }
        String name = setting.group(1);
        String value = Optional.ofNullable(setting.group(2)).orElse("").replaceFirst("\\s+#.*$", "").strip();
        boolean literal = value.matches("'[^']*'");
        Optional<String> known = value.contains("`") || within ? Optional.empty() : literal ? Optional.of(value.substring(1, value.length() - 1))
                : expanded(value.replaceAll("^\"(.*)\"$", "$1"));
        if (known.isPresent()) {
            variables.put(name, known.get());
        } else {
            variables.remove(name);
        }
        boolean includes = name.equals("INCLUDERC") || name.equals("SWITCHRC");
        boolean program = value.contains("`") || name.equals("TRAP") && !value.isEmpty();
        left(first, line, includes ? Imported.Why.INCLUDE : program ? Imported.Why.PROGRAM : known.isEmpty() ? Imported.Why.VARIABLE : Imported.Why.SETTING);
    }

    /** With variables put in; empty where one is not known. */
    private Optional<String> expanded(String text) {
        Matcher variable = VARIABLE.matcher(text);
        var out = new StringBuilder();
        while (variable.find()) {
            String name = Stream.of(1, 2, 4).map(variable::group).filter(Objects::nonNull).findFirst().orElse("");
            String value = variables.get(name);
            if (variable.group(3) != null && (value == null || value.isEmpty())) {
                value = variable.group(3);
            }
            if (value == null) {
                return Optional.empty();
            }
            variable.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return Optional.of(variable.appendTail(out).toString()).filter(expanded -> expanded.length() <= 1000);
    }

    /** The same within an expression, where a dollar sign may be the end of a line. */
    private Optional<String> expandedPattern(String text) {
        return expanded(END.matcher(text).replaceAll(DOLLAR)).map(expanded -> expanded.replace(DOLLAR, "$"));
    }

    private void recipe(int first, String head, String flags, Asked around, int depth) {
        String name = comment;
        Asked asked = flags(flags).and(around);
        var was = new StringBuilder(head);
        String line = "";
        while (at < lines.size()) {
            line = joined();
            if (line.startsWith("*")) {
                asked = asked.and(condition(line.substring(1).strip(), flags.contains("B"), flags.contains("H")));
                was.append('\n').append(line);
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                break;
            }
        }
        was.append('\n').append(line);
        if (line.startsWith("{")) {
            nested(first, was.toString(), flags, asked, line, depth);
        } else if (asked.why().isPresent()) {
            left(first, was.toString(), line.startsWith("|") ? Imported.Why.PROGRAM : asked.why().get());
            delivered = false;
        } else {
            deliver(first, was.toString(), name, flags.contains("c"), asked, line);
        }
    }

    private Asked flags(String flags) {
        Optional<Imported.Why> why = flags.contains("f") ? Optional.of(Imported.Why.PROGRAM)
                : flags.contains("D") ? Optional.of(Imported.Why.CASE)
                : flags.contains("A") || flags.contains("a") || flags.contains("e") || flags.contains("E") && !delivered ? Optional.of(Imported.Why.CHAIN)
                : Optional.empty();
        return new Asked(List.of(), false, why);
    }

    private void nested(int first, String was, String flags, Asked asked, String line, int depth) {
        boolean copies = flags.contains("c");
        Asked inside = copies && asked.why().isEmpty() ? new Asked(List.of(), false, Optional.of(Imported.Why.COPIES)) : asked;
        inside = depth >= DEEPEST ? new Asked(List.of(), false, Optional.of(Imported.Why.TOO_MUCH)) : inside;
        if (inside.why().isPresent()) {
            left(first, was, inside.why().get());
        }
        String rest = line.substring(1).strip();
        if (rest.endsWith("}")) {
            if (rest.length() > 1) {
                setting(first, rest.substring(0, rest.length() - 1).strip(), true);
            }
        } else {
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                setting(first, rest, true);
            }
            if (depth < DEEPEST + 50) {
                block(inside, depth + 1);
            }
        }
        delivered = false;
    }

    private Asked condition(String text, boolean body, boolean header) {
        if (text.startsWith("!")) {
            Asked asked = condition(text.substring(1).strip(), body, header);
            boolean twice = asked.conditions().stream().anyMatch(Condition::not);
            return twice ? failed(Imported.Why.PATTERN) : new Asked(asked.conditions().stream().map(one -> one.not(true)).toList(), false, asked.why());
        }
        if (text.startsWith("$")) {
            return expandedPattern(text.substring(1).strip()).map(known -> condition(known, body, header))
                    .orElseGet(() -> failed(Imported.Why.VARIABLE));
        }
        if (text.startsWith("?")) {
            return failed(Imported.Why.PROGRAM);
        }
        if (text.matches("[<>]\\s*\\d{1,15}")) {
            return new Asked(List.of(new Condition.Size(text.startsWith(">"), Long.parseLong(text.substring(1).strip()), false)), false, Optional.empty());
        }
        if (text.matches("-?[\\d.]+\\s*\\^.*")) {
            return failed(Imported.Why.SCORE);
        }
        if (text.matches("[A-Za-z_]+\\s*\\?\\?.*")) {
            String where = text.substring(0, text.indexOf('?')).strip();
            String rest = text.substring(text.indexOf("??") + 2).strip();
            return where.equals("B") ? condition(rest, true, false) : where.equals("H") ? condition(rest, false, true) : failed(Imported.Why.VARIABLE);
        }
        Optional<List<Condition>> read = body && header ? Optional.empty() : body ? ProcmailPattern.body(text) : ProcmailPattern.header(text);
        return read.map(all -> new Asked(all, all.size() > 1, Optional.empty())).orElseGet(() -> failed(Imported.Why.PATTERN));
    }

    private static Asked failed(Imported.Why why) {
        return new Asked(List.of(), false, Optional.of(why));
    }

    private void deliver(int first, String was, String name, boolean copy, Asked asked, String action) {
        delivered = false;
        if (action.startsWith("|")) {
            left(first, was, Imported.Why.PROGRAM);
            return;
        }
        Optional<String> known = expanded(action.replaceFirst("\\s+#.*$", ""));
        if (known.isEmpty() || action.contains("`")) {
            left(first, was, Imported.Why.VARIABLE);
            return;
        }
        List<RuleAction> actions = action.startsWith("!") ? forward(known.get().substring(1), copy) : file(known.get(), copy);
        if (actions.isEmpty()) {
            left(first, was, Imported.Why.FOLDER);
            return;
        }
        boolean discards = actions.getFirst() instanceof RuleAction.Discard;
        String called = !name.isEmpty() && name.length() <= 60 ? name : actions.getFirst() instanceof RuleAction.FileInto into ? into.folder()
                : actions.getFirst() instanceof RuleAction.Redirect redirect ? redirect.to().toString() : discards ? NULL : "";
        boolean leaves = !copy && (discards || actions.getFirst() instanceof RuleAction.Redirect);
        // Off: of the recipes above, which kept letters from it, some may be left out.
        items.add(new Imported.Taken(first + 1, was, new Rule(called, !leaves, asked.any(), asked.conditions(),
                discards && copy ? List.of() : actions, !copy)));
        delivered = !copy;
    }

    private static List<RuleAction> forward(String addresses, boolean copy) {
        List<String> all = Arrays.stream(addresses.strip().split("[\\s,]+")).toList();
        List<Optional<Address>> read = all.stream().map(Address::parse).toList();
        return read.stream().allMatch(Optional::isPresent) ? read.stream().<RuleAction>map(to -> new RuleAction.Redirect(to.get(), copy)).toList() : List.of();
    }

    /** A file, or with a slash behind it a Maildir; {@code .A.B/} is a folder in a folder. Empty where no folder can be called so. */
    private static List<RuleAction> file(String path, boolean copy) {
        if (path.equals(NULL)) {
            return List.of(new RuleAction.Discard());
        }
        String name = path.replaceAll("^([\"'])(.*)\\1$", "$2").replaceAll("/\\.?$", "").replaceAll("/{2,}", "/");
        if (name.isEmpty() || name.equals(INBOX) || name.matches("(?i)(.*/)?(INBOX|Maildir|mbox)|/var/(spool/)?mail/.*")) {
            return List.of(new RuleAction.Keep());
        }
        String below = name.replace(INBOX, "").replaceFirst("^~?/?(.*/)?(Maildir|[Mm]ail)/", "").replaceFirst("^[~/]+", "");
        String folder = below.startsWith(".") ? below.substring(1).replace('.', '/') : Imported.folder(below);
        boolean strange = !folder.equals(folder.strip()) || folder.startsWith("/") || folder.contains("..") || !RuleAction.folder(folder);
        return strange ? List.of() : List.of(new RuleAction.FileInto(folder, copy, true));
    }
}
