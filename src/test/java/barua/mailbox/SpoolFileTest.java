package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Domain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that are no text: through the spool and through staging they stay as they are, wherever they are cut. */
class SpoolFileTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");
    private static final List<String> ABOUT = List.of("two words \"x\" \\ ü\t.png", "", "70000");

    @TempDir
    Path data;
    private MailStore store;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.fixed(THEN, ZoneOffset.UTC)),
                new RealFiles(), () -> 0, new Random(7), false);
        store.create(AMINA);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private void restart() throws IOException {
        close();
        open();
    }

    /** Every byte value, then every mix of CR, LF and another byte over four places. */
    static byte[] allBytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < 256; i++) {
            out.write(i);
        }
        byte[] signs = {'\r', '\n', 'x'};
        for (int i = 0; i < 81; i++) {
            out.writeBytes(new byte[] {signs[i % 3], signs[i / 3 % 3], signs[i / 9 % 3], signs[i / 27]});
        }
        return out.toByteArray();
    }

    private static byte[] many(int size) {
        byte[] one = allBytes();
        byte[] all = new byte[size];
        for (int i = 0; i < size; i++) {
            all[i] = one[i % one.length];
        }
        return all;
    }

    @Test
    void a_file_comes_in_parts_cut_anywhere_and_is_the_same() throws IOException {
        byte[] bytes = allBytes();
        for (int part = 1; part <= bytes.length; part += part < 40 ? 1 : 97) {
            SpoolFile file = store.spoolFiles().begin(AMINA, "file-" + part, ABOUT);
            for (int at = 0; at < bytes.length; at += part) {
                assertEquals(Math.min(bytes.length, at + part), file.append(new ByteArrayInputStream(bytes, at, part), bytes.length));
            }
            assertArrayEquals(bytes, file.bytes(0, bytes.length + 1), "in parts of " + part);
        }
    }

    @Test
    void what_is_staged_stays_as_it_is_in_memory_and_beyond_cut_anywhere() throws IOException {
        Folder inbox = store.open(AMINA).folder(FolderName.INBOX);
        byte[] small = allBytes();
        for (int part = 1; part < 8; part++) {
            assertKept(inbox, small, part);
        }
        byte[] large = many(StagedMessage.IN_MEMORY + 1_234);
        for (int part : new int[] {4_095, 4_096, 65_536, large.length}) {
            assertKept(inbox, large, part);
        }
    }

    private void assertKept(Folder folder, byte[] bytes, int part) throws IOException {
        long uid;
        try (Staged staged = store.stage()) {
            for (int at = 0; at < bytes.length; at += part) {
                staged.write(bytes, at, Math.min(part, bytes.length - at));
            }
            uid = folder.append(staged, Flags.NONE, THEN);
        }
        assertEquals(bytes.length, folder.info(uid).size());
        assertArrayEquals(bytes, folder.content(uid).bytes(0, bytes.length + 1), "in parts of " + part);
    }

    @Test
    void binary_mail_stays_as_it_is_when_the_index_is_lost_and_in_every_copy() throws IOException {
        byte[] bytes = allBytes();
        Folder inbox = store.open(AMINA).folder(FolderName.INBOX);
        assertKept(inbox, bytes, 10);
        inbox.copy(new long[] {1}, store.open(AMINA).folder(SpecialUse.ARCHIVE));
        store.settle(AMINA);
        close();
        Path maildir = data.resolve("mail/example.test/amina/Maildir");
        for (String lost : List.of("barua-index", "barua-log.1", ".Archive/barua-index", ".Archive/barua-log.1")) {
            Files.deleteIfExists(maildir.resolve(lost));
        }
        try (var cur = Files.list(maildir.resolve("cur"))) {
            Path file = cur.findFirst().orElseThrow();
            Files.copy(file, maildir.resolve(".Sent/cur").resolve(file.getFileName()));   // as another program would file it elsewhere
        }
        open();
        for (SpecialUse use : List.of(SpecialUse.ARCHIVE, SpecialUse.SENT)) {
            Folder folder = store.open(AMINA).folder(use);
            assertArrayEquals(bytes, folder.content(folder.uids()[0]).bytes(0, 10_000), use.name());
        }
        assertArrayEquals(bytes, store.open(AMINA).folder(FolderName.INBOX).content(1).bytes(0, 10_000));
    }

    @Test
    void a_file_half_sent_goes_on_after_a_restart_from_the_last_byte_known_to_be_right() throws IOException {
        byte[] bytes = many(200_000);
        store.spoolFiles().begin(AMINA, "Half", ABOUT).append(new ByteArrayInputStream(bytes, 0, 150_000), bytes.length);
        restart();
        SpoolFile half = store.spoolFiles().find(AMINA, "Half").orElseThrow();
        assertEquals(ABOUT, half.about());
        assertEquals(131_072, half.size());
        half.append(new ByteArrayInputStream(bytes, 131_072, bytes.length), bytes.length);
        half.force();
        restart();
        SpoolFile whole = store.spoolFiles().of(AMINA).getFirst();
        assertEquals(200_000, whole.size());
        assertArrayEquals(bytes, whole.bytes(0, 300_000));
    }

    @Test
    void bytes_that_a_crash_spoiled_are_asked_for_again() throws IOException {
        byte[] bytes = many(200_000);
        store.spoolFiles().begin(AMINA, "spoiled", ABOUT).append(new ByteArrayInputStream(bytes), bytes.length);
        Path file = data.resolve("spool/files/amina%40example.test/spoiled");
        byte[] zeros = Files.readAllBytes(file);
        Arrays.fill(zeros, 100_000, 100_010, (byte) 0);
        Files.write(file, zeros);
        restart();
        SpoolFile known = store.spoolFiles().find(AMINA, "spoiled").orElseThrow();
        assertEquals(65_536, known.size());
        known.append(new ByteArrayInputStream(bytes, 65_536, bytes.length), bytes.length);
        assertArrayEquals(bytes, known.bytes(0, 300_000));
    }

    @Test
    void what_came_before_a_line_broke_is_kept() throws IOException {
        SpoolFile file = store.spoolFiles().begin(AMINA, "broken", ABOUT);
        InputStream breaking = new InputStream() {
            private int left = 5;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the browser went");
                }
                return 'x';
            }
        };
        try {
            file.append(breaking, 100);
        } catch (IOException gone) {
            assertEquals("the browser went", gone.getMessage());
        }
        file.append(new ByteArrayInputStream("yz".getBytes(java.nio.charset.StandardCharsets.US_ASCII)), 7);
        assertEquals("xxxxxyz", new String(file.bytes(0, 100), java.nio.charset.StandardCharsets.US_ASCII));
    }

    @Test
    void a_file_goes_when_it_is_removed_or_after_a_day_without_a_byte() throws IOException {
        SpoolFile young = store.spoolFiles().begin(AMINA, "young", ABOUT);
        store.spoolFiles().begin(AMINA, "old", ABOUT);
        Path folder = data.resolve("spool/files/amina%40example.test");
        Files.setLastModifiedTime(folder.resolve("young"), FileTime.from(THEN.minusSeconds(86_000)));
        Files.setLastModifiedTime(folder.resolve("old"), FileTime.from(THEN.minusSeconds(86_500)));
        store.spoolFiles().purge();
        assertEquals(List.of(young), store.spoolFiles().of(AMINA));
        assertTrue(store.spoolFiles().find(AMINA, "old").isEmpty());
        store.spoolFiles().remove(AMINA, "young");
        assertThrows(NoSuchFileException.class, () -> young.append(InputStream.nullInputStream(), 1));
        store.spoolFiles().purge();
        assertFalse(Files.exists(folder));
    }

    @Test
    void an_id_that_is_no_file_name_stays_in_its_folder() throws IOException {
        store.spoolFiles().begin(AMINA, "../../x", ABOUT);
        assertTrue(Files.exists(data.resolve("spool/files/amina%40example.test/%2E.%2F..%2Fx")));
        assertTrue(store.spoolFiles().find(AMINA, "x".repeat(500)).isEmpty());
    }
}
