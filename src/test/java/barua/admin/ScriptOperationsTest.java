package barua.admin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.admin.Operation.Meant;
import barua.delivery.Delivery;
import barua.delivery.DeliveryOptions;
import barua.delivery.RedirectPolicy;
import barua.delivery.Srs;
import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.directory.Staff;
import barua.mailbox.FolderName;
import barua.mailbox.GlobalScripts.When;
import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.ScriptName;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.trace.Trace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scripts from the shell: what cannot be run is not kept, trying does nothing, and what was changed is traced. */
class ScriptOperationsTest {

    private static final Address NEEMA = Address.of("neema@shule.example");
    private static final Address TEAM = Address.of("timu@shule.example");
    private static final ScriptName WORK = ScriptName.of("work");
    private static final ScriptName LAST = ScriptName.of("last");
    private static final byte[] RULES = bytes("require \"fileinto\";\n# rule:[Exams]\n"
            + "if header :contains \"subject\" \"exam\" { fileinto \"INBOX\"; stop; }\nredirect \"head@mbali.example\";\n");
    private static final Content NONE = Content.of(new byte[0]);
    private static final Content EXAM = Content.of(bytes("Return-Path: <a@mbali.example>\r\nFrom: a@mbali.example\r\nSubject: exam\r\n\r\nHabari\r\n"));
    private static final Content OTHER = Content.of(bytes("Return-Path: <a@mbali.example>\r\nFrom: a@mbali.example\r\nSubject: lunch\r\n\r\nHabari\r\n"));
    private static final Actor ROOT = new Actor("root", "shell");

    @TempDir
    private Path folder;

