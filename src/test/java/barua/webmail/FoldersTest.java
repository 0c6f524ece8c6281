package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {

    private static final Address ACCOUNT = Office.NEEMA.address();
    private Folders folders;

    @TempDir
    Path data;
    private Office office;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        folders = new Folders(office.desk);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    @Test
    void a_renamed_folder_keeps_its_mail_and_takes_along_what_is_below_it() throws IOException {
        folders.create(ACCOUNT, "Mitihani");
        folders.create(ACCOUNT, "Mitihani/2026");
        office.file(office.store.open(ACCOUNT).folder(FolderName.of("Mitihani")), "Ratiba");
        assertEquals(new Folders.Outcome.Done("Kazi!Mitihani"), folders.rename(ACCOUNT, "Mitihani", " Kazi/Mitihani "));
        assertEquals(1, office.store.open(ACCOUNT).folder(FolderName.of("Kazi/Mitihani")).counts().messages());
        assertTrue(office.desk.open(ACCOUNT, "Kazi!Mitihani!2026").isPresent());
        assertTrue(office.desk.open(ACCOUNT, "Mitihani").isEmpty());
    }

    @Test
    void a_name_that_is_taken_or_is_none_is_refused_and_nothing_changes() throws IOException {
        folders.create(ACCOUNT, "Mitihani");
        folders.create(ACCOUNT, "Kazi");
        assertEquals(new Folders.Outcome.Refused("exists"), folders.rename(ACCOUNT, "Mitihani", "Kazi"));
        assertEquals(new Folders.Outcome.Refused("name"), folders.rename(ACCOUNT, "Mitihani", "a//b"));
        assertEquals(new Folders.Outcome.Refused("name"), folders.rename(ACCOUNT, "Mitihani", "inbox"));
        assertEquals(new Folders.Outcome.Refused("name"), folders.create(ACCOUNT, " "));
        assertEquals(new Folders.Outcome.Done("Mitihani"), folders.rename(ACCOUNT, "Mitihani", "Mitihani"));
    }

    @Test
    void folders_with_a_use_are_neither_renamed_nor_deleted() throws IOException {
        for (String path : new String[] {"inbox", "sent", "trash", "drafts", "Trash", "hakuna"}) {
            assertEquals(new Folders.Outcome.Refused("failed"), folders.rename(ACCOUNT, path, "Nyingine"), path);
            assertEquals(new Folders.Outcome.Refused("failed"), folders.remove(ACCOUNT, path), path);
        }
        assertTrue(office.desk.open(ACCOUNT, "Nyingine").isEmpty());
    }

    @Test
    void the_mail_of_a_deleted_folder_is_in_the_trash() throws IOException {
        folders.create(ACCOUNT, "Mitihani");
        folders.create(ACCOUNT, "Mitihani/2026");
        office.file(office.store.open(ACCOUNT).folder(FolderName.of("Mitihani")), "Ratiba");
        assertEquals(new Folders.Outcome.Done("inbox"), folders.remove(ACCOUNT, "Mitihani"));
        assertTrue(office.desk.open(ACCOUNT, "Mitihani").isEmpty());
        assertTrue(office.desk.open(ACCOUNT, "Mitihani!2026").isPresent(), "what is below it stays");
        assertEquals(1, office.folder(SpecialUse.TRASH).counts().messages());
    }
}
