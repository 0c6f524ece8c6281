package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a view's messages are like, all at once. */
class TableTest {

    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;

    private static void append(MailStore store, Folder folder, Flags flags, Instant received, int size) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = ("Subject: x\r\n\r\n" + "x".repeat(size - 14)).getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            folder.append(staged, flags, received);
        }
    }

    @Test
    void a_table_tells_what_single_infos_tell_also_of_messages_that_only_this_view_sees() throws IOException {
        try (MailStore store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()))) {
            store.create(new Address("amina", new Domain("example.test")));
            Folder inbox = store.open(new Address("amina", new Domain("example.test"))).folder(FolderName.INBOX);
            for (int i = 0; i < 40; i++) {
                append(store, inbox, Flags.of(i % 32, i % 3 == 0 ? List.of("Kazi") : List.of()), THEN.plusSeconds(i * 40_000L), 100 + i);
            }
            try (View view = inbox.view()) {
                inbox.expunge(new long[] {1, 20, 40});
                inbox.store(new long[] {7}, new FlagChange(FlagChange.How.SET, Flags.of(Flags.DRAFT, List.of("Mpya"))), OptionalLong.empty());
                append(store, inbox, Flags.NONE, THEN, 100);
                Table table = view.table();
                for (int sequence = 1; sequence <= 40; sequence++) {
                    MessageInfo info = view.info(sequence);
                    assertTrue(table.isKnown(sequence));
                    for (int flag = 1; flag < 32; flag <<= 1) {
                        assertEquals(info.flags().has(flag), table.has(sequence, flag));
                    }
                    assertEquals(info.flags().has("kazi"), table.has(sequence, "KAZI"));
                    assertEquals(info.flags().has("Mpya"), table.has(sequence, "mpya"));
                    assertFalse(table.has(sequence, "unknown"));
                    assertEquals(info.modseq(), table.modseq(sequence));
                    assertEquals(info.received().toEpochMilli(), table.received(sequence));
                    assertEquals(info.received().toEpochMilli() / 86_400_000, table.day(sequence));
                    assertEquals(info.size(), table.size(sequence));
                }
            }
        }
    }
}
