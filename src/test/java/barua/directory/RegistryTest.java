package barua.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.DirectoryException.Reason;
import barua.message.Address;
import barua.message.Domain;
import jakarta.persistence.EntityManagerFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The Registry over Debian's own mariadbd, with the real migrations and the real persistence unit. Passed over only where there is no mariadbd. */
@EnabledIf("barua.directory.MariaDb#isInstalled")
class RegistryTest {

    private static final Domain CHUO = Domain.of("chuo.example");
    private static final byte[] PASSWORD = "correct horse".getBytes(StandardCharsets.UTF_8);

    private static Path folder;
    private static MariaDb database;

    @TempDir
    Path temporary;
    private EntityManagerFactory unit;
    private Ledger ledger;
    private Registry registry;
    private Directory directory;
    private final List<String> heard = new ArrayList<>();

    @BeforeAll
    static void start_the_database() throws Exception {
        folder = Files.createTempDirectory("barua-mariadb");
        database = MariaDb.start(folder);
    }

    @AfterAll
    static void stop_the_database() throws Exception {
        database.close();
        MariaDb.delete(folder);
    }

    @BeforeEach
    void open() throws Exception {
        try (Connection connection = database.source().getConnection()) {
            connection.createStatement().execute("drop database barua");
            connection.createStatement().execute("create database barua");
        }
        unit = Ledgers.unit(database.source());
        ledger = Ledgers.over(unit);
        registry = new Registry(ledger, () -> directory);
        directory = Directory.open(temporary.resolve("directory"), registry::snapshot);
        directory.listen(new Listener() {
            @Override
            public void added(List<Address> accounts) {
                heard.add("added " + accounts);
            }

            @Override
            public void revoked(Address account) {
                heard.add("revoked " + account);
            }

            @Override
            public void renamed(Address from, Address to) {
                heard.add("renamed " + from + " " + to + (directory.isMoving(to) ? " while nobody may open it" : ""));
            }

            @Override
            public void removed(Address account) {
                heard.add("removed " + account);
            }
        });
        registry.addDomain(CHUO);
    }

    @AfterEach
    void close() {
        directory.close();
        unit.close();
    }

    private Account add(String address) throws DirectoryException {
        registry.addAccount(Address.of(address), "Neema Mushi", PASSWORD, "sw");
        return directory.account(Address.of(address)).orElseThrow();
    }

    @Test
    void a_domain_is_searched_until_somebody_says_otherwise() throws Exception {
        assertEquals(java.util.Set.of(), directory.unsearched());
        registry.search(CHUO, false);
        assertEquals(java.util.Set.of(CHUO), directory.unsearched());
        assertEquals(java.util.Set.of(CHUO), registry.snapshot().unsearched(), "it stands in the database");
        registry.search(CHUO, true);
        assertEquals(java.util.Set.of(), directory.unsearched());
        assertEquals(Reason.NONEXISTENT, reason(() -> registry.search(Domain.of("other.example"), false)));
    }

    private static Reason reason(org.junit.jupiter.api.function.Executable change) {
        return assertThrows(DirectoryException.class, change).reason();
    }

    @Test
    void the_directory_shows_an_account_at_once_and_it_can_be_found_by_login() throws Exception {
        Account account = add("Neema@chuo.example");
        assertEquals(Address.of("neema@chuo.example"), account.address());
        assertEquals(new Entry.Person(account), directory.lookUp(Address.of("NEEMA@chuo.example")));
        assertEquals(account, directory.byLogin("neema").orElseThrow());
        assertEquals(account, directory.byLogin("Neema@Chuo.Example").orElseThrow());
        assertEquals(Long.MAX_VALUE, account.quota());
        assertTrue(account.enabled());
        assertFalse(account.administrator());
        assertEquals(new Entry.Nobody(), directory.lookUp(Address.of("juma@chuo.example")));
        assertEquals(new Entry.Foreign(), directory.lookUp(Address.of("neema@other.example")));
    }

