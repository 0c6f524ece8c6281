package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.disk.RealFiles;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hundreds of keywords in a folder, of which names hold 26; unused ones are freed; none ever costs a message. */
class KeywordsTest {

    private static final Address AMINA = new Address("amina", new Domain("example.test"));
    private static final Instant THEN = Instant.parse("2026-03-01T10:15:30Z");

    @TempDir
    Path data;
    private MailStore store;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()),
                new RealFiles(), () -> 0, new Random(7), false);
        store.create(AMINA);
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private Folder inbox() throws IOException {
        return store.open(AMINA).folder(FolderName.INBOX);
    }

    private Path maildir() {
        return data.resolve("mail/example.test/amina/Maildir");
    }

    private static List<String> keywords(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> String.format("k%03d", i)).toList();
    }

    private long append(List<String> keywords) throws IOException {
        try (Staged staged = store.stage()) {
            byte[] bytes = "Subject: x\r\n\r\nbody\r\n".getBytes(StandardCharsets.US_ASCII);
            staged.write(bytes, 0, bytes.length);
            return inbox().append(staged, Flags.of(Flags.SEEN, keywords), THEN);
        }
    }

    private void change(FlagChange.How how, long uid, List<String> keywords) throws IOException {
        inbox().store(new long[] {uid}, new FlagChange(how, Flags.of(0, keywords)), OptionalLong.empty());
    }

    private static Set<String> keywords(Folder folder, long uid) throws IOException {
        return folder.info(uid).flags().keywords();
    }

    @Test
    void a_folder_keeps_five_hundred_keywords_across_a_stop_and_a_crash() throws IOException {
        append(keywords(0, 20));
        append(keywords(15, 500));
        append(List.of());
        change(FlagChange.How.ADD, 3, keywords(490, 500));
        change(FlagChange.How.REMOVE, 2, keywords(20, 40));
        change(FlagChange.How.SET, 1, List.of("k499", "k001"));
        for (int run = 0; run < 3; run++) {
            assertEquals(Set.of("k001", "k499"), keywords(inbox(), 1));
            assertEquals(480 - 15, keywords(inbox(), 2).size());
            assertFalse(keywords(inbox(), 2).contains("k039"));
            assertEquals(Set.copyOf(keywords(490, 500)), keywords(inbox(), 3));
            if (run == 0) {
                store.upkeep().tick();   // names are settled
                store.upkeep().putAwayAll();
            } else {
                open();   // the other one died
            }
        }
    }

    @Test
    void a_folder_whose_header_comes_from_a_backup_is_put_away_and_takes_keywords() throws IOException {
        append(keywords(0, 1));
        byte[] header = Files.readAllBytes(maildir().resolve(FolderFile.NAME));
        append(keywords(0, 30));
        store.close();
        Files.write(maildir().resolve(FolderFile.NAME), header);
        open();
        inbox().uids();
        store.upkeep().putAwayAll();
        assertEquals(Set.of("k000"), keywords(inbox(), 1));
        assertEquals(Set.copyOf(keywords(0, 40)), keywords(inbox(), append(keywords(0, 40))));
    }

    @Test
    void a_keyword_that_cannot_be_kept_never_costs_the_message() throws IOException {
        append(keywords(0, 500));
        assertFalse(inbox().takesKeywords());
        assertEquals(Set.of("k003"), keywords(inbox(), append(List.of("more", "k003"))));
        Folder archive = store.open(AMINA).folder(SpecialUse.ARCHIVE);
        try (Staged staged = store.stage()) {
            staged.write("x\r\n".getBytes(StandardCharsets.US_ASCII), 0, 3);
            archive.append(staged, Flags.of(0, List.of("foreign", "k004")), THEN);
            archive.append(staged, Flags.of(0, List.of("foreign")), THEN);
        }
        assertEquals(Set.of("k004"), keywords(inbox(), archive.copy(new long[] {1}, inbox()).to()[0]));
        assertEquals(Set.of("k004"), keywords(inbox(), archive.move(new long[] {1}, inbox()).to()[0]));
        change(FlagChange.How.ADD, 2, List.of("more", "k005"));
        assertEquals(Set.of("k003", "k005"), keywords(inbox(), 2));
        assertEquals(500, inbox().keywords().size());
    }

    @Test
    void keywords_that_no_message_has_any_more_make_room() throws IOException {
        append(keywords(0, 500));
        append(List.of("k000"));
        change(FlagChange.How.REMOVE, 1, keywords(2, 500));
        assertTrue(inbox().takesKeywords());
        append(keywords(600, 1_000));
        assertEquals(Set.of("k000", "k001"), keywords(inbox(), 1));
        assertEquals(Set.copyOf(keywords(600, 1_000)), keywords(inbox(), 3));
        inbox().discard(new long[] {3});
        store.upkeep().tick();
        store.upkeep().putAwayAll();
        assertEquals(List.of("k000", "k001"), inbox().keywords());
    }

    @Test
    void a_letter_is_not_given_to_another_keyword_while_a_name_has_it() throws IOException {
        append(List.of("old"));
        store.upkeep().tick();
        change(FlagChange.How.REMOVE, 1, List.of("old"));
        store.upkeep().putAwayAll();
        append(List.of("new"));
        close();
        lose(maildir(), "barua-index", "barua-log");
        open();
        assertFalse(keywords(inbox(), 1).contains("new"));
        assertEquals(Set.of("new"), keywords(inbox(), 2));
    }

    private static void lose(Path folder, String... names) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> Stream.of(names).anyMatch(path.getFileName().toString()::startsWith)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void what_names_hold_survives_the_loss_of_index_and_log() throws IOException {
        append(keywords(0, 30));
        close();
        lose(maildir(), "barua-index", "barua-log");
        open();
        assertEquals(Set.copyOf(keywords(0, 26)), keywords(inbox(), 1));
        assertTrue(inbox().info(1).flags().has(Flags.SEEN));
    }

    @Test
    void a_folder_of_an_earlier_version_goes_on_with_its_letters() throws IOException {
        append(keywords(0, 26));
        close();
        String header = Files.readString(maildir().resolve("barua-folder"));
        assertTrue(header.contains("\nkeyword a k000 ~") && header.contains("\nkeyword z k025 ~"), header);
        open();
        assertEquals(keywords(0, 26), inbox().keywords());
        append(List.of("k026"));
        assertEquals(Set.of("k026"), keywords(inbox(), 2));
        assertTrue(Files.readString(maildir().resolve("barua-folder")).contains("\nkeyword 26 k026 ~"));
    }

    @Test
    void other_programs_change_letters_and_leave_the_rest() throws IOException {
        append(keywords(0, 28));
        store.upkeep().tick();
        Path cur = maildir().resolve("cur");
        String name = cur.toFile().list()[0];
        assertTrue(name.endsWith(":2,Sabcdefghijklmnopqrstuvwxyz"), name);
        store.upkeep().putAwayAll();
        Files.move(cur.resolve(name), cur.resolve(name.substring(0, name.length() - 27) + "Fbcdefghijklmnopqrstuvwxyz"));
        assertEquals(Set.copyOf(keywords(1, 28)), keywords(inbox(), 1));
        assertEquals(Flags.FLAGGED, inbox().info(1).flags().system());
    }

    @Test
    void thousands_of_different_sets_fit_and_are_given_back() throws IOException {
        append(keywords(0, 60));
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            change(FlagChange.How.SET, 1, random.ints(3, 0, 60).distinct().mapToObj(k -> String.format("k%03d", k)).toList());
        }
        assertTrue(inbox().header().keywords().sets().size() > 200);
        change(FlagChange.How.SET, 1, List.of("k059", "k007"));
        store.upkeep().putAwayAll();
        assertEquals(Set.of("k007", "k059"), keywords(inbox(), 1));
        assertEquals(1, inbox().header().keywords().sets().stream().filter(set -> !set.isEmpty()).count());
        assertArrayEquals(new long[] {1}, inbox().uids());
    }
}
