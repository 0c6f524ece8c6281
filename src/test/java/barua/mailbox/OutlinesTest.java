package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.FileLayer;
import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.HeaderField;
import barua.message.Domain;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outlines: known when a message comes, kept in {@code barua-cache}, and never wrong whatever becomes of that file. */
class OutlinesTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final Address JUMA = new Address("juma", new Domain("example.test"));

    @TempDir
    Path data;
    /** Message files that were opened. */
    private final List<Path> opened = new ArrayList<>();

    private MailStore open() throws IOException {
        RealFiles real = new RealFiles();
        FileLayer counting = (FileLayer) Proxy.newProxyInstance(FileLayer.class.getClassLoader(), new Class<?>[] {FileLayer.class}, (_, method, arguments) -> {
            if (method.getName().equals("stream")) {
                opened.add((Path) arguments[0]);
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException failed) {
                throw failed.getCause();
            }
        });
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()), counting, () -> 0,
                new Random(5), false);
    }

    private static Mailbox juma(MailStore store) throws IOException {
        store.create(JUMA);
        return store.open(JUMA);
    }

    private static Staged staged(MailStore store, String subject) throws IOException {
        Staged staged = store.stage();
        byte[] bytes = ("From: a@example.test\r\nSubject: " + subject + "\r\n\r\nHello\r\n").getBytes(StandardCharsets.UTF_8);
        staged.write(bytes, 0, bytes.length);
        return staged;
    }

    private static void append(MailStore store, String subject) throws IOException {
        try (Staged staged = staged(store, subject)) {
            inbox(store).append(staged, Flags.NONE, Instant.EPOCH);
        }
    }

    private static Folder inbox(MailStore store) throws IOException {
        store.create(AMINA);
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private static List<String> subjects(Folder folder) throws IOException {
        List<String> subjects = new ArrayList<>();
        for (long uid : folder.uids()) {
            subjects.add(folder.outline(uid).headers().first("subject").orElseThrow().decoded());
        }
        return subjects;
    }

    private Path cache() {
        return data.resolve("mail/example.test/amina/Maildir/barua-cache");
    }

    private void filled(int messages) throws IOException {
        try (MailStore store = open()) {
            for (int i = 0; i < messages; i++) {
                append(store, "no. " + i);
            }
            store.upkeep().tick();
        }
    }

    private static List<String> numbers(int count) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add("no. " + i);
        }
        return all;
    }

    @Test
    void a_message_that_came_is_listed_after_a_restart_without_being_opened() throws IOException {
        try (MailStore store = open(); Staged staged = staged(store, "for both")) {
            store.create(List.of(AMINA, JUMA));
            store.deliver(staged, List.of(new MailStore.Filing(AMINA, FolderName.INBOX, Flags.NONE, Instant.EPOCH),
                    new MailStore.Filing(JUMA, FolderName.INBOX, Flags.NONE, Instant.EPOCH)), "");
            store.upkeep().tick();
        }
        try (MailStore store = open()) {
            assertEquals(List.of("for both"), subjects(inbox(store)));
            assertEquals(List.of("for both"), subjects(juma(store).folder(FolderName.INBOX)));
            assertEquals(List.of(), opened);
        }
    }

    @Test
    void headers_alone_come_from_where_outlines_are() throws IOException {
        List<HeaderField> fields = List.of(new HeaderField("From", " a@example.test"), new HeaderField("Subject", " one"));
        try (MailStore store = open()) {
            append(store, "one");
            Folder folder = inbox(store);
            long uid = folder.uids()[0];
            assertEquals(fields, folder.headers(uid).fields(), "in memory, or made now");
        }
        opened.clear();
        try (MailStore store = open()) {
            Folder folder = inbox(store);
            long uid = folder.uids()[0];
            assertEquals(fields, folder.headers(uid).fields(), "in the file");
            assertEquals(folder.outline(uid).headers(), folder.headers(uid));
            assertEquals(List.of(), opened);
        }
    }

    @Test
    void copies_and_moved_messages_take_their_outlines_along() throws IOException {
        try (MailStore store = open()) {
            append(store, "copied");
            append(store, "moved");
            Folder sent = store.open(AMINA).folder(SpecialUse.SENT);
            inbox(store).copy(new long[] {1}, sent);
            inbox(store).move(new long[] {2}, juma(store).folder(FolderName.INBOX));
            store.upkeep().tick();
        }
        try (MailStore store = open()) {
            assertEquals(List.of("copied"), subjects(store.open(AMINA).folder(SpecialUse.SENT)));
            assertEquals(List.of("moved"), subjects(juma(store).folder(FolderName.INBOX)));
            assertEquals(List.of(), opened);
        }
    }

    @Test
    void outlines_that_were_not_made_when_mail_came_are_made_once() throws IOException {
        filled(300);
        Files.delete(cache());
        for (int round = 0; round < 2; round++) {
            opened.clear();
            try (MailStore store = open()) {
                assertEquals(numbers(300), subjects(inbox(store)));
                assertEquals(round == 0 ? 300 : 0, opened.size());
            }
        }
    }

    @Test
    void a_cache_that_was_cut_anywhere_is_used_as_far_as_it_goes() throws IOException {
        filled(20);
        byte[] whole = Files.readAllBytes(cache());
        for (int length = 0; length < whole.length; length += 97) {
            Files.write(cache(), Arrays.copyOf(whole, length));
            opened.clear();
            try (MailStore store = open()) {
                assertEquals(numbers(20), subjects(inbox(store)), "cut at " + length);
                assertTrue(opened.size() <= 20 - length * 20 / whole.length + 1, opened.size() + " opened with " + length + " bytes left");
            }
            opened.clear();
            try (MailStore store = open()) {
                assertEquals(numbers(20), subjects(inbox(store)), "mended after a cut at " + length);
                assertEquals(0, opened.size(), "not mended after a cut at " + length);
            }
        }
    }

    @Test
    void a_cache_with_any_damaged_byte_tells_no_lies() throws IOException {
        filled(8);
        byte[] whole = Files.readAllBytes(cache());
        Random random = new Random(11);
        for (int round = 0; round < 60; round++) {
            byte[] damaged = whole.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(cache(), damaged);
            try (MailStore store = open()) {
                assertEquals(numbers(8), subjects(inbox(store)));
                append(store, "later");
                inbox(store).discard(new long[] {inbox(store).uids()[8]});
            }
        }
    }

    @Test
    void a_cache_that_vanishes_or_is_of_another_folder_is_begun_anew() throws IOException {
        filled(5);
        byte[] foreign = Files.readAllBytes(cache());
        try (MailStore store = open()) {
            subjects(inbox(store));
            Files.delete(cache());
            append(store, "no. 5");
            store.upkeep().tick();
            assertEquals(numbers(6), subjects(inbox(store)));
        }
        foreign[15] ^= 1;   // another UIDVALIDITY
        Files.write(cache(), foreign);
        try (MailStore store = open()) {
            assertEquals(numbers(6), subjects(inbox(store)));
        }
    }

    @Test
    void where_everything_lies_is_known_for_many_uids() {
        Places places = new Places();
        for (long uid = 1; uid <= 5_000; uid++) {
            places.put(uid * 65_537 & 0xFFFF_FFFFL, uid);
        }
        for (long uid = 1; uid <= 5_000; uid += 2) {
            places.remove(uid * 65_537 & 0xFFFF_FFFFL);
        }
        for (long uid = 1; uid <= 5_000; uid++) {
            assertEquals(uid % 2 == 0 ? uid : -1, places.get(uid * 65_537 & 0xFFFF_FFFFL));
        }
        assertEquals(-1, places.get(0xFFFF_FFFFL));
    }
}