    @Test
    void what_proves_the_password_is_stored_and_never_the_password() throws Exception {
        add("neema@chuo.example");
        Snapshot.Person person = directory.person("neema").orElseThrow();
        assertTrue(barua.sasl.PasswordHash.matches(PASSWORD, person.credentials().hash()));
        barua.sasl.ScramVerifier kept = barua.sasl.ScramVerifier.parse(person.credentials().scram());
        barua.sasl.ScramVerifier again = barua.sasl.ScramVerifier.of("correct horse", kept.salt(), kept.iterations());
        assertArrayEquals(again.storedKey(), kept.storedKey());
    }

    @Test
    void changes_are_there_after_a_restart() throws Exception {
        add("neema@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        registry.quota(neema, 5_000_000_000L);
        registry.administrator(neema, true);
        registry.present(neema, "Neema A. Mushi", "en");
        registry.addAlias(Address.of("office@chuo.example"), List.of(neema, Address.of("Someone@other.example")));
        Directory anew = Directory.open(temporary.resolve("other"), registry::snapshot);
        Account account = anew.account(neema).orElseThrow();
        assertEquals(new Account(account.id(), neema, "Neema A. Mushi", true, true, 5_000_000_000L, "en"), account);
        assertEquals(new Entry.Alias(Address.of("office@chuo.example"), List.of(Address.of("Someone@other.example"), neema)),
                anew.lookUp(Address.of("Office@chuo.example")));
        anew.close();
        registry.quota(neema, Long.MAX_VALUE);
        assertEquals(Long.MAX_VALUE, directory.account(neema).orElseThrow().quota());
    }

    @Test
    void an_address_is_given_only_once_whatever_it_is() throws Exception {
        add("neema@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        registry.addAlias(Address.of("office@chuo.example"), List.of(neema));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> add("NEEMA@chuo.example")));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> add("office@chuo.example")));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> registry.addAlias(neema, List.of(Address.of("x@other.example")))));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> registry.addDomain(CHUO)));
        assertEquals(Reason.NONEXISTENT, reason(() -> add("neema@other.example")));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> add("neema+x@chuo.example")));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.addAlias(Address.of("a@chuo.example"), List.of(Address.of("A@chuo.example")))));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.removeDomain(CHUO)));
        assertEquals(1, directory.accounts().size());
    }

    @Test
    void many_accounts_come_at_once_and_one_that_cannot_does_not_stop_the_others() throws Exception {
        add("neema@chuo.example");
        List<String> wanted = List.of("a@chuo.example", "neema@chuo.example", "b@chuo.example", "a@chuo.example", "c@nowhere.example", "d+x@chuo.example");
        List<Optional<DirectoryException>> refused = registry.addAccounts(wanted.stream()
                .map(address -> new NewAccount(Address.of(address), "Mtu", "abcdefghjkmnpq".getBytes(StandardCharsets.UTF_8), true, "sw", 5_000)).toList());
        assertEquals(List.of("made", "ALREADY_EXISTS", "made", "ALREADY_EXISTS", "NONEXISTENT", "NOT_ALLOWED"),
                refused.stream().map(why -> why.map(no -> no.reason().name()).orElse("made")).toList());
        assertEquals(List.of("neema@chuo.example", "a@chuo.example", "b@chuo.example"), directory.accounts().stream()
                .map(account -> account.address().toString()).toList());
        assertEquals(5_000, directory.account(Address.of("b@chuo.example")).orElseThrow().quota());
        Snapshot.Person made = directory.person("b@chuo.example").orElseThrow();
        assertTrue(barua.sasl.PasswordHash.matches("abcdefghjkmnpq".getBytes(StandardCharsets.UTF_8), made.credentials().hash()));
    }

    @Test
    void a_language_that_nobody_speaks_here_is_refused() {
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.addAccount(Address.of("x@chuo.example"), "X", PASSWORD, "fr")));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.addAccount(Address.of("x@chuo.example"), "X", PASSWORD, "")));
    }

    @Test
    void two_who_add_the_same_at_once_do_not_both_succeed() throws Exception {
        List<Thread> threads = new ArrayList<>();
        java.util.Queue<String> outcomes = new java.util.concurrent.ConcurrentLinkedQueue<>();
        for (int i = 0; i < 4; i++) {
            threads.add(Thread.ofVirtual().start(() -> {
                try {
                    ledger.addAccounts(List.of(new Ledger.Row(Address.of("juma@chuo.example"), "Juma", "sw", new Credentials("hash", "scram"),
                            Long.MAX_VALUE)));
                    outcomes.add("added");
                } catch (DirectoryException refused) {
                    outcomes.add(refused.reason().name());
                } catch (RuntimeException deadlock) {
                    outcomes.add("passing");
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(1, outcomes.stream().filter("added"::equals).count(), outcomes.toString());
        directory.refresh();
        assertEquals(1, directory.accounts().size());
    }

    @Test
    void a_renamed_account_keeps_its_old_address_and_its_mail_moves_before_anybody_may_open_it() throws Exception {
        Account before = add("neema@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        Address mushi = Address.of("n.mushi@chuo.example");
        registry.addAlias(Address.of("office@chuo.example"), List.of(neema));
        registry.renameAccount(neema, mushi);
        assertEquals(List.of("added [neema@chuo.example]", "revoked neema@chuo.example",
                "renamed neema@chuo.example n.mushi@chuo.example while nobody may open it", "added [n.mushi@chuo.example]"), heard);
        assertFalse(directory.isMoving(mushi));
        assertEquals(before.id(), directory.account(mushi).orElseThrow().id());
        assertEquals(new Entry.Alias(neema, List.of(mushi)), directory.lookUp(neema));
        assertEquals(mushi, directory.byLogin("neema").orElseThrow().address());
        assertEquals(new Entry.Alias(Address.of("office@chuo.example"), List.of(mushi)), directory.lookUp(Address.of("office@chuo.example")));
        assertEquals(List.of(mushi, neema, Address.of("office@chuo.example")), directory.sendersOf(directory.account(mushi).orElseThrow()).stream()
                .filter(address -> !List.of("abuse", "postmaster").contains(address.local())).toList());
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> add("neema@chuo.example")));

        registry.renameAccount(mushi, neema);
        assertEquals(new Entry.Alias(mushi, List.of(neema)), directory.lookUp(mushi));
        registry.removeAlias(mushi, List.of());
        assertEquals(new Entry.Nobody(), directory.lookUp(mushi));
    }

    @Test
    void a_renaming_whose_listener_failed_is_told_again_and_by_one_at_a_time() throws Exception {
        add("neema@chuo.example");
        AtomicInteger told = new AtomicInteger();
        directory.listen(new Listener() {
            @Override
            public void added(List<Address> accounts) {
            }

            @Override
            public void revoked(Address account) {
            }

            @Override
            public void renamed(Address from, Address to) {
                if (told.incrementAndGet() == 1) {
                    throw new IllegalStateException("the disk is full");
                }
            }

            @Override
            public void removed(Address account) {
            }
        });
        registry.renameAccount(Address.of("neema@chuo.example"), Address.of("mushi@chuo.example"));
        assertTrue(directory.isMoving(Address.of("mushi@chuo.example")), "until the mail has moved");
        try (ExecutorService two = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 4; i++) {
                two.submit(registry::settle);
            }
        }
        assertEquals(2, told.get(), "once in vain, once with success, however many settle");
        assertFalse(directory.isMoving(Address.of("mushi@chuo.example")));
    }

    @Test
    void a_renaming_that_a_crash_cut_short_is_finished_by_settling() throws Exception {
        add("neema@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        Address mushi = Address.of("mushi@chuo.example");
        ledger.rename(neema, mushi);
        directory.refresh();
        assertTrue(directory.isMoving(mushi));
        registry.settle();
        assertFalse(directory.isMoving(mushi));
        assertEquals(List.of("added [neema@chuo.example]", "revoked neema@chuo.example",
                "renamed neema@chuo.example mushi@chuo.example while nobody may open it",
                "added [mushi@chuo.example]"), heard);
        heard.clear();
        registry.settle();
        assertEquals(List.of(), heard);
    }

    @Test
    void a_removed_account_is_gone_with_its_names_and_its_address_is_free_only_when_its_mail_was_set_aside() throws Exception {
        add("neema@chuo.example");
        add("juma@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        Address juma = Address.of("juma@chuo.example");
        registry.addAlias(Address.of("both@chuo.example"), List.of(neema, juma));
        registry.addAlias(Address.of("hers@chuo.example"), List.of(neema));
        registry.renameAccount(neema, Address.of("mushi@chuo.example"));
        heard.clear();
        Listener away = new Listener() {
            @Override
            public void added(List<Address> accounts) {
            }

            @Override
            public void revoked(Address account) {
            }

            @Override
            public void renamed(Address from, Address to) {
            }

            @Override
            public void removed(Address account) {
                if (heard.stream().filter(word -> word.startsWith("removed")).count() < 2) {
                    throw new IllegalStateException("the disk is away");
                }
            }
        };
        directory.listen(away);
        registry.removeAccount(Address.of("mushi@chuo.example"));
        assertEquals(List.of("revoked mushi@chuo.example", "removed mushi@chuo.example"), heard);
        assertEquals(new Entry.Nobody(), directory.lookUp(Address.of("mushi@chuo.example")));
        assertEquals(Reason.ALREADY_EXISTS, reason(() -> add("mushi@chuo.example")));

        registry.settle();
        add("mushi@chuo.example");
        assertEquals(new Entry.Nobody(), directory.lookUp(neema));
        assertEquals(new Entry.Alias(Address.of("both@chuo.example"), List.of(juma)), directory.lookUp(Address.of("both@chuo.example")));
        assertEquals(new Entry.Nobody(), directory.lookUp(Address.of("hers@chuo.example")));
    }

    @Test
    void the_last_administrator_stays_one() throws Exception {
        add("neema@chuo.example");
        add("juma@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        Address juma = Address.of("juma@chuo.example");
        registry.administrator(neema, true);
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.administrator(neema, false)));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.enable(neema, false)));
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.removeAccount(neema)));
        registry.enable(juma, false);
        registry.enable(juma, true);
        registry.administrator(juma, true);
        registry.enable(neema, false);
        assertEquals(Reason.NOT_ALLOWED, reason(() -> registry.administrator(juma, false)), "who is disabled administers nothing");
        registry.enable(neema, true);
        registry.removeAccount(neema);
        assertTrue(directory.account(neema).isEmpty());
        assertTrue(directory.account(juma).orElseThrow().administrator());
    }

    @Test
    void a_new_password_or_disabling_ends_sessions_and_a_new_quota_does_not() throws Exception {
        add("neema@chuo.example");
        Address neema = Address.of("neema@chuo.example");
        heard.clear();
        registry.quota(neema, 1000);
        registry.administrator(neema, true);
        assertEquals(List.of(), heard);
        add("juma@chuo.example");
        registry.administrator(Address.of("juma@chuo.example"), true);
        heard.clear();
        registry.password(neema, "another one".getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of("revoked neema@chuo.example"), heard);
        registry.enable(neema, false);
        assertEquals(List.of("revoked neema@chuo.example", "revoked neema@chuo.example"), heard);
        registry.enable(neema, true);
        assertEquals(2, heard.size());
    }

    @Test
    void targets_come_and_go_and_an_alias_without_any_is_gone() throws Exception {
        Address office = Address.of("office@chuo.example");
        registry.addAlias(office, List.of(Address.of("a@other.example")));
        registry.addAlias(office, List.of(Address.of("B@other.example"), Address.of("a@other.example")));
        assertEquals(new Entry.Alias(office, List.of(Address.of("B@other.example"), Address.of("a@other.example"))), directory.lookUp(office));
        registry.removeAlias(office, List.of(Address.of("a@other.example")));
        assertEquals(List.of(Address.of("B@other.example")), directory.aliases().getFirst().targets());
        registry.removeAlias(office, List.of(Address.of("B@other.example")));
        assertEquals(new Entry.Nobody(), directory.lookUp(office));
        assertEquals(Reason.NONEXISTENT, reason(() -> registry.removeAlias(office, List.of())));
        registry.removeDomain(CHUO);
        assertEquals(List.of(), directory.domains());
    }

    @Test
    void settings_are_kept_by_key() {
        registry.set("smtp.relayhost", "mail.example:25");
        registry.set("smtp.relayhost", "other.example:25");
        registry.set("smtp_x", "no");
        assertEquals(java.util.Map.of("smtp.relayhost", "other.example:25"), registry.settings("smtp."));
    }

    @Test
    void while_the_database_is_away_the_directory_stays_and_heals_by_itself() throws Exception {
        Account account = add("neema@chuo.example");
        database.stopServer();
        try {
            assertFalse(directory.refresh());
            assertFalse(directory.isCurrent());
            assertEquals(new Entry.Person(account), directory.lookUp(account.address()));
            assertThrows(RuntimeException.class, () -> registry.quota(account.address(), 1));
            directory.close();
            Directory restarted = Directory.open(temporary.resolve("directory"), registry::snapshot);
            assertFalse(restarted.isCurrent());
            assertEquals(new Entry.Person(account), restarted.lookUp(account.address()));
            assertEquals(directory.person("neema"), restarted.person("neema"));
        } finally {
            database.startServer();
        }
        assertTrue(directory.refresh());
        assertTrue(directory.isCurrent());
    }

    @Test
    void a_database_of_a_newer_program_is_not_opened() throws Exception {
        try (Connection connection = database.source().getConnection()) {
            connection.createStatement().execute("insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by, "
                    + "execution_time, success)"
                    + " values (99, '999', 'future', 'SQL', 'V999__future.sql', 'x', 1, 1)");
        }
        assertThrows(RuntimeException.class, () -> Ledgers.unit(database.source()).close());
    }

    @Test
    void ten_thousand_accounts_are_read_quickly() throws Exception {
        try (Connection connection = database.source().getConnection()) {
            connection.createStatement().execute("insert into address (domain_id, local_part) select 1, concat('user', seq) from seq_1_to_10000");
            connection.createStatement().execute("insert into account (address_id, name, enabled, administrator, leaving, quota, language, password_hash, "
                    + "scram, created, changed)"
                    + " select id, local_part, 1, 0, 0, 5000000000, 'sw', repeat('h', 97), repeat('s', 130), utc_timestamp(6), utc_timestamp(6) from address");
        }
        directory.refresh();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = System.nanoTime();
            assertTrue(directory.refresh());
            best = Math.min(best, System.nanoTime() - start);
        }
        assertEquals(10_000, directory.accounts().size());
        assertTrue(directory.byLogin("user9999").isPresent());
        assertTrue(best < TimeUnit.SECONDS.toNanos(3), "took " + best);
    }

    @Test
    void accounts_are_told_of_again_until_every_listener_took_them_in_and_after_a_start() throws Exception {
        boolean[] away = {true};
        List<String> taken = new ArrayList<>();
        directory.listen(new Listener() {
            @Override
            public void added(List<Address> accounts) {
                if (away[0]) {
                    throw new IllegalStateException("the disk is away");
                }
                taken.add(accounts.toString());
            }

            @Override
            public void revoked(Address account) {
            }

            @Override
            public void renamed(Address from, Address to) {
                if (away[0]) {
                    throw new IllegalStateException("the disk is away");
                }
            }

            @Override
            public void removed(Address account) {
            }
        });
        add("neema@chuo.example");
        add("juma@chuo.example");
        registry.renameAccount(Address.of("juma@chuo.example"), Address.of("kilonzo@chuo.example"));
        assertEquals(List.of(), taken);
        away[0] = false;
        directory.refresh();
        assertEquals(List.of("[neema@chuo.example]"), taken);
        registry.settle();
        assertEquals(List.of("[neema@chuo.example]", "[kilonzo@chuo.example]"), taken);
        directory.refresh();
        registry.settle();
        assertEquals(2, taken.size());

        try (Directory next = Directory.open(temporary.resolve("directory"), registry::snapshot)) {
            Directory before = directory;
            directory = next;
            heard.clear();
            next.listen(new Listener() {
                @Override
                public void added(List<Address> accounts) {
                    heard.add("added " + accounts);
                }

                @Override
                public void revoked(Address account) {
                }

                @Override
                public void renamed(Address from, Address to) {
                }

                @Override
                public void removed(Address account) {
                }
            });
            registry.settle();
            directory = before;
        }
        assertEquals(List.of("added [neema@chuo.example, kilonzo@chuo.example]"), heard);
    }
}
