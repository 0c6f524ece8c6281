package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.ForgetfulDisk;
import barua.mailbox.GlobalScripts.Reach;
import barua.mailbox.GlobalScripts.When;
import barua.mailbox.MailboxException.Reason;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Scripts of accounts and global ones, on a disk that forgets what was not forced. */
class ScriptsTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address JUMA = Address.of("juma@example.test");
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final ScriptName WORK = ScriptName.of("work");
    private static final ScriptName HOLIDAY = ScriptName.of("Likizo ya Desemba \"2026\"");
    private static final Domain STUDENTS = Domain.of("students.example.test");
    private static final Domain STAFF = Domain.of("example.test");
    private static final OptionalLong WHATEVER = OptionalLong.empty();
    private static final Path DIRECTORY = Path.of("/data/mail/example.test/amina/sieve");

    private final Random random = new Random(barua.Seed.next());
    private final ForgetfulDisk disk = new ForgetfulDisk(random);
    private ScriptLimits limits = ScriptLimits.DEFAULT;
    private MailStore store;
    private Instant now = THEN;

    @BeforeEach
    void begin() throws IOException {
        disk.mkdir(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        open();
        store.create(AMINA);
    }

    private void open() throws IOException {
        Policies policies = new Policies() {
            @Override
            public long quota(Address account) {
                return Long.MAX_VALUE;
            }

            @Override
            public Duration keep(Address account) {
                return Duration.ofDays(60);
            }

            @Override
            public ScriptLimits scripts(Address account) {
                return limits;
            }
        };
        Clock clock = Clock.fixed(now, ZoneOffset.UTC);
        store = MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, policies, clock), disk, () -> 0, random, false);
    }

    private void restart() throws IOException {
        disk.restart();
        open();
    }

    private Scripts scripts() throws IOException {
        return store.open(AMINA).scripts();
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reason refused(Executable call) {
        return assertThrows(MailboxException.class, call).reason();
    }

    @Test
    void a_script_is_put_read_activated_renamed_and_deleted_and_outlives_a_crash() throws IOException {
        assertEquals(0, scripts().version());
        assertEquals(List.of(), scripts().list());
        scripts().put(WORK, text("keep;"), WHATEVER);
        scripts().put(HOLIDAY, text("discard;\r\n"), WHATEVER);
        scripts().activate(Optional.of(HOLIDAY));
        restart();
        assertEquals(List.of(HOLIDAY, WORK), scripts().list().stream().map(Scripts.Entry::name).toList());
        assertArrayEquals(text("keep;"), scripts().read(WORK).bytes());
        assertArrayEquals(text("discard;\r\n"), scripts().active().orElseThrow().bytes());
        assertEquals(Reason.CANNOT, refused(() -> scripts().delete(HOLIDAY)));
        ScriptName other = ScriptName.of("näxt 日本");
        scripts().rename(HOLIDAY, other);
        scripts().delete(WORK);
        restart();
        assertEquals(other, scripts().active().orElseThrow().entry().name());
        assertEquals(1, scripts().list().size());
        assertEquals(Reason.NONEXISTENT, refused(() -> scripts().read(WORK)));
        scripts().activate(Optional.empty());
        restart();
        assertTrue(scripts().active().isEmpty());
        scripts().delete(other);
        restart();
        assertEquals(List.of(), scripts().list());
    }

    @Test
    void what_is_not_there_or_there_already_is_refused() throws IOException {
        scripts().put(WORK, text("keep;"), WHATEVER);
        scripts().put(HOLIDAY, text("keep;"), WHATEVER);
        ScriptName none = ScriptName.of("none");
        assertEquals(Reason.NONEXISTENT, refused(() -> scripts().activate(Optional.of(none))));
        assertEquals(Reason.NONEXISTENT, refused(() -> scripts().delete(none)));
        assertEquals(Reason.NONEXISTENT, refused(() -> scripts().rename(none, ScriptName.of("x"))));
        assertEquals(Reason.ALREADY_EXISTS, refused(() -> scripts().rename(WORK, HOLIDAY)));
        assertEquals(Reason.ALREADY_EXISTS, refused(() -> scripts().rename(WORK, WORK)));
    }

    @Test
    void of_two_who_edit_one_script_the_second_is_told() throws IOException {
        long seen = scripts().put(WORK, text("keep;"), OptionalLong.of(0)).version();
        assertEquals(Reason.CHANGED, refused(() -> scripts().put(WORK, text("stop;"), OptionalLong.of(0))));
        long next = scripts().put(WORK, text("discard;"), OptionalLong.of(seen)).version();
        assertTrue(next > seen);
        assertEquals(Reason.CHANGED, refused(() -> scripts().put(WORK, text("stop;"), OptionalLong.of(seen))));
        assertArrayEquals(text("discard;"), scripts().read(WORK).bytes());
        scripts().delete(WORK);
        assertEquals(Reason.CHANGED, refused(() -> scripts().put(WORK, text("stop;"), OptionalLong.of(next))));
    }

    @Test
    void of_many_writers_at_once_one_wins() throws Exception {
        long seen = scripts().put(WORK, text("keep;"), WHATEVER).version();
        AtomicInteger won = new AtomicInteger();
        AtomicInteger told = new AtomicInteger();
        CountDownLatch end = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            byte[] mine = text("# " + i);
            Thread.startVirtualThread(() -> {
                try {
                    scripts().put(WORK, mine, OptionalLong.of(seen));
                    won.incrementAndGet();
                } catch (MailboxException late) {
                    told.addAndGet(late.reason() == Reason.CHANGED ? 1 : 0);
                } catch (IOException failed) {
                    won.addAndGet(100);
                } finally {
                    end.countDown();
                }
            });
        }
        end.await();
        assertEquals(List.of(1, 7), List.of(won.get(), told.get()));
    }

    @Test
    void every_change_gives_another_version_and_the_same_text_none() throws IOException {
        List<Long> seen = new ArrayList<>(List.of(scripts().version()));
        scripts().put(WORK, text("keep;"), WHATEVER);
        seen.add(scripts().version());
        scripts().put(WORK, text("stop;"), WHATEVER);
        seen.add(scripts().version());
        scripts().activate(Optional.of(WORK));
        seen.add(scripts().version());
        scripts().rename(WORK, HOLIDAY);
        seen.add(scripts().version());
        scripts().activate(Optional.empty());
        seen.add(scripts().version());
        scripts().delete(HOLIDAY);
        seen.add(scripts().version());
        assertEquals(seen, seen.stream().sorted().distinct().toList());
        restart();
        assertEquals(seen.getLast(), scripts().version());
        scripts().put(WORK, text("keep;"), WHATEVER);
        long before = scripts().version();
        assertTrue(before > seen.getLast());
        scripts().put(WORK, text("keep;"), WHATEVER);
        scripts().activate(Optional.empty());
        assertEquals(before, scripts().version());
    }

    @Test
    void an_account_that_is_made_anew_has_other_versions() throws IOException {
        scripts().put(WORK, text("keep;"), WHATEVER);
        long before = scripts().version();
        store.remove(AMINA);
        now = now.plusMillis(5);
        open();
        store.create(AMINA);
        assertEquals(0, scripts().version());
        scripts().put(WORK, text("keep;"), WHATEVER);
        assertNotEquals(before, scripts().version());
    }

    @Test
    void the_last_ten_earlier_versions_are_kept_and_files_of_older_ones_go() throws IOException {
        for (int i = 0; i < 30; i++) {
            scripts().put(WORK, text("# " + i), WHATEVER);
        }
        restart();
        List<Scripts.Earlier> versions = scripts().versions(WORK);
        assertEquals(11, versions.size());
        assertEquals("# 29", new String(scripts().read(WORK, versions.getFirst().version()), StandardCharsets.UTF_8));
        assertEquals("# 19", new String(scripts().read(WORK, versions.getLast().version()), StandardCharsets.UTF_8));
        scripts().put(WORK, text("# last"), WHATEVER);
        scripts().delete(WORK);
        assertEquals(10, scripts().versions(WORK).size());
        assertEquals("# last", new String(scripts().read(WORK, scripts().versions(WORK).getFirst().version()), StandardCharsets.UTF_8));
        assertEquals(Reason.NONEXISTENT, refused(() -> scripts().read(WORK, 1)));
        for (int i = 0; i < 130; i++) {
            ScriptName name = ScriptName.of("s" + i);
            scripts().put(name, text("# " + i), WHATEVER);
            scripts().delete(name);
        }
        now = now.plus(Duration.ofDays(100));
        restart();
        assertEquals(List.of(), scripts().list());
        assertEquals(List.of(), scripts().versions(WORK));
        assertEquals(1, scripts().versions(ScriptName.of("s129")).size());
        assertEquals(ScriptList.EARLIER_OF_ALL + 1, disk.list(DIRECTORY).size(), "files and the ledger");
    }

    @Test
    void bounds_are_kept() throws IOException {
        limits = new ScriptLimits(2, 100, 150);
        scripts().put(WORK, new byte[100], WHATEVER);
        assertEquals(Reason.OVER_QUOTA, refused(() -> scripts().put(WORK, new byte[101], WHATEVER)));
        assertEquals(Reason.OVER_QUOTA, refused(() -> scripts().put(HOLIDAY, new byte[51], WHATEVER)));
        scripts().requireRoom(HOLIDAY, 50);
        scripts().put(HOLIDAY, new byte[50], WHATEVER);
        assertEquals(Reason.LIMIT, refused(() -> scripts().put(ScriptName.of("third"), new byte[0], WHATEVER)));
        assertEquals(Reason.LIMIT, refused(() -> scripts().requireRoom(ScriptName.of("third"), 0)));
        scripts().put(HOLIDAY, new byte[10], WHATEVER);
    }

    @Test
    void names_are_what_the_protocol_allows() {
        assertTrue(ScriptName.parse("x".repeat(512)).isPresent());
        for (String bad : List.of("", "x".repeat(513), "é".repeat(257), "a/b", "a\nb", "a\u0000", "a\u0085", "a\u2028", "\ud800")) {
            assertTrue(ScriptName.parse(bad).isEmpty(), bad);
        }
        assertEquals("..", ScriptName.of("..").text());
    }

    @Test
    void whatever_it_is_called_its_file_lies_in_the_directory() throws IOException {
        for (String name : List.of("..", ".", "barua-scripts", "a\\b", "x".repeat(512), "日".repeat(170), "CON", "~", "-rf")) {
            scripts().put(ScriptName.of(name), text("# " + name), WHATEVER);
        }
        restart();
        for (Scripts.Entry entry : scripts().list()) {
            assertEquals("# " + entry.name(), new String(scripts().read(entry.name()).bytes(), StandardCharsets.UTF_8));
        }
        assertEquals(10, disk.list(DIRECTORY).size());
        assertTrue(disk.list(DIRECTORY).stream().allMatch(file -> file.matches("[A-Za-z0-9_-]{1,60}(\\.[0-9]+\\.sieve)?")));
    }

    @Test
    void a_file_that_was_changed_is_not_taken_for_the_script() throws IOException {
        scripts().put(WORK, text("keep;"), WHATEVER);
        String file = disk.list(DIRECTORY).stream().filter(name -> name.endsWith(".sieve")).findFirst().orElseThrow();
        try (var handle = disk.open(DIRECTORY.resolve(file))) {
            handle.write(0, text("stop;"), 0, 5);
        }
        assertEquals(Reason.UNREADABLE, refused(() -> scripts().read(WORK)));
    }

    @Test
    void they_move_along_with_the_account_and_go_with_it() throws IOException {
        Scripts scripts = scripts();
        scripts.put(WORK, text("keep;"), WHATEVER);
        store.rename(AMINA, JUMA);
        scripts.put(HOLIDAY, text("stop;"), WHATEVER);
        restart();
        assertEquals(2, store.open(JUMA).scripts().list().size());
        Scripts going = store.open(JUMA).scripts();
        store.remove(JUMA);
        assertEquals(Reason.NONEXISTENT, refused(() -> going.put(WORK, text("stop;"), WHATEVER)));
    }

    @Test
    void global_ones_are_run_in_their_order_for_their_domains() throws IOException {
        GlobalScripts all = store.globalScripts();
        all.put(ScriptName.of("spam"), text("1"), When.BEFORE, Reach.ALL, WHATEVER);
        all.put(ScriptName.of("students"), text("2"), When.BEFORE, new Reach.OfDomain(STUDENTS), WHATEVER);
        all.put(ScriptName.of("end"), text("3"), When.AFTER, Reach.ALL, WHATEVER);
        all.put(ScriptName.of("lists"), text("4"), When.INCLUDED, new Reach.OfDomain(STAFF), WHATEVER);
        all.put(ScriptName.of("first"), text("5"), When.BEFORE, Reach.ALL, WHATEVER);
        all.order(List.of(ScriptName.of("first")));
        restart();
        assertEquals("5 1 2", texts(When.BEFORE, STUDENTS));
        assertEquals("5 1", texts(When.BEFORE, STAFF));
        assertEquals("3", texts(When.AFTER, STAFF));
        assertTrue(store.globalScripts().included(ScriptName.of("lists"), STAFF).isPresent());
        assertTrue(store.globalScripts().included(ScriptName.of("lists"), STUDENTS).isEmpty());
        assertTrue(store.globalScripts().included(ScriptName.of("spam"), STAFF).isEmpty(), "it is not there to be included");
        long before = store.globalScripts().version();
        store.globalScripts().put(ScriptName.of("spam"), text("1"), When.BEFORE, new Reach.OfDomain(STAFF), WHATEVER);
        assertTrue(store.globalScripts().version() > before);
        store.globalScripts().delete(ScriptName.of("first"));
        restart();
        assertEquals("2", texts(When.BEFORE, STUDENTS));
        assertEquals("1", texts(When.BEFORE, STAFF));
        store.globalScripts().put(ScriptName.of("first"), text("6"), When.BEFORE, Reach.ALL, OptionalLong.of(0));
        assertEquals("6 1", texts(When.BEFORE, STAFF), "those of a domain come after those for all");
        store.globalScripts().put(ScriptName.of("second"), text("7"), When.BEFORE, Reach.ALL, OptionalLong.of(0));
        assertEquals("6 7 1", texts(When.BEFORE, STAFF), "a new one is the last of its kind");
        assertEquals(List.of(AMINA), store.accounts());
    }

    private String texts(When when, Domain domain) throws IOException {
        return texts(when, domain, Optional.empty());
    }

    private String texts(When when, Domain domain, Optional<Address> asked) throws IOException {
        return String.join(" ", store.globalScripts().of(when, domain, asked).stream().map(one -> new String(one.bytes(), StandardCharsets.UTF_8)).toList());
    }

    @Test
    void those_of_an_address_are_the_nearest_to_the_accounts_own() throws IOException {
        GlobalScripts all = store.globalScripts();
        Address team = Address.of("Team@" + STAFF);
        for (When when : List.of(When.AFTER, When.BEFORE)) {
            all.put(ScriptName.of("list " + when), text("list"), when, new Reach.OfAddress(team), WHATEVER);
            all.put(ScriptName.of("domain " + when), text("domain"), when, new Reach.OfDomain(STAFF), WHATEVER);
            all.put(ScriptName.of("all " + when), text("all"), when, Reach.ALL, WHATEVER);
            all.put(ScriptName.of("all too " + when), text("too"), when, Reach.ALL, WHATEVER);
        }
        restart();
        assertTrue(store.globalScripts().reachesMailTo(team.folded()));
        assertFalse(store.globalScripts().reachesMailTo(Address.of("teams@" + STAFF)));
        assertEquals("all too domain list", texts(When.BEFORE, STAFF, Optional.of(team.folded())));
        assertEquals("list domain all too", texts(When.AFTER, STAFF, Optional.of(team.folded())));
        assertEquals("all too list", texts(When.BEFORE, STUDENTS, Optional.of(team.folded())), "whoever gets it, in whatever domain");
        assertEquals("all too domain", texts(When.BEFORE, STAFF, Optional.of(Address.of("amina@" + STAFF))));
        assertEquals(List.of("all BEFORE", "all too BEFORE", "domain BEFORE", "list BEFORE", "list AFTER", "domain AFTER", "all AFTER", "all too AFTER"),
                store.globalScripts().list().stream().map(entry -> entry.name().text()).toList());
        store.globalScripts().deleteOf(List.of(team.folded()));
        restart();
        assertFalse(store.globalScripts().reachesMailTo(team.folded()));
        assertEquals("all too domain", texts(When.BEFORE, STAFF, Optional.of(team.folded())));
        assertEquals(6, store.globalScripts().list().size());
    }

    // ---- crashes and failures ----

    @Test
    void after_a_crash_at_any_call_all_of_a_change_is_there_or_nothing() throws IOException {
        for (int n = 0; n < 600; n++) {
            List<String> before = state();
            disk.crashAfter(1 + random.nextInt(14));
            List<String> after = before;
            boolean done = false;
            try {
                after = change(before);
                done = true;
            } catch (ForgetfulDisk.Crash cut) {
                after = wanted;
            }
            disk.restart();
            disk.crashAfter(Integer.MAX_VALUE);
            open();
            List<String> found = state();
            assertTrue(found.equals(after) || !done && found.equals(before), () -> "before " + before + " wanted " + wanted + " found " + found);
        }
    }

    @Test
    void a_disk_that_fails_at_any_call_changes_nothing_and_loses_nothing() throws IOException {
        for (int n = 0; n < 400; n++) {
            List<String> before = state();
            List<String> after = before;
            boolean failed = false;
            disk.failAfter(1 + random.nextInt(12));
            try {
                after = change(before);
            } catch (MailboxException refused) {
                failed = true;
            }
            disk.failAfter(Integer.MAX_VALUE);
            assertEquals(after, state());
            if (failed || n % 3 == 0) {
                restart();
                List<String> found = state();
                assertTrue(found.equals(after) || failed && found.equals(wanted), () -> "before " + before + " wanted " + wanted + " found " + found);
            }
        }
    }

    @Test
    void a_full_disk_refuses_and_takes_again_when_there_is_room() throws IOException {
        scripts().put(WORK, text("keep;"), WHATEVER);
        scripts().activate(Optional.of(WORK));
        disk.fullWhile(Path.of("/data/mail/.reserve"));
        assertEquals(Reason.DISK_FULL, refused(() -> scripts().put(WORK, text("stop;"), WHATEVER)));
        assertArrayEquals(text("keep;"), scripts().read(WORK).bytes());
        assertEquals(2, disk.list(DIRECTORY).size(), "what was begun is taken away");
        scripts().activate(Optional.empty());
        assertTrue(scripts().active().isEmpty(), "it can be switched off out of the reserve");
        scripts().put(WORK, text("stop;"), WHATEVER);
        assertArrayEquals(text("stop;"), scripts().read(WORK).bytes());
    }

    private List<String> wanted = List.of();

    /** Sorted lines of name, whether active, text. */
    private List<String> state() throws IOException {
        List<String> state = new ArrayList<>();
        for (Scripts.Entry entry : scripts().list()) {
            state.add(entry.name() + (entry.active() ? "* " : " ") + new String(scripts().read(entry.name()).bytes(), StandardCharsets.UTF_8));
        }
        return state;
    }

    /** One change of any kind; says what it should come to, also in {@link #wanted} before it begins. */
    private List<String> change(List<String> before) throws IOException {
        List<String> after = new ArrayList<>(before);
        int at = before.isEmpty() ? 0 : random.nextInt(before.size());
        String line = before.isEmpty() ? "" : before.get(at);
        String head = line.isEmpty() ? "" : line.substring(0, line.indexOf(' '));
        boolean active = head.endsWith("*");
        ScriptName name = line.isEmpty() ? WORK : ScriptName.of(head.replace("*", ""));
        ScriptName fresh = ScriptName.of("n" + random.nextInt(1_000_000));
        byte[] text = text("# " + random.nextInt(1_000_000));
        int kind = line.isEmpty() ? 0 : random.nextInt(5);
        switch (kind) {
            case 0 -> after.add(fresh + " " + new String(text, StandardCharsets.UTF_8));
            case 1 -> after.set(at, head + " " + new String(text, StandardCharsets.UTF_8));
            case 2 -> {
                after.replaceAll(other -> other.replace("* ", " "));
                after.set(at, name + "* " + line.substring(line.indexOf(' ') + 1));
            }
            case 3 -> after.set(at, fresh + line.substring(name.text().length()));
            default -> {
                if (!active) {
                    after.remove(at);
                }
            }
        }
        after.sort(null);
        wanted = after;
        switch (kind) {
            case 0 -> scripts().put(fresh, text, OptionalLong.of(0));
            case 1 -> scripts().put(name, text, WHATEVER);
            case 2 -> scripts().activate(Optional.of(name));
            case 3 -> scripts().rename(name, fresh);
            default -> {
                if (!active) {
                    scripts().delete(name);
                }
            }
        }
        return after;
    }
}
