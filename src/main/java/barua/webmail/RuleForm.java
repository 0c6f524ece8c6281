package barua.webmail;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A rule as the form shows it and sends it back: words and texts, which may not be a rule yet. {@link RuleForms} makes rules of it.
 *
 * @param any  one true condition is enough
 * @param stop later rules do not see what this one took
 */
public record RuleForm(String name, boolean any, List<Line> conditions, List<Deed> actions, boolean stop) {

    static final int MOST = 50;
    /** Letters of the values of one condition. */
    static final int LONGEST = 10_000;
    private static final int LONGEST_NAME = 150;
    /** The choice of a folder that is yet to be made. */
    static final String NEW_FOLDER = "+";
    private static final Set<String> VALUELESS = Set.of("exists", "exists.not");

    public RuleForm {
        conditions = List.copyOf(conditions);
        actions = List.copyOf(actions);
    }

    /** @param header of field {@code header} the name of the field @param values one on each line */
    public record Line(String field, String header, String test, String values) {

        public boolean valued() {
            return !field.equals("any") && !VALUELESS.contains(test);
        }

        /** What keeps a first line break that HTML would swallow. */
        public String lead() {
            return values.startsWith("\n") ? "\n" : "";
        }

        public int rows() {
            return (int) Math.min(6, 1 + values.chars().filter(c -> c == '\n').count());
        }

        List<String> list() {
            return values.lines().map(String::strip).filter(line -> !line.isEmpty()).distinct().toList();
        }
    }

    /** @param folder as scripts name it; {@link #NEW_FOLDER} where {@code text} names one to be made */
    public record Deed(String kind, String folder, String text) {

        public boolean files() {
            return kind.equals("move") || kind.equals("copy");
        }

        public boolean texted() {
            return files() && folder.equals(NEW_FOLDER) || Set.of("forward", "redirect", "reject", "label").contains(kind);
        }
    }

    static final Line FIRST_LINE = new Line("subject", "", "contains", "");
    static final Deed FIRST_DEED = new Deed("move", NEW_FOLDER, "");

    static RuleForm blank() {
        return new RuleForm("", false, List.of(FIRST_LINE), List.of(FIRST_DEED), true);
    }

    /** What the browser sent; longer than the form allows is cut. */
    static RuleForm of(HttpServletRequest request) {
        List<Line> conditions = new ArrayList<>();
        List<Deed> actions = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            if (request.getParameter("c" + i + ".field") != null) {
                conditions.add(line(request, "c" + i));
            }
            if (request.getParameter("a" + i + ".kind") != null) {
                actions.add(new Deed(given(request, "a" + i + ".kind", 20), given(request, "a" + i + ".folder", 1_000),
                        given(request, "a" + i + ".text", 1_000)));
            }
        }
        return new RuleForm(given(request, "name", LONGEST_NAME).strip(), given(request, "match", 5).equals("any"), conditions, actions,
                request.getParameter("stop") != null);
    }

    private static Line line(HttpServletRequest request, String at) {
        String field = given(request, at + ".field", 20);
        String test = given(request, at + ".test", 20);
        List<String> fitting = Choices.testsOf(field);
        return new Line(field, given(request, at + ".header", 100).strip(), fitting.contains(test) ? test : fitting.isEmpty() ? "" : fitting.getFirst(),
                given(request, at + ".values", LONGEST).replace("\r\n", "\n"));
    }

    private static String given(HttpServletRequest request, String name, int longest) {
        String value = Optional.ofNullable(request.getParameter(name)).orElse("");
        return value.length() <= longest ? value : value.substring(0, longest);
    }

    /** Names of the folders that {@code asked} wants as new ones, of which this form, made ready, has the names. */
    Set<String> made(RuleForm asked) {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < actions.size(); i++) {
            if (asked.actions.get(i).files() && asked.actions.get(i).folder().equals(NEW_FOLDER)) {
                made.add(actions.get(i).folder());
            }
        }
        return made;
    }

    /** Whether more lines would fit. */
    boolean full() {
        return conditions.size() >= MOST || actions.size() >= MOST;
    }

    /** With one more line, or without one: {@code condition}, {@code condition-2}, {@code action}, {@code action-0}; as it is for other words. */
    RuleForm changed(String verb) {
        return switch (verb.replaceFirst("-.*", "")) {
            case "condition" -> new RuleForm(name, any, changed(conditions, verb, FIRST_LINE), actions, stop);
            case "action" -> new RuleForm(name, any, conditions, changed(actions, verb, FIRST_DEED), stop);
            default -> this;
        };
    }

    private static <T> List<T> changed(List<T> lines, String verb, T fresh) {
        List<T> changed = new ArrayList<>(lines);
        String at = verb.replaceFirst("[a-z]*-?", "");
        if (at.isEmpty() && lines.size() < MOST) {
            changed.add(fresh);
        } else if (at.matches("[0-9]{1,2}") && Integer.parseInt(at) < lines.size()) {
            changed.remove(Integer.parseInt(at));
        }
        return changed;
    }
}
