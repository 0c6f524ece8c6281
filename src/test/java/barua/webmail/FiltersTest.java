package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.delivery.Doing;
import barua.directory.Account;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.GlobalScripts;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.sieve.Imported;
import barua.sieve.RuleSheet;
import barua.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules from the form to the script and back, and what the servlets of filters, vacation reply and forwarding write. */
class FiltersTest {

    private static final Account NEEMA = Office.NEEMA;

    @TempDir
    Path data;
    private Office office;
    private Webmail webmail;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        webmail = new Webmail(office.desk, null, null, null, Office.FORWARDING, office.dryRun);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private String script(Account account) throws IOException {
        return webmail.rulebook().active(account.address());
    }

    private String mark(Account account) throws IOException {
        return webmail.rulebook().open(account.address()).mark();
    }

    private Exchange post(Account account, String... fields) throws Exception {
        Exchange exchange = new Exchange("POST", "/filters").signedIn(account.address());
        for (int i = 0; i < fields.length; i += 2) {
            exchange.parameter(fields[i], fields[i + 1]);
        }
        new FiltersServlet(webmail).doPost(exchange.request(), exchange.response());
        return exchange;
    }

    private Exchange save(String name, String value, String kind, String mark, String... more) throws Exception {
        String[] fields = {"verb", "save", "tab", "form", "number", "0", "version", mark, "name", name, "match", "all", "c0.field", "subject", "c0.test",
                "contains",
            "c0.values", value, "a0.kind", kind, "a0.folder", "+", "a0.text", "Students", "stop", "yes"};
        String[] all = Arrays.copyOf(fields, fields.length + more.length);
        System.arraycopy(more, 0, all, fields.length, more.length);
        return post(NEEMA, all);
    }

    private static RuleForm form(String name, String value) {
        return new RuleForm(name, true, List.of(new RuleForm.Line("subject", "", "contains", value), new RuleForm.Line("domain", "", "is.not", "x.example"),
                new RuleForm.Line("size", "", "over", "1.5"), new RuleForm.Line("list", "", "exists", ""),
                new RuleForm.Line("attachment", "", "exists.not", "")),
                List.of(new RuleForm.Deed("flag", "", ""), new RuleForm.Deed("copy", "A/B", ""), new RuleForm.Deed("redirect", "", "a@b.example")), true);
    }

    private static Optional<RuleForm> read(String script) {
        return FiltersPages.one(script).flatMap(FiltersPages::form);
    }

    private static List<String> names(String script) {
        return RuleSheet.read(script).entries().stream().map(entry -> entry.part().name()).toList();
    }

    @Test
    void what_the_form_writes_it_reads_again_on_and_off() {
        RuleForm form = form("Kazi", "a \"b\" \\c\nna d");
        for (boolean on : List.of(true, false)) {
            RuleSheet sheet = RuleSheet.of(List.of(RuleForms.rule(form, on)));
            assertEquals(Optional.of(form), read(sheet.text()), sheet.text());
            assertEquals(on, sheet.entries().getFirst().part().enabled());
        }
    }

    @Test
    void each_field_with_each_of_its_tests_and_each_action_comes_back_as_it_was() {
        for (String field : Choices.FIELDS) {
            List<String> tests = Choices.testsOf(field).isEmpty() ? List.of("") : Choices.testsOf(field);
            for (String test : tests) {
                boolean valued = new RuleForm.Line(field, "", test, "").valued() && !field.equals("attachment");
                String values = !valued ? "" : field.equals("size") ? "0.25" : "a*\nb?c";
                RuleForm.Line line = new RuleForm.Line(field, field.equals("header") ? "X-Kazi" : "", test, values);
                RuleForm form = new RuleForm("Kazi", false, List.of(line), List.of(new RuleForm.Deed("keep", "", "")), false);
                assertEquals(Optional.empty(), RuleCheck.problem(form), line::toString);
                assertEquals(Optional.of(form), read(RuleSheet.of(List.of(RuleForms.rule(form, true))).text()), line::toString);
            }
        }
        for (String kind : Choices.DEEDS) {
            RuleForm.Deed deed = switch (kind) {
                case "move", "copy" -> new RuleForm.Deed(kind, "Kazi/Mpya", "");
                case "label", "reject" -> new RuleForm.Deed(kind, "", "Sitaki");
                case "forward", "redirect" -> new RuleForm.Deed(kind, "", "a@b.example");
                default -> new RuleForm.Deed(kind, "", "");
            };
            RuleForm form = new RuleForm("Kazi", false, List.of(new RuleForm.Line("subject", "", "contains", "x")), List.of(deed), true);
            assertEquals(Optional.of(form), read(RuleSheet.of(List.of(RuleForms.rule(form, true))).text()), kind);
        }
    }

