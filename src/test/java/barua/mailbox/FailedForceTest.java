package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import barua.disk.FileLayer;
import barua.disk.ForgetfulDisk;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After a failed force the system forgets: what a later one says of the same file is worth nothing. */
class FailedForceTest {

    private static final Address AMINA = Address.of("amina@example.test");
    private static final Path FRESH = Path.of("/data/mail/example.test/amina/Maildir/new");

    private final Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private long ticks;

    private MailStore open(ForgetfulDisk disk, Random random) throws IOException {
        return MailStore.open(new StoreOptions(Path.of("/data/mail"), Path.of("/data/spool"), 0, Policies.OPEN, clock), disk, () -> ticks, random, false);
    }

    private static ForgetfulDisk disk(Random random) throws IOException {
        ForgetfulDisk disk = new ForgetfulDisk(random);
        disk.mkdir(Path.of("/data"));
        disk.forceDirectory(Path.of("/"));
        return disk;
    }

    /** As another program delivers. */
    private static void put(ForgetfulDisk disk, String name) throws IOException {
        byte[] bytes = ("Subject: " + name + "\r\n\r\nHabari?\r\n").getBytes(StandardCharsets.US_ASCII);
        try (FileLayer.Handle file = disk.create(FRESH.resolve(name), true)) {
            file.write(0, bytes, 0, bytes.length);
            file.force();
        }
        disk.forceDirectory(FRESH);
    }

    @Test
    void uids_of_mail_from_other_programs_outlive_a_power_cut_whatever_failed_before_they_were_told() throws IOException {
        boolean failed = true;
        for (int n = 1; failed; n++) {
            for (int seed = 0; seed < 8; seed++) {
                Random random = new Random(seed);
                ForgetfulDisk disk = disk(random);
                MailStore store = open(disk, random);
                store.create(AMINA);
                Folder inbox = store.open(AMINA).folder(FolderName.INBOX);
                assertArrayEquals(new long[0], inbox.uids());
                put(disk, "1.P1.host");
                put(disk, "2.P2.host");
                ticks += 2_000;
                disk.failAfter(n);
                try {
                    inbox.uids();
                } catch (IOException refused) {
                    ticks += 40_000;
                }
                failed = disk.failed();
                disk.failAfter(1L << 40);
                ticks += 2_000;
                long[] told = inbox.uids();
                assertEquals(2, told.length);
                disk.restart();
                assertArrayEquals(told, open(disk, random).open(AMINA).folder(FolderName.INBOX).uids(), "call " + n + ", seed " + seed);
            }
        }
    }

    @Test
    void a_log_takes_nothing_more_after_a_failed_force() throws IOException {
        ForgetfulDisk disk = disk(new Random(1));
        FolderLog log = FolderLog.create(disk, Path.of("/data"), 1, 0);
        LogRecord record = new LogRecord.Expunged(7, LogRecord.Fate.GONE, new long[] {1});
        log.add(record);
        disk.failAfter(1);
        assertThrows(IOException.class, log::force);
        assertThrows(IOException.class, log::force);
        assertThrows(IOException.class, () -> log.add(record));
    }
}
