package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients note of folders: whole or not at all, over restarts and renames, within bounds. */
class AnnotationsTest {

    private static final Address AMINA = Address.of("amina@example.test");

    @TempDir
    Path data;

    private MailStore open() throws IOException {
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
    }

    private static byte[] all256() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    @Test
    void any_bytes_outlive_restarts_and_renames_of_folder_and_account() throws IOException {
        String id;
        try (MailStore store = open()) {
            store.create(AMINA);
            Folder folder = store.open(AMINA).create(FolderName.of("Kazi"), Optional.empty());
            id = folder.mailboxId();
            Annotations notes = store.open(AMINA).annotations();
            notes.set(id, Map.of("/private/a b", Optional.of(all256()), "/shared/none", Optional.of(new byte[0])));
            notes.set(Annotations.ACCOUNT, Map.of("/shared/x", Optional.of(new byte[] {'-'})));
            store.open(AMINA).rename(FolderName.of("Kazi"), FolderName.of("Kazi mpya"));
        }
        try (MailStore store = open()) {
            Address other = Address.of("amina.k@example.test");
            store.rename(AMINA, other);
            Annotations notes = store.open(other).annotations();
            assertEquals(List.of("/private/a b", "/shared/none"), List.copyOf(notes.of(id).keySet()));
            assertArrayEquals(all256(), notes.of(id).get("/private/a b"));
            assertEquals(0, notes.find(id, "/shared/none").orElseThrow().length);
            assertArrayEquals(new byte[] {'-'}, notes.find(Annotations.ACCOUNT, "/shared/x").orElseThrow());
            store.open(other).delete(FolderName.of("Kazi mpya"));
            assertTrue(notes.of(id).isEmpty());
            notes.set(Annotations.ACCOUNT, Map.of("/shared/x", Optional.empty()));
        }
        try (MailStore store = open()) {
            Annotations notes = store.open(Address.of("amina.k@example.test")).annotations();
            assertTrue(notes.of(id).isEmpty() && notes.of(Annotations.ACCOUNT).isEmpty());
        }
    }

    @Test
    void too_many_and_too_long_ones_are_refused_and_nothing_is_changed() throws IOException {
        try (MailStore store = open()) {
            store.create(AMINA);
            Annotations notes = store.open(AMINA).annotations();
            Map<String, Optional<byte[]>> many = new HashMap<>();
            for (int i = 0; i < 101; i++) {
                many.put("/private/" + i, Optional.of(new byte[] {1}));
            }
            assertEquals(MailboxException.Reason.LIMIT, assertThrows(MailboxException.class, () -> notes.set("f", many)).reason());
            assertEquals(MailboxException.Reason.OVER_QUOTA, assertThrows(MailboxException.class,
                    () -> notes.set("f", Map.of("/private/a", Optional.of(new byte[Annotations.LONGEST + 1])))).reason());
            for (int i = 0; i < 32; i++) {
                notes.set("f", Map.of("/private/" + i, Optional.of(new byte[Annotations.LONGEST])));
            }
            assertThrows(MailboxException.class, () -> notes.set("g", Map.of("/private/a", Optional.of(new byte[1]))));
            notes.set("f", Map.of("/private/1", Optional.empty()));
            notes.set("g", Map.of("/private/a", Optional.of(new byte[1])));
            assertEquals(31, notes.of("f").size());
        }
    }

    @Test
    void those_of_a_folder_that_is_gone_take_no_room_also_where_nobody_had_asked_for_them() throws IOException {
        Path file = data.resolve("mail/example.test/amina/barua-annotations");
        try (MailStore store = open()) {
            store.create(AMINA);
            String id = store.open(AMINA).create(FolderName.of("Kazi"), Optional.empty()).mailboxId();
            store.open(AMINA).annotations().set(id, Map.of("/private/comment", Optional.of(new byte[Annotations.LONGEST])));
        }
        assertTrue(Files.size(file) > Annotations.LONGEST);
        try (MailStore store = open()) {
            store.open(AMINA).delete(FolderName.of("Kazi"));
            assertTrue(Files.size(file) < 100, () -> file.toString());
        }
    }

    @Test
    void what_changes_nothing_is_not_written() throws IOException {
        Path file = data.resolve("mail/example.test/amina/barua-annotations");
        try (MailStore store = open()) {
            store.create(AMINA);
            Annotations notes = store.open(AMINA).annotations();
            notes.set(Annotations.ACCOUNT, Map.of("/shared/x", Optional.empty()));
            assertTrue(Files.notExists(file));
            notes.set(Annotations.ACCOUNT, Map.of("/shared/x", Optional.of(all256())));
            byte[] before = Files.readAllBytes(file);
            notes.set(Annotations.ACCOUNT, Map.of("/shared/x", Optional.of(all256()), "/shared/y", Optional.empty()));
            assertArrayEquals(before, Files.readAllBytes(file));
        }
    }

    @Test
    void whoever_has_none_has_no_file() throws IOException {
        try (MailStore store = open()) {
            store.create(AMINA);
            assertTrue(store.open(AMINA).annotations().of(Annotations.ACCOUNT).isEmpty());
            assertTrue(Files.notExists(data.resolve("mail/example.test/amina/barua-annotations")));
        }
    }
}