    @Test
    void rules_of_other_programs_are_shown_by_the_form() {
        String roundcube = "require [\"fileinto\",\"mailbox\",\"imap4flags\"];\r\n# rule:[Wanafunzi]\r\nif anyof (header :contains \"subject\" \"mtihani\", "
                + "header :contains \"from\" [\"a@b.example\",\"c\"])\r\n{\r\n\taddflag [\"\\\\Seen\",\"Kazi\"];\r\n\tfileinto :create \"INBOX/Wanafunzi\";\r\n"
                + "\tstop;\r\n}\r\n";
        assertEquals(Optional.of(new RuleForm("Wanafunzi", true, List.of(new RuleForm.Line("subject", "", "contains", "mtihani"),
                new RuleForm.Line("from", "", "contains", "a@b.example\nc")), List.of(new RuleForm.Deed("read", "", ""), new RuleForm.Deed("label", "", "Kazi"),
                new RuleForm.Deed("move", "INBOX/Wanafunzi", "")), true)), read(roundcube));
        RuleForm nameless = new RuleForm("", false, List.of(new RuleForm.Line("subject", "", "contains", "x")), List.of(new RuleForm.Deed("keep", "", "")),
                false);
        assertEquals(Optional.of(nameless), read("if header :contains \"subject\" \"x\" {\r\n    keep;\r\n}\r\n"), "one without a name, too");
        assertEquals(Optional.of("filters.bad.name"), RuleCheck.problem(nameless), "when the form is saved it gets one");
    }

    @Test
    void what_the_form_cannot_say_is_hand_written_and_stays_letter_by_letter() throws Exception {
        String hand = "require \"fileinto\";\r\n/* mine */\r\nif header :regex \"subject\" \"x\" { keep; } else { stop; }\r\n# rule:[A]\r\n"
                + "if allof (true) {\r\n    # why\r\n    keep;\r\n    notify \"mailto:a@b.example\";\r\n}\r\n";
        assertEquals(List.of("", "A"), names(hand));
        RuleSheet sheet = RuleSheet.read(hand);
        assertTrue(sheet.entries().stream().allMatch(entry -> FiltersPages.form(entry).isEmpty()));
        assertTrue(sheet.move(0, 1).text().contains(sheet.entries().getFirst().text()));
    }

