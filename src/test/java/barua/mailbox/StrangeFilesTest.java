package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Links and pipes that somebody left in a Maildir show nothing of what lies elsewhere, and keep nobody waiting. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangeFilesTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address JUMA = Address.of("juma@mfano.example");
    private static final byte[] LETTER = "Subject: siri\r\n\r\nsiri\r\n".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path data;

    private MailStore store() throws IOException {
        return MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
    }

    @Test
    void a_link_to_a_folder_is_no_folder() throws IOException {
        try (MailStore store = store()) {
            store.create(NEEMA);
        }
        Path neemas = data.resolve("mail/mfano.example/neema/Maildir");
        Path jumas = data.resolve("mail/mfano.example/juma/Maildir");
        for (String folder : List.of("cur", "new", "tmp", ".mine/cur", ".mine/new", ".mine/tmp", ".half/new", ".half/tmp")) {
            Files.createDirectories(jumas.resolve(folder));
        }
        Files.createSymbolicLink(jumas.resolve(".boss"), neemas);
        Files.createSymbolicLink(jumas.resolve(".half/cur"), neemas.resolve("cur"));
        try (MailStore store = store()) {
            store.create(JUMA);
            List<String> names = store.open(JUMA).list().stream().filter(Mailbox.Entry::exists).map(entry -> entry.name().toString()).toList();
            assertEquals(List.of(true, false, false), List.of(names.contains("mine"), names.contains("boss"), names.contains("half")));
        }
    }

    @Test
    void a_message_that_is_no_file_is_unreadable_and_the_others_are_read() throws Exception {
        try (MailStore store = store()) {
            store.create(NEEMA);
            Path maildir = data.resolve("mail/mfano.example/neema/Maildir");
            Path secret = Files.write(data.resolve("secret"), LETTER);
            Files.write(maildir.resolve("cur/1.a.host:2,"), LETTER);
            Files.createSymbolicLink(maildir.resolve("new/2.b.host"), secret);
            assertEquals(0, new ProcessBuilder("mkfifo", maildir.resolve("cur/3.c.host:2,").toString()).start().waitFor());
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            int read = 0;
            for (long uid : inbox.uids()) {
                try {
                    try (var in = inbox.content(uid).open()) {
                        assertEquals(new String(LETTER, StandardCharsets.UTF_8), new String(in.readAllBytes(), StandardCharsets.UTF_8));
                    }
                    read++;
                } catch (MailboxException refused) {
                    assertEquals(MailboxException.Reason.UNREADABLE, refused.reason());
                }
            }
            assertEquals(1, read);
            assertFalse(inbox.uids().length == 0);
            assertThrows(IOException.class, () -> new barua.disk.RealFiles().stream(maildir.resolve("cur/2.b.host:2,"), 0));
        }
    }
}
