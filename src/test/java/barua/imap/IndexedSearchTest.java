package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import barua.search.Candidates;
import barua.search.SearchScope;
import barua.search.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A search with the index finds what a scan finds, never more or less, whatever happens to the mailbox and to the index meanwhile. */
class IndexedSearchTest {

    private static final Address NEEMA = Address.of("neema@example.org");
    private static final long SEED = Boolean.getBoolean("barua.random") ? System.nanoTime() : Long.getLong("barua.fuzz.seed", 20261126);

    @TempDir
    private Path data;

    private final Random dice = new Random(SEED);
    private final List<byte[]> corpus = new ArrayList<>();
    private Path index;

    private void readCorpus() throws IOException {
        index = data.resolve("search");
        try (Stream<Path> files = Files.walk(Path.of("src/test/resources/barua"))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".eml")).sorted().toList()) {
                corpus.add(Files.readAllBytes(file));
            }
        }
        assertTrue(corpus.size() > 100, "messages: " + corpus.size());
        for (String hard : List.of(
                "Subject: cafe\u0301 na caf\u00e9 \ufb01kra\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
                        + "re\u0301sume\u0301 \u4e2d\u6587\u90ae\u4ef6 \u03a3\u03a3 \u0130stanbul",
                "Subject: =?utf-8?Q?ma=C3=A7on?=\r\n =?utf-8?Q?nerie?=\r\nX-Long: " + "abc".repeat(400) + "\r\n\r\n" + "xyz0".repeat(5_000) + " mwisho",
                "Content-Type: text/html\r\n\r\n<meta charset=unicode><p>ukurasa wa maneno",
                "Content-Type: text/calendar\r\n\r\nBEGIN:VCALENDAR\r\nSUMMARY:Mkutano wa bo\r\n di ya shule\\nAjenda\r\nEND:VCALENDAR\r\n",
                "Content-Type: text/csv\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getEncoder().encodeToString("\ufeffJina;C\u00e9dric;kiasi\r\n".getBytes(StandardCharsets.UTF_16LE)),
                "Content-Type: message/rfc822; name=\"barua ya zamani.eml\"\r\n\r\nSubject: Mkataba\r\n\r\nyakuti",
                "From: \"Juma (\\\"J\\\") Ali\" <juma . ali @ example.org>\r\nTo: a(comment)b@x.example\r\n\r\n_under_score_ a-b-c 1,234.50 12:30")) {
            corpus.add(hard.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void append(MailStore store, Folder folder, byte[] message) throws IOException {
        try (Staged staged = store.stage()) {
            staged.write(message, 0, message.length);
            folder.append(staged, Flags.NONE, Instant.EPOCH);
        }
    }

    private static List<Integer> find(Folder folder, SearchKey key, Narrowing narrowing) throws Exception {
        try (Selected selected = new Selected(folder.view(), true, false)) {
            return Arrays.stream(new Matcher(selected, Instant.EPOCH, narrowing).find(key)).boxed().toList();
        }
    }

    /** The feed may hear of a change a moment after it was made: another thread tells it. */
    private static void awaitKnown(Search search, Folder folder, int messages) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        int known;
        do {
            assertTrue(search.awaitCurrent(20_000));
            known = search.candidates(folder, SearchScope.TEXT, "hakuna").orElseThrow().known();
        } while (known != messages && System.nanoTime() < until);
        assertEquals(messages, known);
    }

    /** Any piece of any message as it is, or decoded, or of the end of one. */
    private String sought() {
        byte[] message = corpus.get(dice.nextInt(corpus.size()));
        String text = new String(message, dice.nextBoolean() ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        int from = dice.nextInt(Math.max(1, text.length() - 1));
        int length = 1 + dice.nextInt(dice.nextInt(4) == 0 ? 40 : 8);
        String piece = text.substring(from, Math.min(text.length(), from + length));
        return dice.nextInt(5) == 0 ? piece.toUpperCase(java.util.Locale.ROOT) : piece;
    }

    private SearchKey key() {
        String sought = sought();
        SearchKey key = switch (dice.nextInt(8)) {
            case 0, 1 -> new SearchKey.Text(sought);
            case 2, 3 -> new SearchKey.Body(sought);
            case 4 -> new SearchKey.Header("subject", sought);
            case 5 -> new SearchKey.Header(List.of("from", "to", "received", "x-long", "content-type", "message-id").get(dice.nextInt(6)), sought);
            case 6 -> new SearchKey.Person(List.of("from", "to", "cc", "bcc").get(dice.nextInt(4)), sought);
            default -> new SearchKey.Or(new SearchKey.Body(sought), new SearchKey.Header("subject", sought()));
        };
        return dice.nextInt(4) == 0 ? new SearchKey.Not(key) : key;
    }

    private void compare(Folder folder, Search search, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            SearchKey key = key();
            assertEquals(find(folder, key, Narrowing.NONE), find(folder, key, new Narrowing(Optional.of(search), 0, 0)), () -> "seed " + SEED + ": " + key);
        }
    }

    @Test
    void what_the_index_rules_out_a_scan_does_not_find() throws Exception {
        readCorpus();
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE); Search search = Search.open(index, store, Optional.empty())) {
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            for (byte[] message : corpus) {
                append(store, inbox, message);
            }
            awaitKnown(search, inbox, corpus.size());
            compare(inbox, search, 3_000);
            for (String sought : List.of("a".repeat(500), "xyz0".repeat(100), "\u4e2d".repeat(300), "ab ".repeat(1_000), "maneno")) {
                SearchKey key = new SearchKey.Text(sought);
                assertEquals(find(inbox, key, Narrowing.NONE), find(inbox, key, new Narrowing(Optional.of(search), 0, 0)), sought);
            }
            Candidates few = search.candidates(inbox, SearchScope.TEXT, "mwisho").orElseThrow();
            assertEquals(corpus.size(), few.known(), "every message is known");
            assertTrue(Arrays.stream(inbox.uids()).filter(few::maybe).count() < corpus.size() / 10, "and few are left to look at");
        }
    }

    @Test
    void a_search_is_exact_while_mail_comes_moves_and_goes_and_after_the_index_was_torn_away() throws Exception {
        readCorpus();
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE)) {
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            Folder other = store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
            for (int round = 0; round < 6; round++) {
                Path copy = data.resolve("copy");
                try (Search search = Search.open(index, store, Optional.empty())) {
                    for (int i = 0; i < 25; i++) {
                        change(store, inbox, other);
                        compare(i % 2 == 0 ? inbox : other, search, 4);
                    }
                    assertTrue(search.awaitCurrent(60_000), "seed " + SEED);
                    compare(inbox, search, 50);
                    compare(other, search, 50);
                    copy(index, copy);   // what a kill -9 leaves
                    for (int i = 0; i < 10; i++) {
                        change(store, inbox, other);
                    }
                }
                if (round == 3) {
                    delete(index);
                } else {
                    delete(index);
                    Files.move(copy, index);
                    if (round == 4) {
                        tear();
                    }
                }
                delete(copy);
            }
        }
    }

    private void change(MailStore store, Folder inbox, Folder other) throws IOException {
        Folder from = dice.nextBoolean() ? inbox : other;
        long[] uids = from.uids();
        long[] some = Arrays.stream(uids).filter(_ -> dice.nextInt(20) == 0).toArray();
        switch (dice.nextInt(5)) {
            case 0 -> from.move(some, from == inbox ? other : inbox);
            case 1 -> from.copy(some, from == inbox ? other : inbox);
            case 2 -> from.expunge(some);
            default -> {
                for (int i = 0; i < 4; i++) {
                    append(store, from, corpus.get(dice.nextInt(corpus.size())));
                }
            }
        }
    }

    private void tear() throws IOException {
        try (Stream<Path> files = Files.walk(index)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> files = Files.walk(tree)) {
                for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    @Test
    void an_account_that_is_renamed_or_removed_takes_its_index_with_it() throws Exception {
        readCorpus();
        Address juma = Address.of("juma@example.org");
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE); Search search = Search.open(index, store, Optional.empty())) {
            append(store, store.open(NEEMA).folder(FolderName.INBOX), corpus.getFirst());
            awaitKnown(search, store.open(NEEMA).folder(FolderName.INBOX), 1);
            store.rename(NEEMA, juma);
            Folder inbox = store.open(juma).folder(FolderName.INBOX);
            awaitKnown(search, inbox, 1);
            awaitNames(List.of("juma"));
            store.remove(juma);
            awaitNames(List.of());
            store.create(juma);
            append(store, store.open(juma).folder(FolderName.INBOX), "Subject: siri\r\n\r\nmpya".getBytes(StandardCharsets.US_ASCII));
            awaitKnown(search, store.open(juma).folder(FolderName.INBOX), 1);
        }
    }

    private void awaitNames(List<String> names) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        while (!names().equals(names) && System.nanoTime() < until) {
            Thread.sleep(20);
        }
        assertEquals(names, names());
    }

    private List<String> names() throws IOException {
        try (Stream<Path> accounts = Files.list(index.resolve("example.org"))) {
            return accounts.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void an_index_of_an_account_that_went_while_nobody_listened_goes_at_the_next_start() throws Exception {
        readCorpus();
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE)) {
            append(store, store.open(NEEMA).folder(FolderName.INBOX), corpus.getFirst());
            try (Search search = Search.open(index, store, Optional.empty())) {
                assertTrue(search.awaitCurrent(20_000));
            }
            assertEquals(List.of("neema"), names());
            tear();
            try (Search search = Search.open(index, store, Optional.empty())) {
                assertTrue(search.awaitCurrent(20_000));
            }
            assertEquals(List.of(".neema.damaged", "neema"), names());
            store.remove(NEEMA);
            try (Search search = Search.open(index, store, Optional.empty())) {
                assertTrue(search.awaitCurrent(20_000));
            }
            assertEquals(List.of(), names());
        }
    }

    @Test
    void a_text_too_short_or_without_words_rules_nothing_out() throws Exception {
        readCorpus();
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE); Search search = Search.open(index, store, Optional.empty())) {
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            for (String sought : List.of("a", "ab", "@", "--", " ", "a b")) {
                assertEquals(Optional.empty(), search.candidates(inbox, SearchScope.TEXT, sought), sought);
            }
            assertTrue(search.candidates(inbox, SearchScope.TEXT, "a bc d").isPresent());
            assertTrue(search.candidates(inbox, SearchScope.TEXT, "\u4e2d").isPresent(), "a sign of Han is a word");
        }
    }

    @Test
    void the_same_bytes_in_two_folders_are_read_for_the_index_and_found_in_both() throws Exception {
        readCorpus();
        try (MailStore store = ImapScriptTest.store(data, Long.MAX_VALUE); Search search = Search.open(index, store, Optional.empty())) {
            Folder inbox = store.open(NEEMA).folder(FolderName.INBOX);
            Folder other = store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
            append(store, inbox, "Subject: mbili\r\n\r\ntwiga na simba".getBytes(StandardCharsets.US_ASCII));
            inbox.copy(inbox.uids(), other);
            awaitKnown(search, inbox, 1);
            awaitKnown(search, other, 1);
            for (Folder folder : List.of(inbox, other)) {
                Candidates found = search.candidates(folder, SearchScope.BODY, "wiga na sim").orElseThrow();
                assertTrue(found.known() == 1 && found.maybe(folder.uids()[0]));
                assertTrue(!search.candidates(folder, SearchScope.BODY, "tembo").orElseThrow().maybe(folder.uids()[0]));
            }
            Content content = inbox.content(inbox.uids()[0]);
            assertTrue(content.size() > 0);
            inbox.expunge(inbox.uids());
            awaitKnown(search, inbox, 0);
            assertTrue(search.candidates(other, SearchScope.BODY, "twiga").orElseThrow().maybe(other.uids()[0]));
        }
    }
}
