package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message whose file is lost costs itself, and neither the list nor its conversation. */
class LostLettersTest {

    @TempDir
    Path data;

    @Test
    void the_list_goes_on_without_it_and_the_letter_is_gone() throws IOException {
        try (Office office = new Office(data)) {
            office.file(office.inbox(), "first letter");
            long lost = office.file(office.inbox(), "second letter");
            office.file(office.inbox(), "third letter");
            Files.delete(fileWith("second.letter"));
            Words words = Words.of("en");
            When when = new When(words, ZoneOffset.UTC, Instant.parse("2026-03-01T12:00:00Z"));
            Desk.Opened inbox = office.desk.open(Office.NEEMA.address(), "inbox").orElseThrow();

            List<Row> rows = office.desk.index(inbox).now().rows();
            RowsPage page = RowsPage.of(inbox.folder(), rows, 0, 50, new RowsPage.Viewer(Office.NEEMA.address(), words, when, inbox.use()));
            List<String> subjects = page.items().stream().map(RowsPage.Item::subject).toList();
            assertEquals(List.of("third letter", "first letter"), subjects.stream().filter(subject -> !subject.equals("(no subject)")).toList());

            Reader reader = new Reader(office.desk, new Seal(Office.SEAL_KEY, () -> Instant.EPOCH),
                    new Reader.Viewer(Office.NEEMA.address(), "mark", words, when, false));
            assertEquals(Optional.empty(), reader.letter(inbox, lost), "the page says that it is gone");
            assertTrue(reader.conversation(inbox, lost, _ -> false).isEmpty());
        }
    }

    private Path fileWith(String words) throws IOException {
        try (Stream<Path> all = Files.walk(data.resolve("mail"))) {
            return all.filter(Files::isRegularFile).filter(file -> contains(file, words))
                    .filter(file -> file.getParent().getFileName().toString().matches("cur|new"))
                    .findFirst().orElseThrow();
        }
    }

    private static boolean contains(Path file, String words) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1).contains(words);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
