package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSheetTest {

    static final List<String> SCRIPTS = List.of("roundcube", "sogo", "ingo", "handmade", "dovecot", "cyrus", "thunderbird", "barua");
    private static final long SEED = System.nanoTime();

    static String script(String name) throws IOException {
        return file(name + ".sieve");
    }

    static String file(String name) throws IOException {
        try (var in = RuleSheetTest.class.getResourceAsStream("rules/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void compiles(String text) {
        if (Stream.of("body", "mime", "regex").anyMatch(name -> !Script.extensions().contains(name) && text.contains("\"" + name + "\""))) {
            return;
        }
        try {
            Script.compile("t", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
        } catch (SieveException refused) {
            throw new AssertionError(refused.getMessage() + "\n" + text);
        }
    }

    private static String shapes(RuleSheet sheet) {
        return sheet.entries().stream().map(entry ->
                entry.part().getClass().getSimpleName() + (entry.part().enabled() ? " " : " off ") + entry.part().name() + " "
                + entry.line() + "-" + entry.lastLine()).collect(Collectors.joining("\n"));
    }

    @Test
    void rules_read_back_as_they_were_written() {
        var random = new RandomRules(SEED);
        for (int i = 0; i < 500; i++) {
            RuleSheet.Part part = random.part();
            RuleSheet sheet = RuleSheet.of(List.of(part));
            assertEquals(List.of(part), sheet.entries().stream().map(RuleSheet.Entry::part).toList(), () -> "seed " + SEED + "\n" + sheet.text());
            compiles(sheet.text());
            compiles(sheet.alone(0));
        }
    }

    @Test
    void what_others_required_changes_no_value() {
        var random = new RandomRules(SEED);
        for (String names : List.of("\"variables\"", "\"encoded-character\"", "[\"variables\", \"encoded-character\"]")) {
            for (int i = 0; i < 100; i++) {
                RuleSheet.Part part = random.part();
                RuleSheet sheet = RuleSheet.read("require " + names + ";\nkeep;\n").insert(0, part);
                assertEquals(part, sheet.entries().getFirst().part(), () -> "seed " + SEED + "\n" + sheet.text());
                compiles(sheet.text());
            }
        }
    }

    @Test
    void edits_leave_everything_else_byte_for_byte() throws Exception {
        var random = new RandomRules(SEED);
        var dice = new Random(SEED);
        for (String name : SCRIPTS) {
            for (int i = 0; i < 8; i++) {
                RuleSheet sheet = RuleSheet.read(script(name));
                for (int step = 0; step < 6; step++) {
                    sheet = edited(sheet, random, dice, name);
                }
            }
        }
    }

    private static RuleSheet edited(RuleSheet sheet, RandomRules random, Random dice, String name) {
        List<String> texts = new ArrayList<>(sheet.entries().stream().map(entry -> entry.text().strip()).toList());
        int size = texts.size();
        int at = size == 0 ? 0 : dice.nextInt(size);
        int kind = size == 0 ? 0 : dice.nextInt(5);
        Optional<RuleSheet.Part> put = kind < 2 ? Optional.of(random.part()) : Optional.empty();
        int to = size == 0 ? 0 : dice.nextInt(size);
        RuleSheet after = switch (kind) {
            case 0 -> sheet.insert(at, put.get());
            case 1 -> sheet.replace(at, put.get());
            case 2 -> sheet.move(at, to);
            case 3 -> sheet.remove(at);
            default -> sheet.enable(at, dice.nextBoolean());
        };
        String why = name + ", seed " + SEED + ", " + kind + " at " + at + " to " + to + "\n--- before\n" + sheet.text() + "\n--- after\n" + after.text();
        assertTrue(after.problem().isEmpty(), why);
        switch (kind) {
            case 0 -> texts.add(at, after.entries().get(at).text().strip());
            case 1, 4 -> texts.set(at, after.entries().get(at).text().strip());
            case 2 -> texts.add(to, texts.remove(at));
            default -> texts.remove(at);
        }
        assertEquals(texts, after.entries().stream().map(entry -> entry.text().strip()).toList(), why);
        put.ifPresent(part -> assertEquals(part, after.entries().get(at).part(), why));
        compiles(after.text());
        return after;
    }

    @Test
    void scripts_of_other_programs_are_understood_as_far_as_a_form_can() throws Exception {
        for (String name : SCRIPTS) {
            String text = script(name);
            RuleSheet sheet = RuleSheet.read(text);
            assertEquals(text, sheet.text());
            compiles(text);
            assertEquals(file(name + ".shapes").stripTrailing(), shapes(sheet), name + "\n@@" + name + "\n" + shapes(sheet) + "\n@@");
        }
    }

    @Test
    void nothing_is_lost_of_what_cannot_be_read() {
        byte[] latin = "# \u00e9\nkeep;\n".getBytes(StandardCharsets.ISO_8859_1);
        for (byte[] bytes : List.of(latin, "if {".getBytes(), "keep".getBytes(), "\"".getBytes(),
                new byte[0], "\ufeffkeep;".getBytes(StandardCharsets.UTF_8), "(".repeat(100_000).getBytes())) {
            assertArrayEquals(bytes, RuleSheet.read(bytes).bytes());
        }
        assertTrue(RuleSheet.read(latin).problem().isPresent());
        assertEquals("keep;\n", RuleSheet.read(latin).rewrite(0, "keep;\n").text());
    }

    @Test
    void mutated_scripts_never_throw_and_come_back_whole() throws Exception {
        var dice = new Random(SEED);
        for (String name : SCRIPTS) {
            byte[] script = script(name).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 60; i++) {
                byte[] mutated = mutated(script, dice);
                RuleSheet sheet = RuleSheet.read(mutated);
                assertArrayEquals(mutated, sheet.bytes(), () -> "seed " + SEED);
                for (int at = 0; at < sheet.entries().size() && sheet.problem().isEmpty(); at++) {
                    sheet.enable(at, !sheet.entries().get(at).part().enabled());
                    sheet.move(at, 0);
                    sheet.remove(at);
                    sheet.alone(at);
                }
            }
        }
    }

    private static byte[] mutated(byte[] script, Random dice) {
        byte[] out = script.clone();
        String signs = "\"\\{}();,:#/*\n\r \0[]\u007fift";
        for (int i = 1 + dice.nextInt(3); i > 0; i--) {
            int at = dice.nextInt(out.length);
            switch (dice.nextInt(3)) {
                case 0 -> out[at] = (byte) signs.charAt(dice.nextInt(signs.length()));
                case 1 -> out[at] = (byte) dice.nextInt(256);
                default -> {
                    int from = Math.min(at, out.length - 1);
                    int cut = Math.min(out.length - from, dice.nextInt(20));
                    byte[] less = new byte[out.length - cut];
                    System.arraycopy(out, 0, less, 0, from);
                    System.arraycopy(out, from + cut, less, from, out.length - from - cut);
                    out = less.length == 0 ? out : less;
                }
            }
        }
        return out;
    }

    @Test
    void ten_thousand_rules_are_read_at_once() {
        String rule = "# rule:[x]\nif header :is \"subject\" \"y\" {\n  keep;\n}\n";
        RuleSheet sheet = RuleSheet.read(rule.repeat(10_000));
        assertEquals(10_000, sheet.entries().size());
        assertEquals(List.of(39_998, 40_000), List.of(sheet.entries().getLast().line(), sheet.entries().getLast().lastLine()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\ndiscard;", "]\n", "a\u2028b", "\u202eabc\u2066", "\0", "[[", "]]]", "*/ discard;", "# rule:[x]"})
    void no_name_leaves_its_comment(String name) {
        var rule = new Rule(name, true, false, List.of(), List.of(new RuleAction.Keep()), false);
        String text = RuleSheet.of(List.of(rule)).text();
        assertEquals(6, text.lines().count(), text);
        assertEquals(rule, RuleSheet.read(text).entries().getFirst().part());
        assertFalse(text.codePoints().anyMatch(c -> Character.getType(c) == Character.FORMAT));
    }

    @Test
    void a_rule_does_what_it_says() throws Exception {
        assertEquals("fileinto Exams [\\Seen]",
                run(rule(List.of(Condition.subject(Keys.How.BEGINS, "exam")), new RuleAction.FileInto("Exams", false, false), RuleAction.markRead())));
        assertEquals("implicit keep", run(rule(List.of(Condition.subject(Keys.How.BEGINS, "papers")), new RuleAction.Discard())));
        assertEquals("discard",
                run(rule(List.of(Condition.senderDomain("uni.example"), Condition.from(Keys.How.CONTAINS, "neema")), new RuleAction.Discard())));
        assertEquals("redirect a@b.example, implicit keep",
                run(rule(List.of(Condition.sender("neema@uni.example")), new RuleAction.Redirect(Address.of("a@b.example"), true))));
        assertEquals("implicit keep", run(rule(List.of(Condition.sender("neema@uni.example").not(true)), new RuleAction.Discard())));
    }

    private static Rule rule(List<Condition> conditions, RuleAction... actions) {
        return new Rule("r", true, false, conditions, List.of(actions), false);
    }

    static String run(RuleSheet.Part... parts) throws Exception {
        return run(RuleSheet.of(List.of(parts)).text());
    }

    private static String run(String text) throws Exception {
        Script script = Script.compile("t", text.getBytes(StandardCharsets.UTF_8), Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
        Outcome outcome = Script.run(List.of(script), ScriptTest.situation(ScriptTest.MESSAGE));
        return outcome.actions().stream().map(action -> switch (action) {
            case Action.Keep keep -> keep.implicit() ? "implicit keep" : "keep";
            case Action.FileInto into -> "fileinto " + into.mailbox() + " " + into.flags();
            case Action.Redirect redirect -> "redirect " + redirect.to();
            case Action.Discard _ -> "discard";
            case Action.Vacation note -> "vacation " + note.reason().strip().replace("\r\n", "|");
            default -> action.toString();
        }).collect(Collectors.joining(", ")) + outcome.trouble().map(t -> " ! " + t).orElse("");
    }

    /** The letter of the test comes on 22 November 2026. */
    @Test
    void a_vacation_note_is_sent_from_its_first_to_its_last_day() throws Exception {
        List<VacationNote.Wording> both = List.of(new VacationNote.Wording("sw", "Nipo likizo.\n.\nAsante"), new VacationNote.Wording("en", "I am away."));
        var note = VacationNote.of(Optional.of(LocalDate.of(2026, 11, 22)), Optional.of(LocalDate.of(2026, 11, 22)), "Likizo", both, 3, List.of());
        assertEquals("vacation Nipo likizo.|.|Asante||* * *||I am away., implicit keep", run(note));
        assertEquals("implicit keep", run(note.enabled(false)));
        assertEquals("implicit keep", run(VacationNote.of(Optional.of(LocalDate.of(2026, 11, 23)), Optional.empty(), "", both, 3, List.of())));
        assertEquals("implicit keep", run(VacationNote.of(Optional.empty(), Optional.of(LocalDate.of(2026, 11, 21)), "", both, 3, List.of())));
    }

    @Test
    void vacation_and_forwarding_stand_above_the_rules() {
        var note = VacationNote.of(Optional.empty(), Optional.empty(), "", List.of(new VacationNote.Wording("", "Away")), 7, List.of());
        var forwarding = Forwarding.of(Address.of("a@b.example"), true, true);
        RuleSheet sheet = RuleSheet.read("# mine\n\nif true {\n  stop;\n}\n").with(forwarding).with(note);
        assertEquals(List.of(note, forwarding), sheet.entries().stream().map(RuleSheet.Entry::part).limit(2).toList());
        assertTrue(sheet.text().startsWith("# mine\n\nrequire [\"copy\", \"vacation\"]; # for the rules made by form\n\n# rule:[vacation]\n"), sheet.text());
        RuleSheet without = sheet.remove(0).remove(0);
        assertEquals("# mine\n\n\nif true {\n  stop;\n}\n", without.text());
    }

    @Test
    void switching_off_and_on_again_leaves_the_bytes_as_they_were() throws Exception {
        for (String name : SCRIPTS) {
            RuleSheet sheet = RuleSheet.read(script(name));
            for (int at = 0; at < sheet.entries().size(); at++) {
                RuleSheet.Entry entry = sheet.entries().get(at);
                if (sheet.switchable(at) && entry.part().enabled() && entry.text().contains("if ")) {
                    RuleSheet off = sheet.enable(at, false);
                    assertFalse(off.entries().get(at).part().enabled(), off.text());
                    assertEquals(sheet.text(), off.enable(at, true).text());
                }
            }
        }
    }

    @Test
    void of_what_roundcube_switched_off_the_rule_is_known() throws Exception {
        RuleSheet sheet = RuleSheet.read(script("roundcube"));
        int off = Stream.iterate(0, i -> i + 1).filter(i -> !sheet.entries().get(i).part().enabled()).findFirst().orElseThrow();
        assertTrue(sheet.entries().get(off).part() instanceof Rule, sheet.entries().get(off).text());
        RuleSheet on = sheet.enable(off, true);
        assertEquals(((Rule) sheet.entries().get(off).part()).enabled(true), on.entries().get(off).part());
    }

    private static final String REMARKED = """
            require "fileinto";
            # above
            # rule:[A]
            if allof ( # first
                # about x
                header :contains "subject" ["x", # of old
                    "y"], /* so */ # why
                size :over 10K # large
                # end of tests
            ) { # begin
                fileinto "Kazi"; # there
                # and then
                stop;
                # no more
            } # of A
            keep;
            """;

    private static Rule stopping(List<Condition> conditions, RuleAction... actions) {
        return new Rule("A", true, false, conditions, List.of(actions), true);
    }

    @Test
    void comments_within_a_rule_stay_with_what_they_belong_to() {
        Condition subject = new Condition.Field(List.of("subject"), Keys.of(Keys.How.CONTAINS, "x", "y"), false);
        RuleSheet sheet = RuleSheet.read(REMARKED);
        Rule read = (Rule) sheet.entries().getFirst().part();
        assertEquals(stopping(List.of(subject, new Condition.Size(true, 10 << 10, false)), new RuleAction.FileInto("Kazi", false, false)), read);
        assertEquals("""
            require "fileinto";
            # above
            # rule:[A]
            if allof (
                # first
                # about x
                # of old
                /* so */
                header :contains "subject" ["x", "y"],  # why
                size :over 10K  # large
            ) {
                # end of tests
                # begin
                fileinto "Kazi";  # there
                # and then
                stop;
                # no more
            }  # of A
            keep;
            """, sheet.replace(0, read).text());
        assertEquals(sheet.replace(0, read).text(), sheet.replace(0, read).replace(0, read).text(), "again changes nothing");
        assertEquals("""
            require "fileinto";
            # above
            # large
            # rule:[A]
            if allof (
                # first
                # about x
                # of old
                /* so */
                header :contains "subject" "z"  # why
            ) {
                # end of tests
                # begin
                fileinto "Shule";  # there
                # and then
                stop;
                # no more
            }  # of A
            keep;
            """, sheet.replace(0, stopping(List.of(new Condition.Field(List.of("subject"), Keys.of(Keys.How.CONTAINS, "z"), false)),
                    new RuleAction.FileInto("Shule", false, false))).text(), "what is changed keeps its own, and what is gone leaves it above");
    }

    @Test
    void a_condition_that_moves_takes_its_comment_along() {
        RuleSheet sheet = RuleSheet.read("# rule:[A]\nif anyof (size :over 1K, # small\n size :over 2K) { # two\n  keep; }\n");
        Rule read = (Rule) sheet.entries().getFirst().part();
        assertEquals("""
            # rule:[A]
            if anyof (
                size :over 2K,
                size :over 1K  # small
            ) {
                # two
                keep;
            }
            """, sheet.replace(0, new Rule("A", true, true, read.conditions().reversed(), read.actions(), false)).text());
    }

    @Test
    void what_roundcube_writes_of_a_rule_that_is_off_is_no_comment() {
        RuleSheet sheet = RuleSheet.read("# rule:[A]\nif false # header :contains \"subject\" \"x\"\n{\n\tkeep; # so\n}\n");
        Rule read = (Rule) sheet.entries().getFirst().part();
        assertEquals("""
            # rule:[A]
            if allof (
                header :contains "subject" "x"
            ) {
                keep;  # so
            }
            """, sheet.replace(0, read.enabled(true)).text());
    }

    @Test
    void a_comment_that_names_a_rule_names_no_other_when_it_is_left_over() {
        RuleSheet sheet = RuleSheet.read("# rule:[A]\nif size :over 1K { # rule:[B]\n  keep; # gone\n  stop; }\n");
        assertEquals("A", sheet.entries().getFirst().part().name());
        RuleSheet changed = sheet.replace(0, new Rule("A", true, false, List.of(), List.of(), true));
        assertEquals("# gone\n# rule:[A]\nif allof (\n    true\n) {\n    stop;\n}\n", changed.text());
        assertEquals("A", changed.entries().getFirst().part().name());
    }
}
