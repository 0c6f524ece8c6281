package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.MimeParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImportTest {

    private static String inWords(Imported imported) {
        return imported.items().stream().map(item -> switch (item) {
            case Imported.Taken taken -> taken.line() + " " + text(taken.rule());
            case Imported.Left left -> left.line() + " " + left.why() + " " + left.was().replace("\n", " / ");
        }).collect(Collectors.joining("\n"));
    }

    private static String text(Rule rule) {
        RuleSheet sheet = RuleSheet.of(List.of(rule));
        assertEquals(rule, sheet.entries().getFirst().part());
        return sheet.entries().getFirst().text().lines().map(String::strip).collect(Collectors.joining(" "));
    }

    @Test
    void procmail_recipes_become_rules_or_are_listed() throws IOException {
        String recipes = RuleSheetTest.file("procmail.rc");
        Imported imported = ProcmailImport.read(recipes);
        assertEquals(RuleSheetTest.file("procmail.expected").stripTrailing(), inWords(imported));
        Set<String> said = imported.items().stream().flatMap(item -> item.was().lines()).collect(Collectors.toSet());
        String blockHead = "* ^(To|Cc):.*project";      // it stands in the rules of its block
        assertEquals(List.of(), recipes.replaceAll("\\\\\n\\s*", "").lines().map(String::strip)
                .filter(line -> !line.startsWith("#") && line.length() > 1 && !line.equals(blockHead) && !said.contains(line)).toList());
    }

    @Test
    void squirrelmail_filters_become_rules_or_are_listed() throws IOException {
        Imported imported = SquirrelImport.read(RuleSheetTest.file("squirrel.pref"));
        assertEquals(RuleSheetTest.file("squirrel.expected").stripTrailing(), inWords(imported));
    }

    @Test
    void rules_of_an_import_run_as_a_script() throws Exception {
        List<Rule> rules = ProcmailImport.read(":0\n* ^Subject:.*exam\n* ^From: .*neema@\n.Exams.New/\n\n:0\n/dev/null\n").rules();
        assertEquals("fileinto Exams/New []", RuleSheetTest.run(rules.toArray(RuleSheet.Part[]::new)));
    }

    private static String ofProcmail(String... lines) {
        return ProcmailImport.read(String.join("\n", lines)).items().stream().map(item -> switch (item) {
            case Imported.Taken taken -> text(taken.rule());
            case Imported.Left left -> left.why().toString();
        }).collect(Collectors.joining("; "));
    }

    @Test
    void a_comment_behind_a_recipe_or_a_folder_belongs_to_neither() {
        String rule = "# rule:[exams] if allof ( header :contains \"subject\" \"exam\" ) { fileinto :create \"exams\"; stop; }";
        assertEquals(rule, ofProcmail(":0 # what comes from the office", "* ^Subject:.*exam", "exams"));
        assertEquals(rule, ofProcmail(":0: # the same", "* ^Subject:.*exam", "exams/ # into a folder"));
        assertEquals(rule, ofProcmail(":0:exams.lock", "* ^Subject:.*exam", "exams"));
    }

    @Test
    void variables_stand_for_what_they_say_or_else_for_nothing() {
        String rule = "# rule:[exams] if allof ( header :contains \"subject\" \"exam\" ) { fileinto :create \"exams\"; stop; }";
        assertEquals(rule, ofProcmail(":0", "* ^Subject:.*exam", "${FOLDER:-exams}"));
        assertEquals(rule, ofProcmail(":0", "* ^Subject:.*exam", "${FOLDER-exams}"));
        assertEquals("SETTING; " + rule, ofProcmail("FOLDER=exams", ":0", "* ^Subject:.*exam", "${FOLDER:-other}"));
        assertEquals("SETTING; " + rule.replace("exam\"", "exam$1\"").replace("contains", "matches").replace("exam$1", "*exam$1"),
                ofProcmail("WORD='exam\\$1$'", ":0", "* $ ^Subject:.*$WORD", "exams"));
        assertEquals(rule.replace("contains", "matches").replace("exam\"", "*exam\""), ofProcmail(":0", "* $ ^Subject:.*exam$", "exams"));
        for (String unknown : List.of("$", "$$", "$1", "${FOLDER:+exams}", "${FOLDER", "${FOLDER:-$OTHER}", "$\\FOLDER", "exams`date`")) {
            assertEquals("VARIABLE", ofProcmail(":0", "* ^Subject:.*exam", unknown), unknown);
        }
    }

    @Test
    void recipes_that_take_letters_out_of_the_mailbox_come_switched_off() throws IOException {
        List<Rule> sent = ProcmailImport.read(":0\n* ^Subject:.*x\n! a@uni.example b@uni.example\n\n:0 c\n! a@uni.example\n").rules();
        assertEquals(List.of(false, true), sent.stream().map(Rule::enabled).toList());
        Imported imported = ProcmailImport.read(":0\n* ? grep -q friends\n! a@uni.example\n\n:0\n/dev/null\n\n:0 c\n/dev/null\n");
        assertEquals(List.of(false, true), imported.rules().stream().map(Rule::enabled).toList());
        assertEquals(List.of("/dev/null", "/dev/null"), imported.rules().stream().map(Rule::name).toList());
        assertEquals(List.of(), imported.rules().getLast().actions());
    }

    @Test
    void recipes_ask_whether_a_field_is_there() {
        for (String there : List.of("^X-Loop:", "^X-Loop: ", "^X-Loop:.*", "^X-Loop: .*$", "^X-Loop:[ ]*.*")) {
            assertEquals("# rule:[exams] if allof ( exists \"x-loop\" ) { fileinto :create \"exams\"; stop; }", ofProcmail(":0", "* " + there, "exams"), there);
        }
        assertEquals("# rule:[exams] if allof ( not header :matches [\"x-a\", \"x-b\"] \"*\" ) { fileinto :create \"exams\"; stop; }",
                ofProcmail(":0", "* !^X-(A|b|B):", "exams"));
        assertEquals("PATTERN", ofProcmail(":0", "* ^Subject:$", "exams"));
    }

    @Test
    void mailers_are_known_by_their_addresses_alone_and_daemons_by_more() {
        String mailers = ofProcmail(":0", "* ^FROM_MAILER", "machines");
        assertTrue(mailers.contains("address :localpart :matches [\"from\", \"sender\", \"resent-from\", \"resent-sender\"] [\"postmaster\", \"postmaster-*\","
                + " \"*-postmaster\","), mailers);
        assertFalse(mailers.contains("precedence") || mailers.contains("majordomo"), mailers);
        String daemons = ofProcmail(":0", "* ^FROM_DAEMON", "machines");
        assertTrue(daemons.contains("anyof ( header :contains \"precedence\" [\"bulk\", \"junk\", \"list\"], exists \"mailing-list\","
                + " address :localpart"), daemons);
        assertTrue(daemons.contains("majordomo"), daemons);
    }

    @Test
    void broken_recipes_never_throw() throws IOException {
        long seed = System.nanoTime();
        var dice = new Random(seed);
        String recipes = RuleSheetTest.file("procmail.rc");
        for (int i = 0; i < 200; i++) {
            var mutated = new StringBuilder(recipes);
            for (int n = 0; n < 4; n++) {
                mutated.setCharAt(dice.nextInt(mutated.length()), "{}:0*!^$\\()[]|\n \u0001\0".charAt(dice.nextInt(18)));
            }
            try {
                RuleSheet sheet = RuleSheet.of(ProcmailImport.read(mutated.toString()).rules());
                assertTrue(sheet.problem().isEmpty());
            } catch (RuntimeException fault) {
                throw new AssertionError("seed " + seed + "\n" + mutated, fault);
            }
        }
        assertEquals(1, ProcmailImport.read("x\n".repeat(20_000)).items().stream().filter(item -> item instanceof Imported.Left left
                && left.why() == Imported.Why.TOO_MUCH).count());
        ProcmailImport.read(":0\n* x\n{\n".repeat(2_000));
        ProcmailImport.read(":0\n* ^Subject:" + "(a|b)".repeat(300) + "\nx\n");
    }

    private static List<String> proposed(String header) throws IOException {
        var headers = MimeParser.parse(new ByteArrayInputStream((header + "\r\n\r\n").getBytes(StandardCharsets.UTF_8))).headers();
        return Proposals.from(headers).stream().map(rule -> new RuleWriter(new Quoting(false, false), "\n").test(rule.conditions().getFirst())).toList();
    }

    @Test
    void a_letter_proposes_rules() throws IOException {
        assertEquals(List.of("header :contains \"list-id\" \"<staff.lists.example>\"", "address :is \"from\" \"neema@uni.example\"",
                "address :domain :is \"from\" \"uni.example\"", "header :contains \"subject\" \"Exam papers\""),
                proposed("From: Neema <neema@uni.example>\r\nList-Id: Staff <staff.lists.example>\r\nSubject: Re: [staff] Exam papers"));
        assertEquals(List.of("header :contains \"subject\" \"Habari za leo\""), proposed("Subject: Fwd: Habari za leo"));
        assertEquals(List.of(), proposed("From: nobody\r\nSubject: Re:\r\nList-Id: none"));
    }

    @Test
    void warnings_are_given_where_letters_could_be_lost() {
        var all = List.<Condition>of();
        var some = List.of(Condition.subject(Keys.How.CONTAINS, "a", "b"));
        assertEquals("LOSES_ALL 0 ", warned(new Rule("", true, false, all, List.of(new RuleAction.Discard()), false)));
        assertEquals("DISCARDS 0 ", warned(new Rule("", true, false, some, List.of(new RuleAction.Discard()), false)));
        assertEquals("", warned(new Rule("", false, false, all, List.of(new RuleAction.Discard()), false)));
        assertEquals("", warned(new Rule("", true, false, some, List.of(new RuleAction.FileInto("There", false, false)), true)));
        assertEquals("NO_FOLDER 0 Gone", warned(new Rule("", true, false, some, List.of(new RuleAction.FileInto("Gone", false, false)), true)));
        assertEquals("NEVER_REACHED 1 1", warned(new Rule("", true, false, all, List.of(), true), new Rule("", true, false, some, List.of(), false)));
        assertEquals("SHADOWED 1 1", warned(new Rule("", true, false, some, List.of(), true),
                new Rule("", true, false, List.of(Condition.subject(Keys.How.CONTAINS, "a")), List.of(), false)));
        assertEquals("", warned(new Rule("", true, false, List.of(Condition.subject(Keys.How.CONTAINS, "a")), List.of(), true),
                new Rule("", true, false, some, List.of(), false)));
        var to = barua.message.Address.of("a@b.example");
        assertEquals("NO_COPY 0 a@b.example", warned(Forwarding.of(to, false, false)));
        var note = VacationNote.of(Optional.empty(), Optional.empty(), "", List.of(new VacationNote.Wording("", "Away")), 7, List.of());
        assertEquals("REJECTS 1 , REJECT_AND_VACATION 1 ", warned(note, new Rule("", true, false, some, List.of(new RuleAction.Reject("No", false)), false)));
    }

    private static String warned(RuleSheet.Part... parts) {
        RuleSheet sheet = RuleSheet.of(List.of(parts));
        List<Warning> all = Warnings.of(sheet, "There"::equals);
        assertEquals(all, IntStream.range(0, parts.length).boxed().flatMap(at -> Warnings.of(sheet, at, "There"::equals).stream()).toList());
        return all.stream().map(w -> w.kind() + " " + w.entry() + " " + w.detail()).collect(Collectors.joining(", "));
    }
}