    private MailStore store;
    private Trace trace;
    private Staff staff;
    private Operations.Parts parts;
    private Operations operations;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void begin() throws IOException {
        Clock clock = Clock.systemUTC();
        staff = new Staff(folder, List.of(Domain.of("shule.example")), List.of(new Account(1, NEEMA, "Neema", true, true, Long.MAX_VALUE, "en")),
                List.of(new Entry.Alias(TEAM, List.of(NEEMA))));
        Directory directory = staff.directory();
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, Policies.OPEN, clock));
        store.create(NEEMA);
        trace = Trace.open(folder.resolve("trace"), clock);
        RedirectPolicy anywhere = new RedirectPolicy(RedirectPolicy.Where.ANY, Set.of(), Set.of(), 100);
        Delivery delivery = new Delivery(store, directory, trace,
                new DeliveryOptions(Delivery.WhenFull.TRY_AGAIN, "mail.shule.example", ZoneOffset.UTC, anywhere, Srs.open(folder.resolve("srs"), clock),
                        folder.resolve("snoozed")),
                clock);
        parts = new Operations.Parts(directory, null, store, null, null, trace, null, null, null, 0, delivery.dryRun());
        operations = new Operations(parts);
    }

    @AfterEach
    void end() throws IOException {
        trace.close();
        store.close();
        staff.directory().close();
    }

    private Result done(Operation operation, Content message) {
        return operations.carryOut(operation, ROOT, message);
    }

    private Result done(Operation operation) {
        return done(operation, NONE);
    }

    private List<String> said(Result result) {
        return ResultText.lines(result);
    }

    @Test
    void a_script_is_put_run_shown_renamed_and_removed() throws IOException {
        assertEquals(List.of("put the script work of " + NEEMA), said(done(new Operation.PutScript(NEEMA, WORK, RULES, "x.sieve"))));
        assertEquals(List.of("no script is active"), said(done(new Operation.ShowScript(NEEMA, Optional.empty(), 0))));
        assertInstanceOf(Result.Changed.class, done(new Operation.ActivateScript(NEEMA, Optional.of(WORK))));
        assertArrayEquals(RULES, ((Result.ScriptText) done(new Operation.ShowScript(NEEMA, Optional.empty(), 0))).text());
        assertEquals(List.of("the script is active"), said(done(new Operation.RemoveScript(NEEMA, WORK))));
        done(new Operation.PutScript(NEEMA, WORK, bytes("keep;"), "x.sieve"));
        Result.ScriptVersions versions = (Result.ScriptVersions) done(new Operation.ScriptVersions(NEEMA, WORK));
        assertArrayEquals(RULES, ((Result.ScriptText) done(new Operation.ShowScript(NEEMA, Optional.of(WORK), versions.versions().getLast().version())))
                .text());
        done(new Operation.RenameScript(NEEMA, WORK, LAST));
        done(new Operation.ActivateScript(NEEMA, Optional.empty()));
        assertInstanceOf(Result.Changed.class, done(new Operation.RemoveScript(NEEMA, LAST)));
        assertEquals(List.of("no scripts"), said(done(new Operation.ListScripts(NEEMA))));
        assertEquals(6, trace.find(NEEMA.toString(), 100).size(), "each change and nothing else");
    }

    @Test
    void what_cannot_be_run_is_named_by_file_line_and_column_and_changes_nothing() throws IOException {
        Result refused = done(new Operation.PutScript(NEEMA, WORK, bytes("keep;\n  frobnicate;\n"), "dir/x.sieve"));
        assertTrue(said(refused).getFirst().startsWith("dir/x.sieve:2:3: "), said(refused)::toString);
        assertEquals(List.of("no scripts"), said(done(new Operation.ListScripts(NEEMA))));
        assertTrue(said(done(new Operation.PutScript(NEEMA, WORK, bytes("require \"include\";\ninclude \"none\";"), "x"))).getFirst().startsWith("x:2:"));
        assertTrue(said(done(new Operation.PutGlobalScript(WORK, bytes("nonsense;"), When.BEFORE, GlobalScripts.Reach.ALL, "g.sieve"))).getFirst()
                .startsWith("g.sieve:1:1: "));
        assertEquals(List.of("no global scripts"), said(done(new Operation.ListGlobalScripts())));
        assertTrue(said(done(new Operation.CheckScript(new Meant(NEEMA, Optional.empty(), Optional.of(bytes("stop")), "-")))).getFirst().startsWith("-:1:"));
        assertEquals(List.of("-: nothing is wrong with it"),
                said(done(new Operation.CheckScript(new Meant(NEEMA, Optional.empty(), Optional.of(RULES), "-")))));
        assertEquals(List.of(), trace.find(NEEMA.toString(), 100));
    }

    @Test
    void a_script_is_tried_and_nothing_is_done() throws IOException {
        Operation file = new Operation.TestScript(new Meant(NEEMA, Optional.empty(), Optional.of(RULES), "x.sieve"), Optional.empty());
        assertEquals(List.of("file into INBOX (x.sieve, rule \"Exams\", line 3)"), said(done(file, EXAM)));
        assertTrue(said(done(file, OTHER)).getFirst().startsWith("send on to head@mbali.example"), said(done(file, OTHER))::toString);
        done(new Operation.PutScript(NEEMA, WORK, RULES, "x.sieve"));
        Operation all = new Operation.TestScript(new Meant(NEEMA, Optional.empty(), Optional.empty(), "scripts"), Optional.empty());
        assertEquals(List.of("file into INBOX"), said(done(all, OTHER)), "it is not active");
        assertTrue(said(done(new Operation.TestScript(new Meant(NEEMA, Optional.of(WORK), Optional.empty(), "work"), Optional.empty()), OTHER)).getFirst()
                .contains("(work, line 4)"));
        done(new Operation.ActivateScript(NEEMA, Optional.of(WORK)));
        assertTrue(said(done(all, OTHER)).getFirst().startsWith("send on to head@mbali.example"));
        assertEquals(0, store.open(NEEMA).folder(FolderName.INBOX).uids().length);
    }

    @Test
    void global_scripts_are_kept_in_order_for_all_or_for_one_domain() throws IOException {
        done(new Operation.PutGlobalScript(WORK, bytes("keep;"), When.BEFORE, new GlobalScripts.Reach.OfDomain(Domain.of("shule.example")), "g"));
        done(new Operation.PutGlobalScript(LAST, bytes("require [\"include\"]; include :personal \"mine\"; keep;"), When.AFTER, GlobalScripts.Reach.ALL, "g"));
        done(new Operation.OrderGlobalScripts(List.of(LAST)));
        List<String> lines = said(done(new Operation.ListGlobalScripts()));
        assertTrue(lines.getFirst().startsWith("work  before those of shule.example"), lines::toString);
        assertTrue(lines.getLast().startsWith("last  after those of everybody"), lines::toString);
        assertEquals(List.of("keep;"), said(done(new Operation.ShowGlobalScript(WORK))));
        assertEquals(List.of("no global script none"), said(done(new Operation.RemoveGlobalScript(ScriptName.of("none")))));
        assertInstanceOf(Result.Changed.class, done(new Operation.RemoveGlobalScript(LAST)));
        assertEquals(4, trace.find("sieve", 100).size());
    }

    private List<String> put(When when, String address) {
        return said(done(new Operation.PutGlobalScript(LAST, bytes("require \"fileinto\"; fileinto \"INBOX\";"), when,
                new GlobalScripts.Reach.OfAddress(Address.of(address)), "g")));
    }

    @Test
    void a_script_of_an_address_is_there_as_long_as_the_address() throws IOException {
        assertEquals(List.of("there is no address hayupo@shule.example here: the script would never be run"), put(When.BEFORE, "hayupo@shule.example"));
        assertEquals(List.of("there is no address timu@far.example here: the script would never be run"), put(When.BEFORE, "timu@far.example"));
        assertEquals(List.of("neema@shule.example is an account, which has scripts of its own: the script would never be run"),
                put(When.AFTER, "neema@shule.example"));
        assertEquals(List.of("a script that is included is for all or a domain: the script would never be run"), put(When.INCLUDED, "timu@shule.example"));
        assertEquals(List.of("put the global script last, before those of whoever gets mail to timu@shule.example"), put(When.BEFORE, "Timu@shule.example"));
        assertTrue(said(done(new Operation.ListGlobalScripts())).getFirst().startsWith("last  before those of whoever gets mail to timu@shule.example  "));
        Meant all = new Meant(NEEMA, Optional.empty(), Optional.empty(), "scripts");
        assertEquals(List.of("file into INBOX (last, line 1)"), said(done(new Operation.TestScript(all, Optional.of(TEAM)), OTHER)));
        assertEquals(List.of("file into INBOX"), said(done(new Operation.TestScript(all, Optional.empty()), OTHER)));
        ScriptOperations scripts = new ScriptOperations(parts);
        List<Address> before = scripts.addressesWithScripts();
        assertEquals(List.of(TEAM), before);
        assertEquals(List.of(), scripts.forgetScriptsOfGone(before));
        assertEquals(1, store.globalScripts().list().size(), "it is there");
        staff.removeAlias(TEAM);
        assertEquals(List.of(new Operation.RemoveGlobalScript(LAST)), scripts.forgetScriptsOfGone(before));
        assertEquals(List.of("no global scripts"), said(done(new Operation.ListGlobalScripts())));
    }

    @Test
    void lists_that_are_not_there_are_named_when_a_script_is_put() throws IOException {
        byte[] asks = bytes("require \"extlists\";\nif address :list \"from\" \"tag:barua,2026:members:gone@shule.example\" { keep; }\n");
        String complaint = "x.sieve:2:4: there is no list \"tag:barua,2026:members:gone@shule.example\"";
        assertEquals(List.of(complaint), said(done(new Operation.PutScript(NEEMA, WORK, asks, "x.sieve"))));
        assertEquals(List.of(complaint), said(done(new Operation.PutGlobalScript(WORK, asks, When.BEFORE, GlobalScripts.Reach.ALL, "x.sieve"))));
        byte[] careful = bytes("require \"extlists\";\nif valid_ext_list \"tag:x\" { if header :list \"from\" \"tag:x\" { keep; } }\n");
        assertEquals(List.of("put the script work of neema@shule.example"), said(done(new Operation.PutScript(NEEMA, WORK, careful, "x.sieve"))));
        byte[] team = bytes("require \"extlists\"; if address :list \"from\" \"tag:barua,2026:members:timu@shule.example\" { keep; }");
        assertEquals(List.of("put the global script work, before those of everybody"),
                said(done(new Operation.PutGlobalScript(WORK, team, When.BEFORE, GlobalScripts.Reach.ALL, "x.sieve"))));
        staff.removeAlias(TEAM);
        assertEquals(List.of("file into INBOX", "work:1:21: there is no list \"tag:barua,2026:members:timu@shule.example\""),
                said(done(new Operation.TestScript(new Meant(NEEMA, Optional.empty(), Optional.empty(), "scripts"), Optional.empty()), OTHER)),
                "a letter that meets it is kept");
    }

    @Test
    void nobody_has_no_scripts() {
        assertEquals(List.of("there is no account hayupo@shule.example"), said(done(new Operation.ListScripts(Address.of("hayupo@shule.example")))));
    }
}
