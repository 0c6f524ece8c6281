package barua.directory;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import barua.sasl.Logins.Result;
import barua.sasl.PasswordHash;
import barua.trace.Event;
import barua.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLoginsTest {

    private static final Domain CHUO = new Domain("chuo.example");
    private static final Credentials HORSE = Credentials.of(bytes("correct horse"));
    private static final Credentials SWAHILI = Credentials.of(bytes("nywila ya siri \u00e9"));

    @TempDir
    Path folder;
    private final AtomicLong nanos = new AtomicLong();
    private volatile Snapshot snapshot = snapshot(person(1, "neema", HORSE, true), person(2, "juma", SWAHILI, true), person(3, "asha", HORSE, false));

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Snapshot.Person person(long id, String local, Credentials credentials, boolean enabled) {
        return new Snapshot.Person(new Account(id, new Address(local, CHUO), local, enabled, false, Long.MAX_VALUE, "sw"), credentials, false);
    }

    private static Snapshot snapshot(Snapshot.Person... people) {
        return new Snapshot(List.of(CHUO), java.util.Set.of(), List.of(people), List.of(), List.of(), "secret");
    }

    private final List<Directory> opened = new ArrayList<>();

    private Directory directory() throws Exception {
        Directory directory = Directory.open(folder.resolve("directory"), () -> snapshot);
        opened.add(directory);
        return directory;
    }

    /** Each may still have its copy to write. */
    @AfterEach
    void close() {
        opened.forEach(Directory::close);
    }

    private DirectoryLogins logins() throws Exception {
        return new DirectoryLogins(directory(), Trace.none(), nanos::get);
    }

    private static Result login(DirectoryLogins logins, String user, String password, String remote) {
        return logins.verify(user, bytes(password), remote, "imap");
    }

    @Test
    void the_right_password_is_granted_by_address_and_by_local_part() throws Exception {
        DirectoryLogins logins = logins();
        assertEquals(new Result.Granted("neema@chuo.example"), login(logins, "neema@chuo.example", "correct horse", "192.0.2.1"));
        assertEquals(new Result.Granted("neema@chuo.example"), login(logins, " Neema ", "correct horse", "192.0.2.1"));
        assertEquals(new Result.Granted("juma@chuo.example"), login(logins, "juma", "nywila ya siri \u00e9", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "neema", "Correct horse", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "neema", "", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "nobody", "correct horse", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "asha", "correct horse", "192.0.2.1"));
    }

    @Test
    void without_a_verifier_the_argon2_hash_decides() throws Exception {
        snapshot = snapshot(person(1, "neema", new Credentials(PasswordHash.of(bytes("only hash")), ""), true));
        assertEquals(new Result.Granted("neema@chuo.example"), login(logins(), "neema", "only hash", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins(), "neema", "another", "192.0.2.1"));
    }

    @Test
    void a_new_password_forgets_the_old_at_once() throws Exception {
        Directory directory = directory();
        DirectoryLogins logins = new DirectoryLogins(directory, Trace.none(), nanos::get);
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "correct horse", "192.0.2.1"));
        snapshot = snapshot(person(1, "neema", Credentials.of(bytes("battery staple")), true));
        assertTrue(directory.refresh());
        assertEquals(new Result.Denied(), login(logins, "neema", "correct horse", "192.0.2.1"));
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "battery staple", "192.0.2.1"));
    }

    @Test
    void guessing_is_slowed_more_and_more_and_the_right_password_waits_too() throws Exception {
        DirectoryLogins logins = logins();
        for (int i = 0; i < 6; i++) {
            assertEquals(new Result.Denied(), login(logins, "neema", "guess " + i, "192.0.2.1"));
        }
        assertInstanceOf(Result.Throttled.class, login(logins, "neema", "correct horse", "192.0.2.1"));
        assertInstanceOf(Result.Throttled.class, logins.proven("neema", true, "192.0.2.1", "imap"));
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "correct horse", "192.0.2.77"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertEquals(new Result.Denied(), login(logins, "neema", "guess", "192.0.2.1"));
        assertEquals(new Result.Throttled(3), login(logins, "neema", "guess", "192.0.2.1"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(2));
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "correct horse", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "neema", "guess", "192.0.2.1"));
        assertEquals(new Result.Denied(), login(logins, "neema", "guess", "192.0.2.1"));
    }

    @Test
    void a_hundred_guesses_at_once_are_not_all_looked_at() throws Exception {
        DirectoryLogins logins = logins();
        ConcurrentLinkedQueue<Result> results = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String guess = "guess " + i;
            threads.add(Thread.ofVirtual().start(() -> results.add(login(logins, "neema", guess, "2001:db8::" + guess.substring(6)))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(6, results.stream().filter(Result.Denied.class::isInstance).count());
        assertEquals(94, results.stream().filter(Result.Throttled.class::isInstance).count());
    }

    @Test
    void a_guesser_behind_the_address_of_a_campus_does_not_lock_out_those_who_were_right_before() throws Exception {
        DirectoryLogins logins = logins();
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "correct horse", "192.0.2.1"));
        for (int i = 0; i < 31; i++) {
            assertEquals(new Result.Denied(), login(logins, "name" + i, "guess", "192.0.2.1"));
        }
        assertInstanceOf(Result.Throttled.class, login(logins, "another", "guess", "192.0.2.1"));
        assertInstanceOf(Result.Throttled.class, login(logins, "juma", "nywila ya siri \u00e9", "192.0.2.1"));
        assertInstanceOf(Result.Granted.class, login(logins, "neema", "correct horse", "192.0.2.1"));
        assertInstanceOf(Result.Granted.class, login(logins, "juma", "nywila ya siri \u00e9", "192.0.2.2"));
    }

    @Test
    void an_unknown_name_has_a_steady_verifier_that_also_survives_a_restart() throws Exception {
        DirectoryLogins logins = logins();
        assertArrayEquals(logins.scram("nobody").salt(), logins().scram("Nobody").salt());
        assertEquals(logins.scram("nobody"), logins().scram("nobody"));
        assertFalse(java.util.Arrays.equals(logins.scram("nobody").salt(), logins.scram("nobody2").salt()));
        assertEquals(HORSE.scram(), logins.scram("neema").text());
        assertEquals(new Result.Denied(), logins.proven("nobody", true, "192.0.2.1", "imap"));
        assertEquals(new Result.Granted("neema@chuo.example"), logins.proven("neema", true, "192.0.2.1", "imap"));
        assertEquals(new Result.Denied(), logins.proven("asha", true, "192.0.2.1", "imap"));
    }

    @Test
    void logins_are_traced_and_what_was_typed_for_an_unknown_name_is_not() throws Exception {
        try (Trace trace = Trace.open(folder.resolve("trace"), Clock.systemUTC())) {
            DirectoryLogins logins = new DirectoryLogins(directory(), trace, nanos::get);
            login(logins, "neema", "correct horse", "192.0.2.1");
            login(logins, "neema", "my secret", "192.0.2.1");
            login(logins, "my secret", "my secret", "192.0.2.1");
            assertEquals(List.of("login", "denied"), trace.find("neema@chuo.example", 10).stream().map(Event::what).toList());
            assertEquals("imap from 192.0.2.1", trace.find("neema@chuo.example", 10).getFirst().why());
        }
        for (Path file : java.nio.file.Files.list(folder.resolve("trace")).toList()) {
            assertFalse(java.nio.file.Files.readString(file).contains("secret"));
        }
    }

    @Test
    void two_thousand_clients_with_three_connections_each_are_back_within_seconds() throws Exception {
        Snapshot.Person[] people = new Snapshot.Person[2_000];
        for (int i = 0; i < people.length; i++) {
            people[i] = person(i + 1, "user" + i, HORSE, true);
        }
        snapshot = snapshot(people);
        DirectoryLogins logins = logins();
        AtomicLong granted = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        long start = System.nanoTime();
        for (int i = 0; i < 6_000; i++) {
            String user = "user" + i % 2_000;
            threads.add(Thread.ofVirtual().start(() -> {
                if (login(logins, user, "correct horse", "192.0.2.1") instanceof Result.Granted) {
                    granted.incrementAndGet();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        assertEquals(6_000, granted.get());
        assertTrue(seconds < 40, "took " + seconds + " s");
    }
}
