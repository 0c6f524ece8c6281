package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.DiskFullException;
import barua.disk.FileLayer;
import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks that refuse, threads that work against each other, and what time throws away. */
class FaultsTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final Address JUMA = new Address("juma", new Domain("example.test"));
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");
    private static final FolderName ARCHIVE = FolderName.of("Archive");

    @TempDir
    Path data;
    private final AtomicLong ticks = new AtomicLong();
    private long quota = Long.MAX_VALUE;

    /** What fails a call instead of letting it through. */
    private interface Fault {
        void before(String call) throws IOException;
    }

    private static final Fault NONE = _ -> {
    };

    private MailStore open(Instant now, Fault fault) throws IOException {
        RealFiles real = new RealFiles();
        FileLayer files = (FileLayer) Proxy.newProxyInstance(FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (_, method, arguments) -> {
            fault.before(method.getName());
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
        Policies policies = new Policies() {
            @Override
            public long quota(Address account) {
                return quota;
            }

            @Override
            public Duration keep(Address account) {
                return Duration.ofDays(60);
            }
        };
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, policies, Clock.fixed(now, ZoneOffset.UTC)), files, ticks::get,
                new Random(7), false);
    }

    private static long append(MailStore store, Folder folder, String subject) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = ("Subject: " + subject + "\r\n\r\nbody\r\n").getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, Flags.NONE, THEN);
        }
    }

    private static Folder inbox(MailStore store) throws IOException {
        store.create(AMINA);
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private static String text(Folder folder, long uid) throws IOException {
        return new String(folder.content(uid).bytes(0, 10_000), StandardCharsets.US_ASCII);
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.of()) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void one_folder_that_cannot_be_read_costs_that_folder_alone_and_comes_back_when_it_can() throws IOException {
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            append(store, store.open(AMINA).folder(ARCHIVE), "two");
        }
        Path header = data.resolve("mail/example.test/amina/Maildir/.Archive").resolve(FolderFile.NAME);
        byte[] whole = Files.readAllBytes(header);
        Files.delete(header);
        Files.createDirectory(header);   // as a failing disk: there, and not to be read
        try (MailStore store = open(THEN, NONE)) {
            Mailbox mailbox = store.open(AMINA);
            assertEquals("one", subject(mailbox.folder(FolderName.INBOX), 1));
            assertTrue(mailbox.list().stream().anyMatch(entry -> entry.name().equals(ARCHIVE) && !entry.exists()), "it stays in the list");
            assertEquals(MailboxException.Reason.UNAVAILABLE, assertThrows(MailboxException.class, () -> mailbox.folder(ARCHIVE)).reason());
            assertEquals(MailboxException.Reason.ALREADY_EXISTS,
                    assertThrows(MailboxException.class, () -> mailbox.create(ARCHIVE, Optional.empty())).reason(), "nothing is put in its place");
            assertEquals(2, append(store, mailbox.folder(FolderName.INBOX), "three"));
            Files.delete(header);
            Files.write(header, whole);
            assertEquals("two", subject(mailbox.folder(ARCHIVE), 1));
            assertTrue(mailbox.list().stream().anyMatch(entry -> entry.name().equals(ARCHIVE) && entry.exists()));
        }
    }

    private static String subject(Folder folder, long uid) throws IOException {
        return text(folder, uid).lines().findFirst().orElseThrow().replace("Subject: ", "");
    }

    @Test
    void a_folder_file_that_breaks_off_anywhere_loses_no_message_and_gives_no_uid_twice() throws IOException {
        long validity;
        byte[] whole;
        Path header = data.resolve("mail/example.test/amina/Maildir").resolve(FolderFile.NAME);
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            append(store, inbox(store), "two");
            inbox(store).expunge(new long[] {2});
            validity = inbox(store).uidValidity();
        }
        whole = Files.readAllBytes(header);
        copy(data.resolve("mail"), data.resolve("before"));
        for (int length = 0; length < whole.length; length += 7) {
            delete(data.resolve("mail"));
            copy(data.resolve("before"), data.resolve("mail"));
            Files.write(header, Arrays.copyOf(whole, length));
            try (MailStore store = open(THEN, NONE)) {
                Folder inbox = inbox(store);
                assertEquals(1, inbox.uids().length, "cut off at " + length);
                assertEquals("one", subject(inbox, inbox.uids()[0]));
                long next = append(store, inbox, "three");
                assertTrue(inbox.uidValidity() != validity || next > 2, "cut off at " + length + ": UID " + next + " again");
                inbox.expunge(new long[] {next});
            }
            assertFalse(new String(Files.readAllBytes(header), StandardCharsets.UTF_8).isEmpty());
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void a_copy_that_was_refused_is_not_filed_after_a_crash() throws IOException {
        AtomicInteger links = new AtomicInteger(Integer.MIN_VALUE);
        Fault third = call -> {
            if (call.equals("link") && links.incrementAndGet() == 3) {
                throw new IOException("Input/output error");
            }
        };
        List<List<MailStore.Following>> effects = List.of(List.of(new MailStore.Following("first".getBytes(StandardCharsets.UTF_8), Optional.empty())),
                List.of(new MailStore.Following("second".getBytes(StandardCharsets.UTF_8), Optional.empty())));
        MailStore crashing = open(THEN, third);
        crashing.create(List.of(AMINA, JUMA));
        List<MailStore.Filing> both = List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, THEN),
                new MailStore.Filing(JUMA, FolderName.INBOX, Flags.NONE, THEN));
        links.set(0);
        MailStore.Delivered delivered = crashing.deliver(Content.of("Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)), both, effects, "");
        assertEquals(List.of(true, false), delivered.filed().stream().map(MailStore.Filed.Done.class::isInstance).toList());
        // It ends here without having followed anything.
        try (MailStore store = open(THEN, NONE)) {
            assertEquals(1, store.open(AMINA).folder(FolderName.INBOX).counts().messages());
            assertEquals(0, store.open(JUMA).folder(FolderName.INBOX).counts().messages());
            assertEquals(List.of("first"), store.due().stream().flatMap(due -> due.effects().stream())
                    .map(effect -> new String(effect.what(), StandardCharsets.UTF_8)).toList());
        }
    }

    @Test
    void on_a_full_disk_what_was_acknowledged_is_completed_before_anything_is_opened() throws IOException {
        MailStore crashing = open(THEN, NONE);
        crashing.create(List.of(AMINA));
        crashing.deliver(Content.of("Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8)),
                List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, THEN)),
                List.of(List.of(new MailStore.Following("first".getBytes(StandardCharsets.UTF_8), Optional.empty()))), "");
        // It ends here, and all that was not forced has gone.
        Path maildir = data.resolve("mail/example.test/amina/Maildir");
        Files.delete(maildir.resolve("cur").resolve(names(maildir.resolve("cur")).getFirst()));
        for (String name : names(maildir)) {
            if (name.startsWith("barua-") && !name.equals(FolderFile.NAME)) {
                Files.delete(maildir.resolve(name));
            }
        }
        AtomicInteger calls = new AtomicInteger();
        Fault full = call -> {
            if (call.equals("link") || call.equals("create")) {
                calls.incrementAndGet();
                throw new DiskFullException("No space left on device", new IOException("No space left on device"));
            }
        };
        assertTrue(DiskFullException.isCauseOf(assertThrows(IOException.class, () -> open(THEN, full).close())));
        assertTrue(calls.get() > 0);
        try (MailStore store = open(THEN, NONE)) {
            assertEquals("x", subject(store.open(AMINA).folder(FolderName.INBOX), 1));
        }
    }

    @Test
    void where_the_disk_cannot_link_messages_are_copied() throws IOException {
        Fault tooManyLinks = call -> {
            if (call.equals("link")) {
                throw new FileSystemException("a", "b", "Too many links");
            }
        };
        try (MailStore store = open(THEN, tooManyLinks)) {
            append(store, inbox(store), "one");
            Folder archive = store.open(AMINA).folder(ARCHIVE);
            assertArrayEquals(new long[] {1}, inbox(store).copy(new long[] {1}, archive).to());
            assertEquals(text(inbox(store), 1), text(archive, 1));
            assertEquals(THEN, archive.info(1).received());
        }
        assertEquals(List.of(), names(data.resolve("mail/example.test/amina/Maildir/tmp")));
        assertEquals(List.of(), names(data.resolve("spool/tmp")));
    }

    @Test
    void a_message_that_came_back_keeps_its_new_uid_though_the_log_forgot_that_it_left() throws IOException {
        Path maildir = data.resolve("mail/example.test/amina/Maildir");
        byte[] log;
        byte[] index;
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            assertArrayEquals(new long[] {1}, inbox(store).uids());
            log = Files.readAllBytes(maildir.resolve("barua-log.1"));
            index = Files.readAllBytes(maildir.resolve("barua-index"));
            Folder archive = store.open(AMINA).folder(ARCHIVE);
            inbox(store).move(new long[] {1}, archive);
            assertArrayEquals(new long[] {2}, archive.move(archive.uids(), inbox(store)).to());
        }
        assertEquals(List.of("barua-log.1"), names(maildir).stream().filter(name -> name.startsWith("barua-log.")).toList());
        Files.write(maildir.resolve("barua-log.1"), log);
        Files.write(maildir.resolve("barua-index"), index);
        try (MailStore store = open(THEN, NONE)) {
            assertArrayEquals(new long[] {2}, inbox(store).uids());
        }
    }

    @Test
    void renaming_inbox_moves_its_messages_also_when_it_was_interrupted() throws IOException {
        FolderName old = FolderName.of("Old mail 2025");
        boolean[] broken = {false};
        Fault fault = call -> {
            if (broken[0] && call.equals("rename")) {
                throw new IOException("Input/output error");
            }
        };
        MailStore left = open(THEN, fault);
        append(left, inbox(left), "one");
        append(left, inbox(left), "two");
        Mailbox mailbox = left.open(AMINA);
        Folder target = mailbox.writing(() -> new FolderChanges(mailbox).beginEmptying(old)).door();
        inbox(left).move(new long[] {1}, target);
        append(left, inbox(left), "later");
        broken[0] = true;   // nothing more reaches the disk: as if the program had died here
        try (MailStore store = open(THEN, NONE)) {
            assertEquals(2, store.open(AMINA).folder(old).uids().length);
            assertArrayEquals(new long[] {3}, inbox(store).uids());
            store.open(AMINA).rename(FolderName.INBOX, FolderName.of("Older"));
            assertEquals(0, inbox(store).uids().length);
            assertTrue(text(store.open(AMINA).folder(FolderName.of("Older")), 1).contains("later"));
        }
    }

    @Test
    void a_removed_account_is_purged_after_its_window_and_not_before() throws IOException {
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            store.remove(AMINA);
            assertFalse(store.exists(AMINA));
        }
        purgeAt(THEN.plus(Duration.ofDays(59)));
        assertEquals(1, names(data.resolve("mail/.removed")).size());
        purgeAt(THEN.plus(Duration.ofDays(61)));
        assertEquals(List.of(), names(data.resolve("mail/.removed")));
    }

    @Test
    void what_others_put_beside_removed_accounts_stays_and_keeps_none_of_them_from_being_purged() throws IOException {
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            store.remove(AMINA);
        }
        List<String> others = List.of("0@x.abcd.note", "1772360130.zzzz.amina", "notes");
        for (String other : others) {
            Files.createDirectories(data.resolve("mail/.removed").resolve(other));
        }
        purgeAt(THEN.plus(Duration.ofDays(61)));
        assertEquals(others, names(data.resolve("mail/.removed")));
    }

    @Test
    void what_cannot_be_buried_at_once_is_buried_in_the_next_round() throws IOException {
        Path cur = data.resolve("mail/example.test/amina/Maildir/cur");
        try (MailStore store = openWith("rename", _ -> {
            throw new IOException(MADE);
        })) {
            append(store, inbox(store), "one");
            inbox(store).expunge(new long[] {1});
            armed = true;
            store.upkeep().tick();
            assertEquals(1, names(cur).size());
            store.upkeep().tick();
            assertEquals(List.of(), names(cur));
        }
    }

    @Test
    void a_repeated_delivery_is_known_also_where_the_folder_could_not_be_read_the_first_time() throws IOException {
        Content message = Content.of("Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII));
        List<MailStore.Filing> where = List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, THEN));
        MailStore crashed = open(THEN, NONE);
        inbox(crashed);
        crashed.deliver(message, where, "token");
        try (MailStore store = openWith("content", _ -> {
            throw new IOException(MADE);
        })) {
            inbox(store);
            armed = true;
            assertTrue(store.deliver(message, where, "token").getFirst() instanceof MailStore.Filed.Refused);
            assertTrue(store.deliver(message, where, "token").getFirst() instanceof MailStore.Filed.Done done && done.again());
            assertEquals(1, inbox(store).uids().length);
        }
    }

    private void purgeAt(Instant now) throws IOException {
        try (MailStore store = open(now, NONE)) {
            new KeepPurge(store).run();
        }
    }

    @Test
    void the_keep_area_gives_up_its_oldest_days_beyond_the_quota_and_never_the_newest() throws IOException {
        Path keep = data.resolve("mail/example.test/amina/keep");
        for (int day = 0; day < 4; day++) {
            try (MailStore store = open(THEN.plus(Duration.ofDays(day)), NONE)) {
                inbox(store).expunge(new long[] {append(store, inbox(store), "x".repeat(1_000))});
            }
        }
        assertEquals(4, names(keep).size());
        quota = 2_200;
        purgeAt(THEN.plus(Duration.ofDays(4)));
        assertEquals(List.of("2026-03-03", "2026-03-04"), names(keep));
        quota = 10;
        purgeAt(THEN.plus(Duration.ofDays(4)));
        assertEquals(List.of("2026-03-04"), names(keep));
    }

    @Test
    void threads_that_deliver_flag_copy_move_and_expunge_on_a_failing_disk_lose_and_double_nothing() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        boolean[] failing = {false};
        Fault fault = call -> {
            if (failing[0] && Set.of("link", "create", "forceDirectory").contains(call) && calls.incrementAndGet() % 97 == 0) {
                throw new IOException(MADE);
            }
        };
        Queue<String> came = new ConcurrentLinkedQueue<>();
        Set<String> gone = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Set<String> doubtful = java.util.concurrent.ConcurrentHashMap.newKeySet();
        Queue<Throwable> wrong = new ConcurrentLinkedQueue<>();
        try (MailStore store = open(THEN, fault)) {
            store.create(AMINA);
            store.create(JUMA);
            failing[0] = true;
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 6; t++) {
                String prefix = "t" + t + "n";
                Random random = new Random(t);
                threads.add(Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 60; i++) {
                        work(store, prefix + i, random, came, gone, doubtful, wrong);
                    }
                }));
            }
            boolean[] working = {true};
            Thread upkeep = Thread.ofPlatform().start(() -> {
                while (working[0]) {
                    store.upkeep().tick();
                    Thread.onSpinWait();
                }
            });
            for (Thread thread : threads) {
                thread.join();
            }
            working[0] = false;
            upkeep.join();
            failing[0] = false;
        }
        assertEquals(List.of(), List.copyOf(wrong));
        try (MailStore store = open(THEN, NONE)) {
            List<String> found = new ArrayList<>();
            for (Folder folder : List.of(inbox(store), store.open(AMINA).folder(ARCHIVE))) {
                for (long uid : folder.uids()) {
                    found.add(text(folder, uid).lines().findFirst().orElseThrow().substring(9));
                }
            }
            assertEquals(found.size(), new HashSet<>(found).size(), "something is there twice");
            for (String name : came) {
                if (!doubtful.contains(name)) {
                    assertEquals(!gone.contains(name), found.contains(name), name);
                }
            }
            assertTrue(came.size() > 200, came.size() + " came");
        }
    }

    private static final String MADE = "Input/output error made by the test";

    /** Refused for the disk's sake, and for no other. */
    private static boolean isMade(MailboxException refused) {
        Throwable root = refused;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return refused.reason() == MailboxException.Reason.UNAVAILABLE && String.valueOf(root.getMessage()).contains(MADE);
    }

    private static void work(MailStore store, String name, Random random, Queue<String> came, Set<String> gone, Set<String> doubtful, Queue<Throwable> wrong) {
        try {
            Folder inbox = inbox(store);
            long uid = append(store, inbox, name);
            came.add(name);
            try {
                switch (random.nextInt(4)) {
                    case 0 -> inbox.move(new long[] {uid}, store.open(AMINA).folder(ARCHIVE));
                    case 1 -> {
                        doubtful.add(name);
                        inbox.expunge(new long[] {uid});
                        gone.add(name);
                        doubtful.remove(name);
                    }
                    case 2 -> inbox.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
                    default -> inbox.copy(new long[] {uid}, store.open(JUMA).folder(FolderName.INBOX));
                }
            } catch (MailboxException refused) {
                if (!isMade(refused)) {
                    wrong.add(refused);
                }
            }
        } catch (MailboxException refused) {
            if (!isMade(refused)) {
                wrong.add(refused);
            }
        } catch (IOException | RuntimeException | Error broken) {
            wrong.add(broken);
        }
    }

    /** @param meanwhile what happens once, when the first call of that name is about to reach the disk */
    private MailStore openWith(String call, Fault meanwhile) throws IOException {
        boolean[] done = {false};
        return open(THEN, name -> {
            if (armed && !done[0] && name.equals(call)) {
                done[0] = true;
                meanwhile.before(name);
            }
        });
    }

    private boolean armed;

    @Test
    void copy_finds_files_whose_names_are_settled_meanwhile() throws IOException {
        MailStore[] here = {null};
        try (MailStore store = openWith("link", _ -> store(here[0], 3))) {
            here[0] = store;
            for (int i = 1; i <= 3; i++) {
                append(store, inbox(store), "message " + i);
            }
            armed = true;
            Folder archive = store.open(AMINA).folder(ARCHIVE);
            assertArrayEquals(new long[] {1, 2, 3}, inbox(store).copy(new long[] {1, 2, 3}, archive).to());
            assertEquals(text(inbox(store), 3), text(archive, 3));
        }
    }

    private static void store(MailStore store, long uid) throws IOException {
        inbox(store).store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.FLAGGED)), OptionalLong.empty());
        assertEquals(1, new Settling(inbox(store).state()).some(10));
    }

    @Test
    void copy_takes_a_message_that_is_expunged_and_buried_meanwhile_or_leaves_it_out_whole() throws IOException {
        MailStore[] here = {null};
        try (MailStore store = openWith("link", _ -> {
            inbox(here[0]).expunge(new long[] {2});
            inbox(here[0]).discard(new long[] {3});
            here[0].upkeep().tick();
        })) {
            here[0] = store;
            for (int i = 1; i <= 4; i++) {
                append(store, inbox(store), "message " + i);
            }
            armed = true;
            Folder archive = store.open(AMINA).folder(ARCHIVE);
            Folder.Copied copied = inbox(store).copy(new long[] {1, 2, 3, 4}, archive);
            assertArrayEquals(new long[] {1, 4}, copied.from());
            assertArrayEquals(copied.to(), archive.uids());
            assertEquals(text(inbox(store), 4), text(archive, copied.to()[1]));
            assertEquals(new Mailbox.Usage(2L * 2 * text(inbox(store), 4).length(), 4, Long.MAX_VALUE), store.open(AMINA).usage());
        }
    }

    @Test
    void copy_and_move_find_files_that_another_program_renames_or_removes_meanwhile() throws IOException {
        Path cur = data.resolve("mail/example.test/amina/Maildir/cur");
        for (String call : List.of("link", "rename")) {
            armed = false;
            try (MailStore store = openWith(call, _ -> {
                List<String> names = names(cur);
                Files.move(cur.resolve(names.get(1)), cur.resolve(names.get(1) + "S"));
                Files.delete(cur.resolve(names.get(2)));
            })) {
                Folder inbox = inbox(store);
                long[] uids = {append(store, inbox, "one"), append(store, inbox, "two"), append(store, inbox, "three")};
                Folder archive = store.open(AMINA).create(FolderName.of(call), Optional.empty());
                armed = true;
                Folder.Copied copied = call.equals("link") ? inbox.copy(uids, archive) : inbox.move(uids, archive);
                assertArrayEquals(new long[] {uids[0], uids[1]}, copied.from(), call);
                assertArrayEquals(archive.uids(), copied.to());
                assertTrue(archive.info(copied.to()[1]).flags().has(Flags.SEEN));
                inbox.discard(inbox.uids());
                store.upkeep().tick();
            }
        }
    }

    @Test
    void an_expunged_message_that_another_program_renames_before_it_is_buried_does_not_come_back() throws IOException {
        Path cur = data.resolve("mail/example.test/amina/Maildir/cur");
        try (MailStore store = open(THEN, NONE)) {
            append(store, inbox(store), "one");
            inbox(store).expunge(new long[] {1});
            String name = names(cur).getFirst();
            Files.move(cur.resolve(name), cur.resolve(name + "S"));
            store.upkeep().tick();
            assertEquals(List.of(), names(cur));
            ticks.addAndGet(60_000);
            assertArrayEquals(new long[0], inbox(store).uids());
        }
    }

    @Test
    void what_an_idle_account_takes_is_read_from_its_headers_and_right_after_a_crash() throws IOException {
        AtomicInteger lists = new AtomicInteger();
        quota = 100_000;
        Fault counting = call -> lists.addAndGet(call.equals("list") ? 1 : 0);
        long size;
        try (MailStore store = open(THEN, counting)) {
            append(store, inbox(store), "one");
            append(store, inbox(store), "two");
            size = inbox(store).info(1).size();
        }
        try (MailStore store = open(THEN, counting)) {
            Mailbox mailbox = store.open(AMINA);
            lists.set(0);
            assertEquals(new Mailbox.Usage(2 * size, 2, quota), mailbox.usage());
            assertTrue(mailbox.hasRoomFor(quota - 2 * size));
            assertFalse(mailbox.hasRoomFor(quota - 2 * size + 1));
            assertEquals(0, lists.get(), "directories listed");
        }
        MailStore dead = open(THEN, NONE);
        append(dead, inbox(dead), "six");
        MailStore store = open(THEN, NONE);   // the other one died
        assertEquals(new Mailbox.Usage(3 * size, 3, quota), store.open(AMINA).usage());
        store.close();
    }

    @Test
    void renaming_inbox_that_failed_empties_nothing_later() throws IOException {
        for (int broken = 0; broken < 2; broken++) {
            FolderName old = FolderName.of("Old mail " + broken);
            boolean[] breaks = {false};
            boolean all = broken == 1;
            MailStore store = open(THEN, call -> {
                if (breaks[0] && (call.equals("rename") || all && Set.of("open", "create", "forceDirectory").contains(call))) {
                    breaks[0] = all;   // a passing trouble, or nothing reaches the disk any more
                    throw new IOException(MADE);
                }
            });
            append(store, inbox(store), "stays");
            int before = inbox(store).uids().length;
            Mailbox mailbox = store.open(AMINA);
            Folder target = mailbox.writing(() -> new FolderChanges(mailbox).beginEmptying(old)).door();
            assertEquals(0, target.uids().length);
            breaks[0] = true;
            IOException why = org.junit.jupiter.api.Assertions.assertThrows(IOException.class, () -> mailbox.moveAllTo(target));
            assertTrue(why instanceof MailboxException refused && refused.reason() == MailboxException.Reason.UNAVAILABLE, why.toString());
            if (!all) {
                assertTrue(mailbox.list().stream().noneMatch(entry -> entry.name().equals(old)), "the new folder goes again");
            }
            try (MailStore later = open(THEN, NONE)) {
                assertEquals(before, inbox(later).uids().length);
                if (all) {
                    later.open(AMINA).delete(old);
                }
                later.open(AMINA).rename(FolderName.INBOX, old);
                assertEquals(before, later.open(AMINA).folder(old).uids().length);
                later.open(AMINA).delete(old);
            }
        }
    }

    @Test
    void one_bad_account_keeps_no_keep_area_from_being_purged() throws IOException {
        try (MailStore store = open(THEN, NONE)) {
            inbox(store);
            store.create(JUMA);
            Folder other = store.open(JUMA).folder(FolderName.INBOX);
            other.expunge(new long[] {append(store, other, "old")});
        }
        Files.writeString(data.resolve("mail/example.test/amina/keep"), "no folder");
        purgeAt(THEN.plus(Duration.ofDays(70)));
        assertEquals(List.of(), names(data.resolve("mail/example.test/juma/keep")));
    }

    @Test
    void a_folder_deleted_soon_after_an_expunge_is_no_matter_for_the_log() throws IOException {
        List<String> told = new ArrayList<>();
        java.util.logging.Logger log = java.util.logging.Logger.getLogger(Upkeep.class.getName());
        java.util.logging.Handler handler = new java.util.logging.Handler() {
            @Override
            public void publish(java.util.logging.LogRecord record) {
                told.add(record.getMessage());
            }

            @Override
            public void flush() {
            }

            @Override
            public void close() {
            }
        };
        log.addHandler(handler);
        try (MailStore store = open(THEN, NONE)) {
            inbox(store);
            Folder folder = store.open(AMINA).create(FolderName.of("Short"), Optional.empty());
            folder.expunge(new long[] {append(store, folder, "one")});
            store.open(AMINA).delete(FolderName.of("Short"));
            store.upkeep().tick();
            assertEquals(List.of(), told);
        } finally {
            log.removeHandler(handler);
        }
    }

    @Test
    @Tag("long")
    void a_folder_of_100_000_messages_is_opened_from_its_index_alone() throws IOException {
        try (MailStore store = open(THEN, NONE)) {
            inbox(store);
        }
        Path cur = data.resolve("mail/example.test/amina/Maildir/cur");
        for (int i = 0; i < 100_000; i++) {
            Files.createFile(cur.resolve((1_700_000_000 + i) + ".M" + i + "P1.host,S=0,W=0:2,S"));
        }
        for (String folder : List.of("cur", "new")) {
            Files.setLastModifiedTime(cur.resolveSibling(folder), FileTime.from(THEN.minusSeconds(60)));
        }
        for (int taken = 0; taken < 2; taken++) {   // over from another program, and once more in peace
            try (MailStore store = open(THEN, NONE)) {
                assertEquals(100_000, inbox(store).uids().length);
            }
        }
        List<String> asked = new CopyOnWriteArrayList<>();
        try (MailStore store = open(THEN, asked::add)) {
            Folder inbox = inbox(store);
            asked.clear();
            assertEquals(100_000, inbox.uids().length);
        }
        assertFalse(asked.contains("list"), "no directory is listed: " + asked);
        assertTrue(asked.size() < 50, "and no message is looked at: " + asked.size());
    }
}
