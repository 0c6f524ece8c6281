package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Scripts that want too much: each is refused, or ended with the letter kept. */
class BoundsTest {

    private static final String MESSAGE = "From: neema@uni.example\r\nSubject: " + "a".repeat(2000) + "\r\n\r\nHello\r\n";

    private static Script script(String text, Limits limits, Includes includes) throws SieveException {
        return Script.compile("mine", text.getBytes(StandardCharsets.UTF_8), limits, Set.copyOf(Script.extensions()), includes);
    }

    private static Script script(String text) throws SieveException {
        return script(text, Limits.DEFAULT, Includes.NONE);
    }

    private static String refused(String text) {
        return assertThrows(SieveException.class, () -> script(text)).getMessage();
    }

    private static Outcome run(Script script) throws Exception {
        return Script.run(List.of(script), ScriptTest.situation(MESSAGE));
    }

    private static void endsKeeping(String why, Outcome outcome) {
        assertEquals(Optional.of(why), outcome.trouble().map(Complaint::text));
        assertTrue(outcome.actions().stream().anyMatch(Action.Keep.class::isInstance));
        assertTrue(outcome.actions().stream().noneMatch(action -> action instanceof Action.Discard || action instanceof Action.Reject));
    }

    @Test
    void ten_thousand_rules_are_read_and_run() throws Exception {
        var text = new StringBuilder("require \"fileinto\";\n");
        for (int i = 0; i < 10_000; i++) {
            text.append("# rule:[R").append(i).append("]\nif header :contains \"subject\" \"x")
                    .append(i).append("\" { fileinto \"F").append(i).append("\"; }\n");
        }
        text.append("fileinto \"last\";");
        assertEquals(List.of(20_002), run(script(text.toString())).actions().stream().map(action -> action.place().line()).toList());
    }

    @Test
    void ten_megabytes_are_refused_unread() {
        assertEquals("line 1, column 1: the script has 10485760 bytes; 1048576 are allowed", refused("(".repeat(10 << 20)));
    }

    @Test
    void a_megabyte_of_anything_is_answered_with_few_complaints() {
        for (String soup : List.of("(", "{", "}", "[", "\"", "\\", "if ", "not ", ";", "x{", "${", "1", ":", "/*", "text:\n..", "\u2028", "a,")) {
            assertTrue(refused(soup.repeat((1 << 20) / soup.getBytes(StandardCharsets.UTF_8).length)).lines().count() <= Complaints.MOST, soup);
        }
    }

    @Test
    void a_hundred_blocks_in_each_other_are_refused_where_they_are_too_deep() {
        assertEquals("line 1, column 324: blocks, tests and lists are nested deeper than 32", refused("if true { ".repeat(100) + "}".repeat(100)));
        assertEquals("line 1, column 132: blocks, tests and lists are nested deeper than 32", refused("if " + "not ".repeat(100) + "true { keep; }"));
        assertEquals("line 1, column 116: blocks, tests and lists are nested deeper than 32",
                refused("if " + "anyof (".repeat(100) + "true" + ")".repeat(100) + " { keep; }"));
    }

    @Test
    void what_was_deep_enough_compiles() throws Exception {
        assertEquals(1, run(script("if true { ".repeat(31) + "keep;" + "}".repeat(31))).actions().size());
    }

    @Test
    void too_many_commands_are_refused_once() {
        var limits = new Limits(1 << 20, 32, 3, 32, 4, 1000, Duration.ofSeconds(5));
        var refused = assertThrows(SieveException.class, () -> script("keep; keep; keep;\nkeep; keep;", limits, Includes.NONE));
        assertEquals("line 2, column 1: the script has more than 3 commands", refused.getMessage());
    }

    @Test
    void too_many_actions_end_the_script() throws Exception {
        var text = new StringBuilder("require \"fileinto\"; discard;\n");
        for (int i = 0; i < 40; i++) {
            text.append("fileinto \"F").append(i).append("\";");
        }
        Outcome outcome = run(script(text.toString()));
        endsKeeping("the script asks for more than 32 actions", outcome);
        assertEquals(32, outcome.actions().size());     // 31 filings, and the keep instead of the discard
    }

