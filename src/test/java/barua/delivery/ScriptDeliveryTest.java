package barua.delivery;

import static barua.delivery.Institute.JUMA;
import static barua.delivery.Institute.NEEMA;
import static barua.delivery.Institute.PLAIN;
import static barua.delivery.Institute.SENDER;
import static barua.delivery.Institute.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.GlobalScripts;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.message.Origin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts of accounts and of the institution, at delivery. */
class ScriptDeliveryTest {

    private static final Address FAR = Address.of("far@other.example");

    @TempDir
    Path folder;
    private Institute chuo;

    @BeforeEach
    void open() throws IOException {
        chuo = new Institute(folder);
    }

    @AfterEach
    void close() throws IOException {
        chuo.close();
    }

    @Test
    void a_rule_files_and_the_trace_says_which() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Kazi/Wanafunzi"), Optional.empty());
        chuo.script(NEEMA, "require [\"fileinto\", \"imap4flags\"];\r\n# rule:[Students]\r\nif header :contains \"subject\" \"Habari\" {\r\n"
                + "  fileinto :flags [\"\\\\Seen\", \"Kazi\", \"a(b\"] \"Kazi/Wanafunzi\";\r\n}\r\n");
        assertEquals(List.of("2.1.5 delivered", "2.1.5 delivered"), chuo.deliver(NEEMA, JUMA));
        assertEquals(List.of(PLAIN), chuo.texts(NEEMA, "Kazi/Wanafunzi"));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        assertEquals(1, chuo.count(JUMA, "INBOX"));
        Folder filed = chuo.store.open(NEEMA).folder(FolderName.of("Kazi/Wanafunzi"));
        assertEquals(Flags.of(Flags.SEEN, Set.of("Kazi")), filed.info(filed.uids()[0]).flags());
        assertEquals(List.of("delivered neema@chuo.example: Kazi/Wanafunzi UID 1, by work, rule \"Students\", line 4",
                "delivered juma@chuo.example: INBOX UID 1"), chuo.happened());
    }

    @Test
    void what_no_folder_takes_is_in_the_inbox_and_the_trace_says_why() throws IOException {
        chuo.script(NEEMA, "require [\"fileinto\"]; fileinto \"Gone\";");
        chuo.deliver(NEEMA);
        assertEquals(List.of(PLAIN), chuo.texts(NEEMA, "INBOX"));
        assertEquals(List.of("delivered neema@chuo.example: INBOX UID 1, by work, line 1",
                "not filed neema@chuo.example: Gone, there is no such folder, by work, line 1"),
                chuo.happened());
        chuo.script(NEEMA, "require [\"fileinto\"]; fileinto \"a//b\";");
        chuo.deliver(NEEMA);
        assertEquals(2, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.happened().getLast().contains("no folder can be called so"), chuo.happened().toString());
    }

    @Test
    void keep_follows_the_detail_as_ever() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Shule"), Optional.empty());
        chuo.script(NEEMA, "keep;");
        chuo.deliver(Address.of("neema+shule@chuo.example"));
        assertEquals(1, chuo.count(NEEMA, "Shule"));
    }

    @Test
    void what_is_thrown_away_was_thrown_away_by_somebody() throws IOException {
        chuo.script(NEEMA, "# rule:[No news]\nif true { discard; }");
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver(NEEMA));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        assertEquals(List.of("discarded neema@chuo.example: by work, rule \"No news\", line 2"), chuo.happened());
    }

    @Test
    void a_letter_that_goes_on_says_whether_the_account_kept_a_copy() throws IOException {
        chuo.script(NEEMA, "require \"copy\"; redirect :copy \"far@other.example\";");
        chuo.deliver(NEEMA);
        assertEquals(List.of("X-Sieve-Redirected-From: neema@chuo.example\r\n" + PLAIN), chuo.letters);
    }

    @Test
    void a_letter_goes_on_under_a_return_path_that_is_ours_and_leads_back() throws IOException {
        chuo.script(NEEMA, "redirect \"far@other.example\";");
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver(NEEMA));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.letters.getFirst().matches("(?s)X-Sieve-Redirected-From: neema@chuo.example; kept=no; seal=[a-z2-7]{8}\r\n.*")
                && chuo.letters.getFirst().endsWith("\r\n" + PLAIN) && chuo.letters.size() == 1, chuo.letters.toString());
        String from = chuo.sent.getFirst().replaceAll("^<|>.*", "");
        assertEquals("<" + from + "> " + FAR, chuo.sent.getFirst());
        assertTrue(from.matches("SRS0=[a-z2-7]{8}=[a-z2-7]{2}=mbali\\.example=rafiki@chuo\\.example"), from);
        assertEquals(Optional.of(Address.of(SENDER)), chuo.srs.original(Address.of(from)));
        assertEquals(List.of("redirected neema@chuo.example: far@other.example, as ID, by work, line 1"), chuo.happened());
        chuo.script(NEEMA, "redirect \"juma@chuo.example\";");
        chuo.deliver(PLAIN, SENDER, STRANGER, false, NEEMA);
        chuo.deliver(PLAIN.replace("<1@", "<2@"), "", STRANGER, false, NEEMA);
        assertEquals(List.of("<" + SENDER + "> juma@chuo.example", "<> juma@chuo.example"), chuo.sent.subList(1, 3));
    }

    @Test
    void two_accounts_that_send_to_each_other_stop() throws IOException {
        chuo.script(NEEMA, "redirect \"juma@chuo.example\";");
        chuo.script(JUMA, "redirect \"neema@chuo.example\";");
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.letters.size());
        chuo.deliver(chuo.letters.getLast(), JUMA);
        assertEquals(2, chuo.letters.size());
        chuo.deliver(chuo.letters.getLast(), NEEMA);
        assertEquals(2, chuo.letters.size());
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertEquals(List.of("delivered neema@chuo.example: INBOX UID 1",
                "not redirected neema@chuo.example: juma@chuo.example, it came from there, by work, line 1"), chuo.happened());
    }

    @Test
    void a_server_between_that_takes_our_field_out_stops_nothing_but_memory_does_also_after_a_restart() throws IOException {
        chuo.script(NEEMA, "redirect \"far@other.example\";");
        chuo.deliver(NEEMA);
        chuo.restart();
        chuo.deliver("Received: from other.example by mx\r\n" + PLAIN, NEEMA);
        assertEquals(1, chuo.letters.size());
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.happened().getLast().contains("it went there before"), chuo.happened().toString());
        chuo.now = chuo.now.plus(Duration.ofHours(13));
        chuo.deliver(NEEMA);
        assertEquals(2, chuo.letters.size());
    }

    @Test
    void what_may_not_go_on_is_kept() throws IOException {
        chuo.policy = new RedirectPolicy(RedirectPolicy.Where.APPROVED, Set.of(), Set.of(Address.of("far@other.example")), 2);
        chuo.restart();
        chuo.script(NEEMA, "redirect \"near@other.example\";");
        chuo.deliver(NEEMA);
        assertTrue(chuo.happened().getLast().contains("near@other.example, it is not allowed to send mail on to there"), chuo.happened().toString());
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        chuo.script(NEEMA, "redirect \"Far@other.example\";");
        for (int i = 0; i < 3; i++) {
            chuo.deliver(PLAIN.replace("<1@", "<x" + i + "@"), NEEMA);
        }
        assertEquals(2, chuo.letters.size());
        assertTrue(chuo.happened().getLast().contains("too many in an hour"), chuo.happened().toString());
        assertEquals(2, chuo.count(NEEMA, "INBOX"));
        chuo.script(NEEMA, "redirect \"mwalimu@chuo.example\";");
        chuo.deliver(PLAIN.replace("<1@", "<y@"), NEEMA);
        assertTrue(chuo.happened().getLast().contains("an address of the account itself"), chuo.happened().toString());
    }

    @Test
    void a_refusal_is_said_where_it_is_heard() throws IOException {
        chuo.script(NEEMA, "require \"reject\"; reject text:\r\nNo advertising,\r\nplease.\r\n.\r\n;");
        assertEquals(List.of("5.7.1 No advertising, please."), chuo.deliver(PLAIN, SENDER, STRANGER, true, NEEMA));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        assertEquals(List.of(), chuo.sent);
        assertEquals(List.of("rejected neema@chuo.example: No advertising, please., by work, line 1"), chuo.happened());
    }

    @Test
    void of_a_strangers_letter_that_cannot_be_refused_any_more_no_report_goes_out_and_it_is_kept() throws IOException {
        chuo.script(NEEMA, "require \"reject\"; reject \"No.\";");
        assertEquals(List.of("2.1.5 delivered", "2.1.5 delivered"), chuo.deliver(PLAIN, SENDER, STRANGER, false, NEEMA, JUMA));
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertEquals(List.of(), chuo.sent);
        assertTrue(chuo.happened().contains("not rejected neema@chuo.example: nobody hears it whose sender is sure, by work, line 1"), chuo.happened()
                .toString());
    }

    @Test
    void one_of_us_gets_a_report() throws IOException {
        chuo.script(NEEMA, "require \"reject\"; reject \"Hapana, asante: \u00fc\";");
        Origin here = new Origin.Here();
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver(PLAIN, "juma@chuo.example", here, false, NEEMA));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        assertEquals(List.of("<> juma@chuo.example"), chuo.sent);
        String report = chuo.letters.getFirst();
        for (String part : List.of("report-type=disposition-notification", "Auto-Submitted: auto-replied (rejected)", "In-Reply-To: <1@mbali.example>",
                "Disposition: automatic-action/MDN-sent-automatically; deleted", "Final-Recipient: rfc822; neema@chuo.example")) {
            assertTrue(report.contains(part), part + "\n" + report);
        }
        assertEquals(List.of("rejected neema@chuo.example: juma@chuo.example, as ID, by work, line 1"), chuo.happened());
    }

    @Test
    void a_script_with_a_mistake_loses_nothing_and_its_owner_is_told_once_for_each_version() throws IOException {
        chuo.script(NEEMA, "discard;\nfilleinto \"x\";");
        chuo.deliver(NEEMA);
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        List<String> inbox = chuo.texts(NEEMA, "INBOX");
        assertEquals(3, inbox.size());
        assertEquals(PLAIN, inbox.getFirst());
        assertTrue(inbox.get(1).contains("Subject: Your mail rules (work) have a mistake") && inbox.get(1).contains("line 2, column 1"), inbox.get(1));
        assertTrue(inbox.get(1).contains("Auto-Submitted: auto-generated"), inbox.get(1));
        chuo.restart();
        chuo.deliver(PLAIN.replace("<1@", "<3@"), NEEMA);
        assertEquals(4, chuo.count(NEEMA, "INBOX"));
        chuo.script(NEEMA, "discard;\nfilleinto \"y\";");
        chuo.deliver(PLAIN.replace("<1@", "<4@"), NEEMA);
        assertEquals(6, chuo.count(NEEMA, "INBOX"));
        chuo.script(JUMA, "nothing;");
        chuo.deliver(JUMA);
        assertTrue(chuo.texts(JUMA, "INBOX").getLast().contains("Kanuni zako za barua (work) zina kosa"), chuo.texts(JUMA, "INBOX").getLast());
    }

    @Test
    void scripts_of_the_institution_come_before_and_after() throws IOException {
        GlobalScripts global = chuo.store.globalScripts();
        chuo.store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
        global.put(ScriptName.of("first"), bytes("require \"fileinto\"; if header :is \"subject\" \"Taka\" { fileinto \"Junk\"; stop; }"),
                GlobalScripts.When.BEFORE, GlobalScripts.Reach.ALL, OptionalLong.empty());
        global.put(ScriptName.of("last"), bytes("require \"fileinto\"; fileinto \"Archive\";"), GlobalScripts.When.AFTER,
                new GlobalScripts.Reach.OfDomain(Institute.CHUO),
                OptionalLong.empty());
        chuo.deliver(PLAIN.replace("Habari", "Taka"), NEEMA);
        assertEquals(1, chuo.count(NEEMA, "Junk"));
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.count(NEEMA, "Archive"));
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
        chuo.script(NEEMA, "require \"fileinto\"; fileinto \"Kazi\";");
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.count(NEEMA, "Kazi"));
        assertEquals(1, chuo.count(NEEMA, "Archive"));
        global.delete(ScriptName.of("last"));
        global.delete(ScriptName.of("first"));
        chuo.deliver(PLAIN.replace("Habari", "Taka"), NEEMA);
        assertEquals(2, chuo.count(NEEMA, "Kazi"));
    }

    @Test
    void scripts_of_an_address_are_run_on_what_was_written_to_it_between_those_of_the_domain_and_the_members_own() throws IOException {
        GlobalScripts global = chuo.store.globalScripts();
        String step = "require [\"imap4flags\", \"variables\"]; addflag \"";
        var team = new GlobalScripts.Reach.OfAddress(Institute.TEAM);
        var domain = new GlobalScripts.Reach.OfDomain(Institute.CHUO);
        global.put(ScriptName.of("a3"), bytes("require \"fileinto\"; fileinto \"AfterAll\";"), GlobalScripts.When.AFTER, GlobalScripts.Reach.ALL,
                OptionalLong.empty());
        global.put(ScriptName.of("a1"), bytes(step + "after-list\";"), GlobalScripts.When.AFTER, team, OptionalLong.empty());
        global.put(ScriptName.of("a2"), bytes(step + "after-domain\";"), GlobalScripts.When.AFTER, domain, OptionalLong.empty());
        global.put(ScriptName.of("b3"), bytes(step + "before-list\";"), GlobalScripts.When.BEFORE, team, OptionalLong.empty());
        global.put(ScriptName.of("b2"), bytes(step + "before-domain\";"), GlobalScripts.When.BEFORE, domain, OptionalLong.empty());
        chuo.script(NEEMA, "require [\"imap4flags\", \"fileinto\"]; if hasflag \"before-list\" { addflag \"own\"; }");
        chuo.store.open(NEEMA).create(FolderName.of("AfterAll"), Optional.empty());
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver(new Recipient(NEEMA, "", Institute.TEAM)));
        assertEquals(List.of("after-domain", "after-list", "before-domain", "before-list", "own"), keywords(NEEMA, "AfterAll", 1));
        assertEquals(List.of("delivered neema@chuo.example: AfterAll UID 1, for timu@chuo.example, by a3, line 1"), chuo.happened());
        chuo.deliver(new Recipient(NEEMA, "x", Address.of("Timu+x@chuo.example")));
        assertEquals(List.of("after-domain", "after-list", "before-domain", "before-list", "own"), keywords(NEEMA, "AfterAll", 2));
        chuo.deliver(NEEMA);
        assertEquals(List.of("after-domain", "before-domain"), keywords(NEEMA, "AfterAll", 3));
        global.put(ScriptName.of("b3"), bytes("# rule:[Not for the team]\nif true { discard; }"), GlobalScripts.When.BEFORE, team, OptionalLong.empty());
        chuo.deliver(new Recipient(NEEMA, "", Institute.TEAM));
        assertEquals(List.of("discarded neema@chuo.example: by b3, rule \"Not for the team\", line 2"), chuo.happened());
        chuo.deliver(NEEMA);
        assertEquals(4, chuo.count(NEEMA, "AfterAll"));
        global.deleteOf(List.of(Institute.TEAM));
        chuo.deliver(new Recipient(NEEMA, "", Institute.TEAM));
        assertEquals(List.of("after-domain", "before-domain"), keywords(NEEMA, "AfterAll", 5));
    }

    private List<String> keywords(Address account, String name, long uid) throws IOException {
        return chuo.store.open(account).folder(FolderName.of(name)).info(uid).flags().keywords().stream().sorted().toList();
    }

    @Test
    void a_rule_asks_lists_as_they_are_now() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Us"), Optional.empty());
        chuo.script(NEEMA, "require [\"extlists\", \"fileinto\"]; if address :list \"from\" \"tag:barua,2026:colleagues\" { fileinto \"Us\"; }");
        chuo.deliver(PLAIN.replace("rafiki@mbali.example>", "Juma+shule@chuo.example>"), NEEMA);
        assertEquals(1, chuo.count(NEEMA, "Us"));
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        chuo.deliver(PLAIN.replace("<1@", "<3@").replace("rafiki@mbali.example>", "zawadi@chuo.example>"), NEEMA);
        assertEquals(2, chuo.count(NEEMA, "INBOX"));
        chuo.staff.add(new barua.directory.Account(9, Address.of("zawadi@chuo.example"), "", true, false, Long.MAX_VALUE, "sw"));
        chuo.deliver(PLAIN.replace("<1@", "<4@").replace("rafiki@mbali.example>", "zawadi@chuo.example>"), NEEMA);
        assertEquals(2, chuo.count(NEEMA, "Us"));
    }

    @Test
    void a_letter_to_a_list_goes_on_to_all_but_the_account_itself_as_policy_allows() throws IOException {
        chuo.policy = new RedirectPolicy(RedirectPolicy.Where.OWN_DOMAINS, Set.of(), Set.of(), 2);
        chuo.restart();
        chuo.script(NEEMA, "require \"extlists\"; redirect :list \"tag:barua,2026:members:timu@chuo.example\";");
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.letters.size());
        assertTrue(chuo.sent.getFirst().endsWith("> juma@chuo.example"), chuo.sent.toString());
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.happened().contains("not redirected neema@chuo.example: neema@chuo.example, it is an address of the account itself, by work, line 1"),
                chuo.happened().toString());
        chuo.deliver(PLAIN.replace("<1@", "<2@"), NEEMA);
        chuo.deliver(PLAIN.replace("<1@", "<3@"), NEEMA);
        assertEquals(2, chuo.letters.size(), "two in an hour");
    }

    @Test
    void a_list_that_is_not_there_any_more_keeps_the_letter_and_its_owner_is_told() throws IOException {
        chuo.script(NEEMA, "require [\"extlists\", \"fileinto\"]; if header :list \"from\" \"tag:barua,2026:members:gone@chuo.example\" { discard; }");
        chuo.deliver(NEEMA);
        assertEquals(2, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.texts(NEEMA, "INBOX").stream().anyMatch(text -> text.replace("=\r\n", "").contains("there is no list")),
                chuo.texts(NEEMA, "INBOX").toString());
        assertEquals(List.of("line 1, column 38: there is no list \"tag:barua,2026:members:gone@chuo.example\""), chuo.delivery.dryRun()
                .of(NEEMA, "x", bytes("require [\"extlists\", \"fileinto\"]; if header :list \"from\" \"tag:barua,2026:members:gone@chuo.example\" {}"))
                .complaints().stream().map(Object::toString).toList());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whoever_has_no_script_has_no_file_read_for_it() throws IOException {
        chuo.deliver(NEEMA);
        chuo.script(JUMA, "keep;");
        chuo.deliver(JUMA);
        assertFalse(Files.exists(folder.resolve("mail/chuo.example/neema/barua-memory")));
        assertFalse(Files.exists(folder.resolve("mail/chuo.example/neema/sieve")));
        // What is on the disk behind our back is not looked at: it is known already.
        Files.writeString(folder.resolve("mail/chuo.example/juma/sieve").resolve("work"), "discard;");
        chuo.deliver(PLAIN.replace("<1@", "<2@"), JUMA);
        assertEquals(2, chuo.count(JUMA, "INBOX"));
    }

    @Test
    void a_letter_that_comes_again_after_a_crash_sends_nothing_twice() throws IOException {
        chuo.script(NEEMA, "redirect \"far@other.example\";");
        chuo.deliver("q1", "token", PLAIN, SENDER, STRANGER, false, NEEMA);
        chuo.restart();
        assertEquals(List.of("2.1.5 delivered"), chuo.deliver("q2", "token", PLAIN, SENDER, STRANGER, false, NEEMA));
        assertEquals(1, chuo.letters.size());
        assertEquals(0, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void what_only_goes_on_stays_the_senders_while_it_cannot() throws IOException {
        chuo.script(NEEMA, "redirect \"far@other.example\";");
        chuo.full = true;
        assertEquals("4.3.0", chuo.deliver("q1", "token", PLAIN, SENDER, STRANGER, false, NEEMA).getFirst().split(" ")[0]);
        chuo.full = false;
        assertEquals("2.1.5", chuo.deliver("q2", "token", PLAIN, SENDER, STRANGER, false, NEEMA).getFirst().split(" ")[0]);
        assertEquals(1, chuo.letters.size());
    }
}