    @Test
    void a_piece_by_hand_may_require_what_it_needs_and_gets_a_name() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        String text = "require [\"vacation\", \"fileinto\"]; # mine\n\nif size :over 1M {\n    vacation \"big\";\n} else {\n    fileinto \"INBOX\";\n}\n";
        assertEquals(303, post(NEEMA, "verb", "save", "tab", "sieve", "number", "0", "version", mark(NEEMA), "text", text).status);
        assertEquals(List.of("A", "New filter"), names(script(NEEMA)));
        assertEquals(1, script(NEEMA).split("require").length - 1, script(NEEMA));
        assertEquals(303, post(NEEMA, "verb", "save", "tab", "sieve", "number", "2", "version", mark(NEEMA), "text", "keep;").status);
        assertEquals(List.of("A", ""), names(script(NEEMA)));
        assertEquals(422, post(NEEMA, "verb", "save", "tab", "sieve", "number", "2", "version", mark(NEEMA), "text", "keep").status);
        assertEquals("/filters/1?done=saved", post(NEEMA, "verb", "save", "tab", "sieve", "number", "2", "version", mark(NEEMA), "text", "")
                .answered.get("Location"), "an empty text takes it out");
        assertEquals(List.of("A"), names(script(NEEMA)));
    }

    @Test
    void comments_within_a_rule_stay_when_it_is_moved_or_switched_and_those_above_it_when_its_form_is_saved() throws Exception {
        String text = "# Kwa nini\r\n# rule:[A]\r\nif allof (\r\n    header :contains \"subject\" \"x\"  # why\r\n) {\r\n    keep; # so\r\n}\r\n";
        office.store.open(NEEMA.address()).scripts().put(Rulebook.USUAL, text.getBytes(StandardCharsets.UTF_8), OptionalLong.empty());
        post(NEEMA, "verb", "off", "number", "1", "version", mark(NEEMA));
        assertTrue(script(NEEMA).contains("# why") && script(NEEMA).contains("# so") && script(NEEMA).contains("allof (false, "), script(NEEMA));
        post(NEEMA, "verb", "on", "number", "1", "version", mark(NEEMA));
        assertEquals(text, script(NEEMA));
        String[] again = {"verb", "save", "tab", "form", "number", "1", "version", mark(NEEMA), "name", "A", "match", "all", "c0.field", "subject", "c0.test",
            "contains", "c0.values", "y", "a0.kind", "keep"};
        assertEquals(303, post(NEEMA, again).status);
        assertTrue(script(NEEMA).startsWith("# Kwa nini\r\n# rule:[A]\r\nif allof ("), script(NEEMA));
    }

    @Test
    void a_script_that_cannot_be_read_is_one_piece_that_can_be_mended_or_go() throws Exception {
        byte[] broken = "# rule:[A]\nif {".getBytes(StandardCharsets.UTF_8);
        office.store.open(NEEMA.address()).scripts().put(Rulebook.USUAL, broken, OptionalLong.empty());
        assertEquals(422, save("B", "x", "move", mark(NEEMA)).status);
        assertEquals("/filters", post(NEEMA, "verb", "off", "number", "1", "version", mark(NEEMA)).answered.get("Location"));
        Exchange away = new Exchange("POST", "/settings/vacation").signedIn(NEEMA.address()).parameter("version", mark(NEEMA)).parameter("on", "yes")
                .parameter("days", "4").parameter("text", "Nipo likizo");
        new VacationServlet(webmail).doPost(away.request(), away.response());
        assertEquals(422, away.status);
        assertEquals(303, post(NEEMA, "verb", "save", "tab", "sieve", "number", "1", "version", mark(NEEMA), "text", "keep;\n").status);
        assertEquals("keep;\n", script(NEEMA));
        office.store.open(NEEMA.address()).scripts().put(Rulebook.USUAL, broken, OptionalLong.empty());
        assertTrue(post(NEEMA, "verb", "delete", "number", "1", "version", mark(NEEMA)).answered.get("Location").startsWith("/filters?done=deleted"));
        assertEquals("", script(NEEMA));
    }

    @Test
    void the_page_says_what_may_not_be_meant() throws Exception {
        post(NEEMA, "verb", "save", "tab", "form", "number", "0", "version", mark(NEEMA), "name", "All", "match", "all", "c0.field", "any", "a0.kind", "keep",
                "stop", "yes");
        post(NEEMA, "verb", "save", "tab", "sieve", "number", "0", "version", mark(NEEMA), "text",
                "require \"fileinto\";\n# rule:[B]\nif allof (\n    header :contains \"subject\" \"x\"\n) {\n    fileinto \"Nowhere\";\n}\n");
        Exchange shown = new Exchange("GET", "/filters/2").signedIn(NEEMA.address());
        new FiltersServlet(webmail).doGet(shown.request(), shown.response());
        FiltersPage page = (FiltersPage) shown.attributes.get("page");
        assertEquals(List.of("No message comes this far: \"All\" above it takes every message and stops.",
                "There is no folder Nowhere now. It is made when this filter is saved."), page.editor().hints());
        assertEquals(List.of(List.of(), page.editor().hints()), page.rules().stream().map(FiltersPage.Line::warnings).toList(), "in the list, too");
        assertEquals(303, post(NEEMA, "verb", "save", "tab", "form", "number", "2", "version", mark(NEEMA), "name", "B", "match", "all", "c0.field", "subject",
                "c0.test", "contains", "c0.values", "x", "a0.kind", "move", "a0.folder", "Nowhere").status);
        assertTrue(office.store.open(NEEMA.address()).list().stream().anyMatch(entry -> entry.exists() && entry.name().equals(FolderName.of("Nowhere"))));
            }

    @Test
    void a_mark_within_a_text_or_block_begins_no_part() {
        assertEquals(List.of("A", "D"), names("# rule:[A]\nif true {\n# rule:[B]\nreject text:\n# rule:[C]\n.\n;\nkeep; }\n# rule:[D]\nkeep;\n"));
    }

    @Test
    void a_name_cannot_leave_its_line() throws Exception {
        save("a]\ndiscard;\n# rule:[b", "x", "move", mark(NEEMA));
        assertEquals(1, names(script(NEEMA)).size());
        assertFalse(script(NEEMA).contains("\ndiscard;"));
    }

    @Test
    void a_rule_is_saved_its_folder_made_and_the_script_run() throws Exception {
        Exchange saved = save("Student letters", "barua ya", "move", mark(NEEMA));
        assertEquals(List.of(303, "/filters/1?done=saved"), List.of(saved.status, saved.answered.get("Location")));
        assertTrue(office.store.open(NEEMA.address()).list().stream().anyMatch(entry -> entry.name().equals(FolderName.of("Students"))));
        assertEquals("require [\"fileinto\"]; # for the rules made by form\n\n# rule:[Student letters]\nif allof (\n    header :contains \"subject\" "
                + "\"barua ya\"\n) {\n    fileinto \"Students\";\n    stop;\n}\n", script(NEEMA).replace("\r\n", "\n"));
        assertEquals("", script(Office.BARAKA));
    }

    @Test
    void what_loses_mail_is_saved_only_by_who_says_so() throws Exception {
        assertEquals(422, save("Away", "x", "discard", mark(NEEMA)).status);
        assertEquals("", script(NEEMA));
        assertEquals(303, save("Away", "x", "discard", mark(NEEMA), "sure", "yes").status);
    }

    @Test
    void what_a_client_changed_meanwhile_is_shown_beside_and_nothing_is_lost() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        String seen = mark(NEEMA);
        byte[] other = "keep;\n".getBytes(StandardCharsets.UTF_8);
        office.store.open(NEEMA.address()).scripts().put(Rulebook.USUAL, other, OptionalLong.empty());
        Exchange late = save("B", "y", "move", seen);
        assertEquals(List.of(409, "/views/conflict.xhtml"), List.of(late.status, late.forwarded));
        ScriptServlet.Conflict conflict = (ScriptServlet.Conflict) late.attributes.get("conflict");
        assertTrue(conflict.mine().contains("# rule:[A]") && conflict.mine().contains("# rule:[B]"), conflict.mine());
        assertEquals("keep;\n", conflict.theirs());
        Exchange keep = new Exchange("POST", "/filters/script").signedIn(NEEMA.address()).parameter("verb", "keep").parameter("version", conflict.version())
                .parameter("text", conflict.mine());
        new ScriptServlet(webmail).doPost(keep.request(), keep.response());
        assertEquals(conflict.mine().replace("\r\n", "\n"), script(NEEMA), "with the line ends of the script that was there");
        assertEquals("keep;\n", new String(office.store.open(NEEMA.address()).scripts().read(ScriptName.of(conflict.aside())).bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void who_takes_what_a_client_wrote_keeps_his_own_beside_it() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        String mine = "# na hii bado haijakamilika {\n";
        Exchange take = new Exchange("POST", "/filters/script").signedIn(NEEMA.address()).parameter("verb", "take").parameter("version", mark(NEEMA))
                .parameter("text", mine);
        String before = script(NEEMA);
        new ScriptServlet(webmail).doPost(take.request(), take.response());
        assertEquals(List.of(303, "/filters"), List.of(take.status, take.answered.get("Location")));
        assertEquals(before, script(NEEMA));
        byte[] aside = office.store.open(NEEMA.address()).scripts().read(ScriptName.of("filters 2")).bytes();
        assertEquals(mine, new String(aside, StandardCharsets.UTF_8).replace("\r\n", "\n"));
    }

    @Test
    void mail_is_not_sent_on_to_an_address_of_ours_that_nobody_has() throws Exception {
        for (String kind : List.of("forward", "redirect")) {
            assertEquals(422, save("Away", "x", kind, mark(NEEMA), "sure", "yes", "a0.text", "hakuna@mfano.example").status);
        }
        Exchange forward = new Exchange("POST", "/settings/forwarding").signedIn(NEEMA.address()).parameter("version", mark(NEEMA)).parameter("on", "yes")
                .parameter("to", "hakuna@mfano.example");
        new ForwardingServlet(webmail).doPost(forward.request(), forward.response());
        assertEquals(List.of(422, "Nobody here has that address."), List.of(forward.status, forward.attributes.get("problem")));
        assertEquals("", script(NEEMA));
        var approved = new ForwardingPolicy(false, List.of("b.example"), to -> to.domain().toString().equals("b.example"), _ -> false);
        assertEquals(Optional.empty(), approved.refusal(Address.of("a@b.example")));
        assertEquals(Optional.of("forwarding.refused"), approved.refusal(Address.of("a@c.example")));
    }

    @Test
    void rules_change_places_are_switched_deleted_and_brought_back() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        save("B", "y", "move", mark(NEEMA));
        assertEquals("/filters?done=moved&at=1", post(NEEMA, "verb", "up", "number", "2", "version", mark(NEEMA)).answered.get("Location"));
        assertEquals(List.of("B", "A"), names(script(NEEMA)));
        post(NEEMA, "verb", "off", "number", "1", "version", mark(NEEMA));
        String before = script(NEEMA);
        assertTrue(before.contains("if allof (false, allof ("));
        String[] back = post(NEEMA, "verb", "delete", "number", "1", "version", mark(NEEMA)).answered.get("Location").split("back=");
        assertEquals(1, names(script(NEEMA)).size());
        post(NEEMA, "verb", "undo", "back", back[1], "version", mark(NEEMA));
        assertEquals(before, script(NEEMA));
    }

    @Test
    void a_stale_page_moves_nothing() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        String seen = mark(NEEMA);
        save("B", "y", "move", seen);
        String before = script(NEEMA);
        assertEquals("/filters?done=changed", post(NEEMA, "verb", "delete", "number", "1", "version", seen).answered.get("Location"));
        assertEquals(before, script(NEEMA));
    }

    @Test
    void a_letter_of_somebody_else_suggests_nothing() throws Exception {
        long uid = office.file(office.inbox(), "a");
        Exchange other = new Exchange("GET", "/filters/new").signedIn(Office.BARAKA.address()).parameter("letter", "inbox/" + uid);
        new FiltersServlet(webmail).doGet(other.request(), other.response());
        assertEquals(List.of(404, "/views/gone.xhtml"), List.of(other.status, other.forwarded));
    }

    @Test
    void the_check_says_where_a_text_is_wrong_and_refuses_what_is_too_long() throws Exception {
        Exchange check = new Exchange("POST", "/filters/check").signedIn(NEEMA.address()).body("keep\n");
        new FilterDataServlet(webmail).doPost(check.request(), check.response());
        assertTrue(check.text().startsWith("{\"complaints\":[{\"line\":"), check.text());
        Exchange longer = new Exchange("POST", "/filters/check").signedIn(NEEMA.address()).body("#".repeat((1 << 20) + 1));
        new FilterDataServlet(webmail).doPost(longer.request(), longer.response());
        assertEquals(413, longer.status);
    }

    private Exchange bring(String verb, String text, String mark) throws Exception {
        Exchange exchange = new Exchange("POST", "/filters/import").signedIn(NEEMA.address()).parameter("verb", verb).parameter("text", text)
                .parameter("version", mark);
        new ImportServlet(webmail).doPost(exchange.request(), exchange.response());
        return exchange;
    }

    @Test
    void filters_of_other_programs_are_shown_first_and_taken_over_below_those_that_are_there() throws Exception {
        save("Mine", "x", "keep", mark(NEEMA));
        String before = script(NEEMA);
        String preferences = "full_name=Neema\r\nfilter0=From,mkuu@chuo.example,INBOX.Kazi.Mkuu\r\nfilter1=Subject,50% \\, off,INBOX.Trash\r\n"
                + "filters_spam_scan=all\r\n";
        Exchange looked = bring("look", preferences, mark(NEEMA));
        ImportServlet.Page page = (ImportServlet.Page) looked.attributes.get("imported");
        assertEquals(List.of(2, 3), page.taken().stream().map(ImportServlet.Line::line).toList());
        assertEquals("From contains any of mkuu@chuo.example → Kazi/Mkuu", page.taken().getFirst().said());
        assertEquals(List.of(4), page.left().stream().map(ImportServlet.Line::line).toList());
        assertEquals(before, script(NEEMA), "looking changes nothing");
        Exchange taken = bring("take", preferences, mark(NEEMA));
        assertEquals(List.of(303, "/filters?done=imported"), List.of(taken.status, taken.answered.get("Location")));
        assertEquals(List.of("Mine", "mkuu@chuo.example", "50% , off"), names(script(NEEMA)));
        assertTrue(RuleSheet.read(script(NEEMA)).entries().stream().allMatch(entry -> FiltersPages.form(entry).isPresent()),
                "the form shows them: " + script(NEEMA));
        assertTrue(office.store.open(NEEMA.address()).list().stream().anyMatch(entry -> entry.exists() && entry.name().equals(FolderName.of("Kazi/Mkuu"))));
        Exchange recipe = bring("look", ":0:\n* ^Subject:.*mtihani\nKazi/\n\n:0\n| /usr/bin/vacation\n", mark(NEEMA));
        ImportServlet.Page recipes = (ImportServlet.Page) recipe.attributes.get("imported");
        assertEquals(1, recipes.taken().size());
        assertEquals("It runs a program.", recipes.left().getFirst().said());
        Exchange discards = bring("look", ":0\n* ^X-Spam-Flag: yes\n/dev/null\n", mark(NEEMA));
        assertEquals("x-spam-flag begins with yes → Throw it away (comes switched off, for it keeps messages out of this mailbox)",
                ((ImportServlet.Page) discards.attributes.get("imported")).taken().getFirst().said());
        assertEquals(422, bring("take", "full_name=Neema\n", mark(NEEMA)).status, "nothing to take over");
        assertEquals(422, bring("look", "x".repeat(200_001), mark(NEEMA)).status);
    }

    @Test
    void what_a_script_of_the_institution_says_may_be_included() throws Exception {
        byte[] shared = "keep;".getBytes(StandardCharsets.UTF_8);
        office.store.globalScripts().put(ScriptName.of("shared"), shared, GlobalScripts.When.INCLUDED, GlobalScripts.Reach.ALL, OptionalLong.empty());
        String text = "require \"include\"; include :global \"shared\"; include :optional \"none\";";
        assertEquals(List.of(), webmail.rulebook().complaints(NEEMA.address(), "x", text));
        assertEquals(1, webmail.rulebook().complaints(NEEMA.address(), "x", text.replace("\"shared\"", "\"other\"")).size());
    }

    private List<String> tried(String language, String script) throws IOException {
        FilterTrials.Ready ready = webmail.filterTrials().ready(NEEMA.address(), script).orElseThrow();
        return webmail.filterTrials().tried(NEEMA, ready, true, Words.of(language), new When(Words.of(language), ZoneOffset.UTC, Instant.EPOCH)).letters()
                .stream().map(FiltersPage.Letter::effect).toList();
    }

    @Test
    void a_trial_says_what_delivery_would_not_do_and_why() throws Exception {
        office.file(office.inbox(), "From: Juma <juma@mbali.example>\nReturn-Path: <juma@mbali.example>\nSubject: a", Flags.NONE);
        assertEquals(List.of("One: Send on to rafiki@mbali.example"), tried("en", "# rule:[One]\nredirect \"rafiki@mbali.example\";"));
        assertEquals(List.of("One: not sent on to dada@mbali.example: mail may not be sent on to there"),
                tried("en", "# rule:[One]\nredirect \"dada@mbali.example\";"));
        assertEquals(List.of("One: haitumwi kwa dada@mbali.example: hairuhusiwi kutuma barua huko, Iwekee bendera"),
                tried("sw", "require [\"copy\", \"imap4flags\"];\n"
                        + "# rule:[One]\nif true { redirect :copy \"dada@mbali.example\"; addflag \"\\\\Flagged\"; keep; }"));
        assertEquals(List.of("not sent on to Neema@mfano.example: it is an address of your own"), tried("en", "redirect \"Neema@mfano.example\";"));
        assertEquals(List.of("not put into Nowhere: there is no such folder"), tried("en", "require \"fileinto\"; fileinto \"Nowhere\";"));
        assertEquals(List.of("Nowhere"), tried("en", "require [\"fileinto\", \"mailbox\"]; fileinto :create \"Nowhere\";"));
        assertEquals(List.of("Send back with the words"), tried("en", "require \"reject\"; reject \"no\";"));
        assertEquals(List.of("not answered: you are not named in it"), tried("en", "require \"vacation\"; vacation \"x\";"));
        assertEquals(List.of("not sent on to neema@mfano.example: it is an address of your own, Send on to baraka@mfano.example"),
                tried("en", "require \"extlists\"; redirect :list \"tag:barua,2026:colleagues\";"));
        assertEquals(Optional.empty(), webmail.filterTrials().ready(NEEMA.address(), "require \"extlists\"; redirect :list \"tag:x\";"));
        assertEquals(1, office.inbox().uids().length);
    }

    @Test
    void every_reason_of_delivery_has_words_in_both_languages() {
        for (Doing.Reason reason : Doing.Reason.values()) {
            String key = "filters.why." + reason.name().toLowerCase(Locale.ROOT).replace('_', '.');
            for (String language : List.of("en", "sw")) {
                assertFalse(Words.of(language).say(key).contains(key), key + " " + language);
            }
        }
    }

    @Test
    void every_reason_why_a_line_is_left_has_words_in_both_languages() {
        for (Imported.Why why : Imported.Why.values()) {
            String key = "filters.import.why." + why.name().toLowerCase(Locale.ROOT).replace('_', '.');
            for (String language : List.of("en", "sw")) {
                assertFalse(Words.of(language).say(key).contains(key), key + " " + language);
            }
        }
    }

    @Test
    void vacation_and_forwarding_are_parts_at_the_top_that_compile_and_are_read_again() throws Exception {
        save("A", "x", "move", mark(NEEMA));
        Exchange away = new Exchange("POST", "/settings/vacation").signedIn(NEEMA.address()).parameter("version", mark(NEEMA)).parameter("on", "yes")
                .parameter("from", "2026-03-27").parameter("until", "2026-04-06").parameter("days", "4").parameter("text", "Nipo \"likizo\"")
                .parameter("second", "Away");
        new VacationServlet(webmail).doPost(away.request(), away.response());
        assertEquals("/settings/vacation?saved=yes", away.answered.get("Location"));
        assertEquals(List.of("vacation", "A"), names(script(NEEMA)));
        assertEquals(new VacationForm(true, "2026-03-27", "2026-04-06", "", "Nipo \"likizo\"", "Away", "4"), VacationForm.of(RuleSheet.read(script(NEEMA)))
                .orElseThrow());
        assertTrue(webmail.isAway(NEEMA.address(), LocalDate.of(2026, 4, 6)));
        assertFalse(webmail.isAway(NEEMA.address(), LocalDate.of(2026, 4, 7)));
        ForwardingForm forward = new ForwardingForm(true, "n@partner.example", false, true);
        assertTrue(ScriptPart.of(webmail, NEEMA.address()).put(mark(NEEMA), forward::in) instanceof Rulebook.Saved.Done);
        assertEquals(List.of("vacation", "forwarding", "A"), names(script(NEEMA)));
        assertEquals(Optional.of(forward), ForwardingForm.of(RuleSheet.read(script(NEEMA))));
        ForwardingForm off = new ForwardingForm(false, "", true, true);
        assertTrue(ScriptPart.of(webmail, NEEMA.address()).put(mark(NEEMA), off::in) instanceof Rulebook.Saved.Done);
        assertEquals(Optional.of(new ForwardingForm(false, "n@partner.example", false, true)), ForwardingForm.of(RuleSheet.read(script(NEEMA))));
        assertEquals(Optional.of("forwarding.bad.self"), new ForwardingForm(true, "NEEMA@mfano.example", true, true).problem(NEEMA.address()));
    }

    @Test
    void odd_vacations_are_refused() {
        assertEquals(Optional.of("vacation.bad.dates"), new VacationForm(true, "2026-04-06", "2026-04-05", "", "a", "", "4").problem());
        assertEquals(Optional.of("vacation.bad.date"), new VacationForm(true, "2026-02-31", "", "", "a", "", "4").problem());
        assertEquals(Optional.of("vacation.bad.days"), new VacationForm(true, "", "", "", "a", "", "0").problem());
        assertEquals(Optional.of("vacation.bad.text"), new VacationForm(true, "", "", "", "", "", "4").problem());
    }
}