    @Test
    void too_many_steps_end_the_script() throws Exception {
        String wildcards = "if header :matches \"subject\" \"" + "*" + "a".repeat(500) + "b*\" { keep; }\n";
        Outcome outcome = run(script("discard;\n" + wildcards.repeat(20), new Limits(1 << 20, 32, 1000, 32, 4, 5_000, Duration.ofMinutes(5)), Includes.NONE));
        endsKeeping("the script does too much for one letter", outcome);
    }

    @Test
    void too_long_a_time_ends_the_script() throws Exception {
        var limits = new Limits(1 << 20, 32, 100_000, 32, 4, 10_000_000, Duration.ZERO);
        endsKeeping("the script takes too long for one letter", run(script("if true { }".repeat(2000), limits, Includes.NONE)));
    }

    @Test
    void scripts_that_include_each_other_a_million_times_end() throws Exception {
        Includes includes = (name, _) -> Optional.of((name.equals("9") ? "if header \"subject\" \"x\" { keep; }"
                : "require \"include\";" + ("include \"" + (Integer.parseInt(name) + 1) + "\";").repeat(10)).getBytes(StandardCharsets.UTF_8));
        var limits = new Limits(1 << 20, 32, 100_000, 32, 4, 200_000, Duration.ofMinutes(5));
        endsKeeping("the script does too much for one letter", run(script("require \"include\"; include \"0\";", limits, includes)));
    }

    @Test
    void includes_that_go_too_deep_are_refused() {
        Includes endless = (name, _) -> Optional.of(("require \"include\"; include \"" + name + "x\";").getBytes(StandardCharsets.UTF_8));
        String why = assertThrows(SieveException.class, () -> script("require \"include\"; include \"a\";", Limits.DEFAULT, endless)).getMessage();
        assertTrue(why.contains("scripts are included deeper than 10"), why);
    }

    @Test
    void a_variable_that_doubles_is_cut() throws Exception {
        Outcome outcome = run(script("require [\"variables\", \"relational\", \"fileinto\"]; set \"a\" \"0123456789\";" + "set \"a\" \"${a}${a}\";".repeat(100)
                + "set :length \"b\" \"${a}\"; fileinto \"${b}\";"));
        assertEquals(Optional.empty(), outcome.trouble());
        assertEquals("8192", ((Action.FileInto) outcome.actions().getFirst()).mailbox());
    }

    @Test
    void a_string_of_many_variables_ends_the_script() throws Exception {
        endsKeeping("a string with variables is longer than 262144 characters", run(script("require [\"variables\", \"reject\"]; set \"a\" \""
                + "x".repeat(8192) + "\"; reject \"" + "${a}".repeat(40) + "\";")));
    }

    @Test
    void too_many_variables_end_the_script() throws Exception {
        var text = new StringBuilder("require \"variables\";");
        for (int i = 0; i < 600; i++) {
            text.append("set \"v").append(i).append("\" \"x\";");
        }
        endsKeeping("the script has more than 500 variables", run(script(text.toString())));
    }

    @Test
    void a_regular_expression_that_is_too_large_is_refused() {
        String why = refused("require \"regex\"; if header :regex \"subject\" \"((a?){30}){30}b\" { stop; }");
        assertTrue(why.startsWith("line 1, column 21: the regular expression "), why);
    }

    @Test
    void a_regular_expression_that_explodes_ends_or_answers() throws Exception {
        for (String pattern : List.of("(a+)+$b", "(a|aa)+b", "(.*)*b", "(a*)*(a*)*c")) {
            Outcome outcome = run(script("require \"regex\"; discard; if header :regex \"subject\" \"" + pattern + "\" { stop; }"));
            assertTrue(outcome.trouble().isEmpty() || outcome.actions().stream().anyMatch(Action.Keep.class::isInstance), pattern);
            assertTrue(outcome.trouble().filter(trouble -> trouble.text().startsWith(Script.FAULT)).isEmpty(), pattern + ": " + outcome.trouble());
        }
    }
}
