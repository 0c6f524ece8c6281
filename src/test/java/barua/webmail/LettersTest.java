package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.Staged;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every {@code .eml} in {@code letters}, opened by Neema in Dar es Salaam, is shown as the {@code .txt} of the same name says. A new pair
 * needs no code; run with {@code -Dbarua.golden.write=DIR} to have the texts written, and read them before they are kept.
 */
class LettersTest {

    private static final ZoneId DAR = ZoneId.of("Africa/Dar_es_Salaam");

    @TempDir
    static Path data;
    private static Office office;

    @BeforeAll
    static void open() throws IOException {
        office = new Office(data);
    }

    @AfterAll
    static void close() throws IOException {
        office.close();
    }

    @TestFactory
    Stream<DynamicTest> each_letter_is_shown_as_written_down() throws IOException, URISyntaxException {
        return letters().stream().map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
            Path expected = file.resolveSibling(file.getFileName().toString().replace(".eml", ".txt"));
            String shown = shown(read(Files.readAllBytes(file)));
            String write = System.getProperty("barua.golden.write", "");
            if (!write.isEmpty()) {
                Files.writeString(Path.of(write, expected.getFileName().toString()), shown);
                return;
            }
            assertEquals(Files.readString(expected), shown);
        }));
    }

    @Test
    void there_are_letters_to_read() throws IOException, URISyntaxException {
        assertTrue(letters().size() >= 30);
    }

    private static List<Path> letters() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(Path.of(LettersTest.class.getResource("letters").toURI()))) {
            return files.filter(file -> file.toString().endsWith(".eml")).sorted().toList();
        }
    }

    private static ShownMessage read(byte[] message) throws IOException {
        Folder inbox = office.inbox();
        long uid;
        try (Staged staged = office.store.stage()) {
            staged.write(message, 0, message.length);
            uid = inbox.append(staged, Flags.NONE, Instant.parse("2026-03-02T07:00:00Z"));
        }
        Words words = Words.of("en");
        Reader.Viewer viewer = new Reader.Viewer(Office.NEEMA.address(), "mark", words, new When(words, DAR, Instant.parse("2026-03-02T09:00:00Z")), false);
        Desk.Opened opened = office.desk.open(Office.NEEMA.address(), "inbox").orElseThrow();
        return new Reader(office.desk, new Seal(Office.SEAL_KEY, () -> Instant.EPOCH), viewer).letter(opened, uid).orElseThrow();
    }

    static String shown(ShownMessage letter) {
        StringBuilder out = new StringBuilder();
        ShownMessage.Sender sender = letter.sender();
        out.append("from: ").append(sender.name()).append(" | ").append(sender.address()).append(sender.mine() ? " | mine" : "")
                .append(sender.external() ? " | external" : "").append(sender.claims().isEmpty() ? "" : " | claims " + sender.claims()).append('\n');
        out.append("head: ").append(letter.head().to()).append(" | ").append(letter.head().time()).append('\n');
        letter.head().details().forEach(detail -> out.append(detail.label()).append(": ").append(detail.text()).append('\n'));
        letter.sections().forEach(section -> section(out, section));
        return out.toString().replaceAll("/img/[\\w-]+", "/img/SEALED").replaceAll("(/frame|/file)/inbox/[0-9]+", "$1/inbox/N");
    }

    private static void section(StringBuilder out, ShownMessage.Section section) {
        String indent = "  ".repeat(section.level());
        section.head().ifPresent(head -> {
            out.append(indent).append("inside: ").append(head.subject()).append(section.open() ? " | open" : "").append('\n');
            head.details().forEach(detail -> out.append(indent).append(detail.label()).append(": ").append(detail.text()).append('\n'));
        });
        section.notes().forEach(note -> out.append(indent).append(note.warning() ? "warning: " : "note: ").append(note.text()).append('\n'));
        section.card().ifPresent(card -> out.append(indent).append("card: ").append(card.month()).append(' ').append(card.day()).append(' ')
                .append(card.weekday())
                .append(" | ").append(card.summary()).append(" | ").append(card.when()).append(" | ").append(card.organiser()).append(" | ")
                .append(card.state()).append('\n'));
        for (ShownMessage.Block block : section.blocks()) {
            String what = block.frame().isEmpty() ? block.html() : "frame " + block.frame() + " " + block.sandbox();
            out.append(indent).append("block: ").append(what.lines().collect(Collectors.joining("⏎")))
                    .append(block.whole().isEmpty() ? "" : " whole " + block.whole()).append('\n');
        }
        section.files().forEach(file -> out.append(indent).append("file: ").append(file.name()).append(" | ").append(file.size()).append(" | ")
                .append(file.href()).append('\n'));
    }
}
