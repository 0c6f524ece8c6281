package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom an account knows, out of its index and out of what that does not know yet. */
class CorrespondentsTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final long DAY = 86_400;

    @TempDir
    private Path data;
    private MailStore store;
    private Search search;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.create(NEEMA);
        search = Search.open(data.resolve("search"), store, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        store.close();
    }

    private Folder in(SpecialUse use) throws IOException {
        return store.open(NEEMA).folder(use);
    }

    private Folder inbox() throws IOException {
        return store.open(NEEMA).folder(FolderName.INBOX);
    }

    private long file(Folder folder, long daysAgo, String head) throws IOException {
        byte[] bytes = (head.replace("\n", "\r\n") + "\r\nSubject: x\r\n\r\nHabari " + daysAgo + "\r\n").getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, Flags.NONE, NOW.minusSeconds(daysAgo * DAY));
        }
    }

    private void settle() throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        do {
            assertTrue(search.awaitCurrent(20_000));
        } while (search.state(NEEMA).known() < search.state(NEEMA).all() && System.nanoTime() < until);
    }

    /** As {@code name|address|weight}, with a star where it is a machine. */
    private String known() throws IOException {
        return search.people(NEEMA, NOW).stream().map(one -> one.name() + "|" + one.address() + "|" + Math.round(one.weight() * 100) / 100.0
                + (one.machine() ? "*" : "")).collect(Collectors.joining("\n"));
    }

    private void fileAll() throws IOException {
        file(inbox(), 0, "From: Juma Kilonzo <Juma@Mbali.example>");
        file(inbox(), 90, "From: J. Kilonzo <juma@mbali.example>");
        file(in(SpecialUse.SENT), 180, "From: neema@mfano.example\nTo: =?utf-8?Q?Andr=C3=A9?= <andre@mbali.example>\nCc: Amina <amina@nje.example>");
        file(in(SpecialUse.SENT), 0, "From: neema@mfano.example\nTo: Bahati <bahati@mbali.example>\n"
                + "Bcc: leave-request@mfano.example, wafanyakazi@mfano.example");
        file(inbox(), 1, "From: Zawadi <zawadi@mfano.example>\nList-Post: <mailto:wafanyakazi@mfano.example>");
        file(inbox(), 1, "From: Habari <habari@duka.example>\nList-Unsubscribe: <https://duka.example/u>");
        file(inbox(), 1, "From: Duka <no-reply@duka.example>");
        file(inbox(), 1, "From: Ofisi <ofisi@duka.example>\nAuto-Submitted: auto-replied");
        file(inbox(), 0, "From: Neema <neema@mfano.example>\nTo: Mwizi <mwizi@nje.example>");
        file(in(SpecialUse.JUNK), 0, "From: Taka <taka@nje.example>");
        file(in(SpecialUse.TRASH), 0, "From: Tupio <tupio@nje.example>");
        file(in(SpecialUse.DRAFTS), 0, "From: neema@mfano.example\nTo: Rasimu <rasimu@nje.example>");
    }

    private static final String ALL = """
            Bahati|bahati@mbali.example|5.0
            Juma Kilonzo|juma@mbali.example|1.5
            Amina|amina@nje.example|1.25
            Andr\u00e9|andre@mbali.example|1.25
            Neema|neema@mfano.example|1.0
            Zawadi|zawadi@mfano.example|0.99
            |leave-request@mfano.example|5.0*
            |wafanyakazi@mfano.example|5.0*""";

    @Test
    void people_are_ranked_by_what_was_written_to_them_how_often_and_how_lately_and_machines_come_last() throws Exception {
        fileAll();
        settle();
        assertEquals(ALL, known());
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(ALL, known(), "they are kept");
    }

    @Test
    void what_the_index_does_not_know_counts_the_same_but_for_lists() throws Exception {
        search.close();
        fileAll();
        search = Search.open(data.resolve("search"), store, Optional.empty());
        search.close();
        assertEquals(ALL.lines().filter(line -> !line.contains("wafanyakazi")).toList(),
                known().lines().filter(line -> !line.contains("wafanyakazi")).toList());
    }

    @Test
    void the_newest_name_stays_and_what_went_to_trash_is_forgotten() throws Exception {
        file(inbox(), 5, "From: Jina la zamani <juma@mbali.example>");
        long newest = file(inbox(), 1, "From: Jina jipya <juma@mbali.example>");
        file(inbox(), 0, "From: juma@mbali.example");
        file(inbox(), 0, "From: 'Grace \u202eMollel' <grace@mbali.example>");
        settle();
        assertEquals("Jina jipya|juma@mbali.example|2.95\nGrace Mollel|grace@mbali.example|1.0", known());
        inbox().move(new long[] {newest}, in(SpecialUse.TRASH));
        settle();
        assertEquals("Jina la zamani|juma@mbali.example|1.96\nGrace Mollel|grace@mbali.example|1.0", known());
    }

    @Test
    void a_letter_that_lies_twice_counts_once() throws Exception {
        long uid = file(inbox(), 0, "From: juma@mbali.example");
        inbox().copy(new long[] {uid}, in(SpecialUse.ARCHIVE));
        settle();
        assertEquals("|juma@mbali.example|1.0", known());
    }

    @Test
    void no_letter_has_more_people_than_are_wanted() throws Exception {
        String many = java.util.stream.IntStream.range(0, 150).mapToObj(i -> "mtu" + (1000 + i) + "@mbali.example").collect(Collectors.joining(", "));
        file(in(SpecialUse.SENT), 0, "From: neema@mfano.example\nTo: " + many.replace(", ", ",\n "));
        settle();
        List<Correspondent> known = search.people(NEEMA, NOW);
        assertEquals(100, known.size());
        assertEquals("mtu1099@mbali.example", known.getLast().address());
    }
}
