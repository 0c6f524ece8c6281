package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.ForgetfulDisk;
import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is to follow a delivery: with the copies or not at all, whatever the disk forgets, and not lost before it has followed. */
class DueTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Address JUMA = Address.of("juma@example.test");
    private static final Instant THEN = Instant.parse("2026-01-02T03:04:05Z");
    private static final byte[] MESSAGE = "Subject: x\r\n\r\nHabari?\r\n".getBytes(StandardCharsets.UTF_8);

    private final Clock clock = Clock.fixed(THEN, ZoneOffset.UTC);
    /** What has followed, kept by somebody else who forgets nothing. */
    private final List<String> followed = new ArrayList<>();

    private MailStore open(ForgetfulDisk disk, Random random) throws IOException {
        return MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, clock), disk, () -> 0, random, false);
    }

    private static ForgetfulDisk disk(Random random) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(random);
        disk.mkdir(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        return disk;
    }

    private static MailStore.Filing inbox(Address account) {
        return new MailStore.Filing(account, FolderName.INBOX, Flags.NONE, THEN);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private MailStore.Delivered deliver(MailStore store, List<Address> to, String token) throws IOException {
        List<List<MailStore.Following>> effects = to.stream().map(account -> account.equals(AMINA)
                ? List.of(new MailStore.Following(bytes("one\n")), new MailStore.Following(bytes("two"))) : List.<MailStore.Following>of()).toList();
        return store.deliver(Content.of(MESSAGE), to.stream().map(DueTest::inbox).toList(), effects, token);
    }

    private void follow(Due due) throws IOException {
        for (Due.Effect effect : due.effects()) {
            assertArrayEquals(MESSAGE, effect.message().bytes(0, 1_000));
            assertEquals(MESSAGE.length, effect.message().size());
            followed.add(new String(effect.what(), StandardCharsets.UTF_8));
        }
        due.done();
    }

    private static int messages(MailStore store, Address account) throws IOException {
        return store.open(account).folder(FolderName.INBOX).counts().messages();
    }

    private void crashAtEachCall(List<Address> to) throws IOException {
        int completed = 0;
        int byRecovery = 0;
        for (int n = 1; completed == 0; n++) {
            for (int seed = 0; seed < 4; seed++) {
                Random random = new Random(seed);
                ForgetfulDisk disk = disk(random);
                MailStore store = open(disk, random);
                store.create(List.of(AMINA, JUMA));
                followed.clear();
                boolean delivered = false;
                boolean sure = false;
                disk.crashAfter(n);
                try {
                    Due due = deliver(store, to, "").due().orElseThrow();
                    delivered = true;
                    follow(due);
                    sure = true;
                } catch (ForgetfulDisk.Crash | IOException cut) {
                    assertTrue(disk.crashed(), cut::toString);
                }
                completed += sure && !disk.crashed() ? 1 : 0;
                int before = followed.size();
                disk.restart();
                disk.crashAfter(Integer.MAX_VALUE);
                MailStore again = open(disk, random);
                List<Due> due = again.due();
                for (Due one : due) {
                    follow(one);
                    byRecovery++;
                }
                String where = "call " + n + ", seed " + seed;
                int filed = messages(again, AMINA);
                assertTrue(!delivered || filed == 1, where);
                assertEquals(to.contains(JUMA) ? filed : 0, messages(again, JUMA), where);
                assertEquals(filed == 1 ? List.of("one\n", "two") : List.of(), followed.stream().distinct().toList(), where);
                assertTrue(!sure || due.isEmpty(), where + ": it came back");
                assertTrue(before == 0 || delivered, where);
                again.close();
                assertEquals(List.of(), open(disk, random).due(), where);
            }
        }
        assertTrue(byRecovery > 5, "no crash came between the record and what follows");
    }

    @Test
    void a_crash_at_any_call_leaves_two_copies_with_what_follows_them_or_nothing() throws IOException {
        crashAtEachCall(List.of(JUMA, AMINA));
    }

    @Test
    void a_crash_at_any_call_leaves_one_copy_with_what_follows_it_or_nothing() throws IOException {
        crashAtEachCall(List.of(AMINA));
    }

    @Test
    void what_could_not_follow_yet_comes_back_at_each_start_until_it_is_done() throws IOException {
        Random random = new Random(1);
        ForgetfulDisk disk = disk(random);
        MailStore store = open(disk, random);
        store.create(List.of(AMINA, JUMA));
        assertEquals(2, deliver(store, List.of(AMINA, JUMA), "").due().orElseThrow().effects().size());
        for (int start = 0; start < 3; start++) {
            store.close();
            store = open(disk, random);
            assertEquals(List.of(1, 1), List.of(messages(store, AMINA), messages(store, JUMA)));
            List<Due> due = store.due();
            assertEquals(1, due.size());
            assertEquals(List.of(), store.due());
            if (start == 2) {
                follow(due.getFirst());
            }
        }
        assertEquals(List.of("one\n", "two"), followed);
        store.close();
        assertEquals(List.of(), open(disk, random).due());
        assertEquals(List.of(), disk.list(Path.of("/data/spool/deliveries")));
    }

    @Test
    void nothing_follows_a_repeat_or_a_refusal() throws IOException {
        Random random = new Random(1);
        ForgetfulDisk disk = disk(random);
        MailStore store = open(disk, random);
        store.create(AMINA);
        assertTrue(deliver(store, List.of(AMINA), "token").due().isPresent());
        MailStore.Delivered again = deliver(store, List.of(AMINA), "token");
        assertEquals(Optional.empty(), again.due());
        assertTrue(((MailStore.Filed.Done) again.filed().getFirst()).again());
        store.remove(AMINA);
        MailStore.Delivered refused = deliver(store, List.of(AMINA), "");
        assertEquals(Optional.empty(), refused.due());
        assertTrue(refused.filed().getFirst() instanceof MailStore.Filed.Refused);
    }

    private static final Content EDITED = Content.of(bytes("Subject: y\r\n\r\nNzuri.\r\n"));
    private static final Content ANSWER = Content.of(bytes("Subject: z\r\n\r\nSipo.\r\n"));

    /** Amina has the message and an edited one, and keeps the answer that follows; another one follows that she does not keep. */
    private static MailStore.Delivered deliverVersions(MailStore store, Content other) throws IOException {
        FolderName kazi = FolderName.of("Kazi");
        List<MailStore.Filing> where = List.of(inbox(AMINA), new MailStore.Filing(AMINA, kazi, Flags.NONE, THEN, Optional.of(EDITED)),
                new MailStore.Filing(AMINA, kazi, Flags.NONE, THEN, Optional.of(ANSWER)));
        List<MailStore.Following> first = List.of(new MailStore.Following(bytes("answer"), Optional.of(ANSWER)),
                new MailStore.Following(bytes("other"), Optional.of(other)));
        return store.deliver(Content.of(MESSAGE), where, List.of(first, List.of(new MailStore.Following(bytes("edited"))), List.of()), "token");
    }

    private static List<String> texts(MailStore store, String folder) throws IOException {
        List<String> texts = new ArrayList<>();
        if (store.open(AMINA).list().stream().anyMatch(entry -> entry.exists() && entry.name().equals(FolderName.of(folder)))) {
            Folder found = store.open(AMINA).folder(FolderName.of(folder));
            for (long uid : found.uids()) {
                texts.add(text(found.content(uid)));
            }
        }
        return texts;
    }

    private static String text(Content content) throws IOException {
        return new String(content.bytes(0, 1_000), StandardCharsets.UTF_8);
    }

    @Test
    void a_crash_at_any_call_leaves_all_versions_with_what_follows_them_or_nothing() throws IOException {
        Content other = Content.of(bytes("Subject: o\r\n\r\nNyingine.\r\n"));
        List<String> all = List.of("answer " + text(ANSWER), "other " + text(other), "edited " + text(EDITED));
        int byRecovery = 0;
        boolean completed = false;
        for (int n = 1; !completed; n++) {
            Random random = new Random(n);
            ForgetfulDisk disk = disk(random);
            MailStore store = open(disk, random);
            store.create(List.of(AMINA));
            List<String> came = new ArrayList<>();
            boolean delivered = false;
            disk.crashAfter(n);
            try {
                Due due = deliverVersions(store, other).due().orElseThrow();
                delivered = true;
                for (Due.Effect effect : due.effects()) {
                    came.add(new String(effect.what(), StandardCharsets.UTF_8) + " " + text(effect.message()));
                }
                due.done();
                completed = !disk.crashed();
            } catch (ForgetfulDisk.Crash | IOException cut) {
                assertTrue(disk.crashed(), cut::toString);
            }
            disk.restart();
            disk.crashAfter(Integer.MAX_VALUE);
            MailStore again = open(disk, random);
            for (Due due : again.due()) {
                for (Due.Effect effect : due.effects()) {
                    came.add(new String(effect.what(), StandardCharsets.UTF_8) + " " + text(effect.message()));
                }
                due.done();
                byRecovery++;
            }
            boolean there = !texts(again, "INBOX").isEmpty();
            assertTrue(there || !delivered, "call " + n);
            assertEquals(there ? List.of(text(Content.of(MESSAGE))) : List.of(), texts(again, "INBOX"), "call " + n);
            assertEquals(there ? List.of(text(EDITED), text(ANSWER)) : List.of(), texts(again, "Kazi").stream().sorted().toList(),
                    "call " + n + ": both versions, in whatever order the rest of the delivery was done");
            assertEquals(there ? all : List.of(), came.stream().distinct().toList(), "call " + n);
            again.close();
        }
        assertTrue(byRecovery > 5, "no crash came between the record and what follows");
    }

    @Test
    void a_repeat_of_versions_files_none_again() throws IOException {
        Random random = new Random(1);
        ForgetfulDisk disk = disk(random);
        MailStore store = open(disk, random);
        store.create(AMINA);
        deliverVersions(store, ANSWER).due().orElseThrow().done();
        assertEquals(Optional.empty(), deliverVersions(store, ANSWER).due());
        assertEquals(List.of(text(EDITED), text(ANSWER)), texts(store, "Kazi"));
        assertEquals(List.of(), disk.list(Path.of("/data/spool/tmp")));
    }
}
