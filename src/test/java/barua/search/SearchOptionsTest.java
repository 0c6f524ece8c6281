package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.extract.Extracted;
import barua.extract.Extractor;
import barua.extract.ExtractorTest;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.message.Domain;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/** What an operator says about the search is what it does. */
class SearchOptionsTest extends SearchHouse {

    private static final Domain MFANO = NEEMA.domain();

    private static SearchOptions languages(String... tags) {
        return new SearchOptions(Set.of(tags), 40 << 20, 1_000_000, Long.MAX_VALUE, Long.MAX_VALUE, 0, Set::of);
    }

    private static SearchOptions files(long largest, int longest) {
        return new SearchOptions(Set.of("en", "sw"), largest, longest, Long.MAX_VALUE, Long.MAX_VALUE, 0, Set::of);
    }

    private void await(BooleanSupplier what) throws Exception {
        long until = System.nanoTime() + 60_000_000_000L;
        while (!what.getAsBoolean()) {
            assertTrue(System.nanoTime() < until, search.state() + " " + search.state(NEEMA));
            Thread.sleep(20);
        }
    }

    private Path index() {
        return data.resolve("search/mfano.example/neema");
    }

    @Test
    void forms_of_words_are_found_of_the_languages_that_are_set() throws Exception {
        long english = file(inbox, "a@mbali.example", "a", text("The results of the examinations are with the registrar.\r\n"));
        long kiswahili = file(inbox, "a@mbali.example", "b", text("Watoto wanasoma vitabu katika maktaba ya chuo.\r\n"));
        assertEquals(List.of(List.of(english), List.of(kiswahili)), List.of(uids("result examining"), uids("kitabu mtoto")));
        openAgain(languages("en"));
        assertEquals(List.of(List.of(english), List.of()), List.of(uids("result examining"), uids("kitabu mtoto")));
        openAgain(languages("sw"));
        assertEquals(List.of(List.of(), List.of(kiswahili)), List.of(uids("result examining"), uids("kitabu mtoto")));
        openAgain(languages());
        assertEquals(List.of(List.of(), List.of()), List.of(uids("examining"), uids("kitabu")));
        assertEquals(List.of(List.of(english), List.of(kiswahili)), List.of(uids("results exam"), uids("vitabu wato")), "as they stand, and what they begin");
        openAgain(languages("en", "sw"));
        assertEquals(List.of(List.of(english), List.of(kiswahili)), List.of(uids("result examining"), uids("kitabu mtoto")));
    }

    @Test
    void an_index_of_the_same_languages_is_kept() throws Exception {
        file(inbox, "a@mbali.example", "a", text("x"));
        openAgain(languages("en"));
        settle(NEEMA);
        search.close();
        Set<String> before = files();
        openAgain(languages("en"));
        settle(NEEMA);
        search.close();
        assertEquals(before, files());
    }

    private Set<String> files() throws Exception {
        try (var all = Files.list(index())) {
            Set<String> names = new HashSet<>();
            all.forEach(file -> names.add(file.getFileName().toString()));
            return names;
        }
    }

    @Test
    void of_files_those_are_read_that_are_not_too_large_and_their_text_to_its_bound() throws Exception {
        String pdf = Base64.getMimeEncoder().encodeToString(ExtractorTest.pdf("darubini ya mwanzo na zumaridi"));
        long uid = file(inbox, "a@mbali.example", "Faili", "Content-Type: application/pdf; name=\"Ripoti.pdf\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + pdf);
        reading(files(pdf.length(), 20));
        assertEquals(List.of(uid), uids("darubini"));
        assertEquals(List.of(), uids("zumaridi"));
        assertEquals(List.of(new FileText("Ripoti.pdf", Extracted.Kind.CUT, "darubini ya mwanzo n")),
                search.files(NEEMA, find(NEEMA, "ripoti").hits().getFirst()));
        reading(files(pdf.length() - 1, 1_000_000));
        search.reindex(NEEMA);
        assertEquals(List.of(), uids("darubini"));
        assertEquals(List.of(uid), uids("ripoti"));
        assertEquals(0, search.state(NEEMA).filesToRead());
        reading(files(pdf.length(), 1_000_000));
        search.reindex(NEEMA);
        assertEquals(List.of(uid), uids("zumaridi"));
    }

    private void reading(SearchOptions options) throws Exception {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.of(Extractor.over(ExtractorTest.classPath(), data.resolve("scratch"))), options);
    }

    @Test
    void a_domain_without_search_has_no_index_and_is_looked_through() throws Exception {
        Set<Domain> without = ConcurrentHashMap.newKeySet();
        long one = file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        openAgain(new SearchOptions(Set.of("en", "sw"), 1, 1, Long.MAX_VALUE, Long.MAX_VALUE, 0, () -> without));
        assertEquals(List.of(one), uids("zumaridi"));
        assertTrue(Files.isDirectory(index()));
        without.add(MFANO);
        search.lookAround();
        await(() -> !Files.exists(index()));
        long two = file(inbox, "a@mbali.example", "Zumaridi mbili", text("mbili"));
        assertTrue(search.awaitCurrent(20_000));
        assertEquals(List.of(two, one), found("zumaridi"));
        assertEquals(new IndexState(0, 2, 0, 0, Optional.empty()), search.state(NEEMA));
        assertEquals(Optional.empty(), search.candidates(inbox, SearchScope.TEXT, "zumaridi"));
        assertTrue(search.fuzzy(NEEMA, SearchScope.TEXT, "zumaridi").isEmpty());
        assertTrue(search.better(NEEMA, QueryReader.read("zumarydi", LocalDate.of(2026, 3, 2))).isEmpty());
        assertFalse(Files.exists(index()), "nothing of that makes one");
        without.clear();
        search.lookAround();
        await(() -> Files.isDirectory(index()));
        assertEquals(List.of(two, one), uids("zumaridi"));
        assertEquals(2, search.state(NEEMA).known());
    }

    @Test
    void an_index_that_was_left_by_a_domain_without_search_is_gone_after_a_start() throws Exception {
        file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        settle(NEEMA);
        openAgain(new SearchOptions(Set.of("en", "sw"), 1, 1, Long.MAX_VALUE, Long.MAX_VALUE, 0, () -> Set.of(MFANO)));
        assertFalse(Files.exists(index()));
    }

    private List<Long> found(String typed) throws Exception {
        return search.find(NEEMA, QueryReader.read(typed, LocalDate.of(2026, 3, 2)), ZoneOffset.UTC).hits().stream().map(Found.Hit::uid).toList();
    }

    @Test
    void at_its_cap_an_index_takes_nothing_in_and_goes_on_when_mail_was_deleted() throws Exception {
        openAgain(new SearchOptions(Set.of("en", "sw"), 1, 1, 60_000, Long.MAX_VALUE, 0, Set::of));
        Folder juma = store.open(JUMA).folder(FolderName.INBOX);
        for (int i = 0; i < 6; i++) {
            file(inbox, "a@mbali.example", "barua " + i, text(words(i * 4_000, 4_000)));
        }
        await(() -> room().equals(Optional.of(Room.NONE)));   // when it is written, some seconds later
        long last = file(inbox, "a@mbali.example", "barua ya mwisho", text("yakuti"));
        await(() -> limits().parked() == 1);
        IndexState full = search.state(NEEMA);
        assertTrue(full.known() < 7 && full.all() == 7, full.toString());
        assertEquals(List.of(last), found("yakuti"));
        assertEquals(7, found("barua").size(), "what the index has, and what it has not");
        long other = file(juma, "a@mbali.example", "yangu", text("almasi"));
        settle(JUMA);
        assertEquals(List.of(other), find(JUMA, "almasi").hits().stream().map(Found.Hit::uid).toList());
        assertEquals(Optional.of(Room.ALL), search.state(JUMA).room());
        await(() -> limits().parked() == 1);
        long[] uids = inbox.uids();
        inbox.expunge(java.util.Arrays.copyOf(uids, uids.length - 1));
        await(() -> known(1) && limits().parked() == 0);
        assertEquals(Optional.of(Room.ALL), room());
        assertEquals(List.of(last), found("yakuti"));
    }

    private static String words(int from, int number) {
        StringBuilder words = new StringBuilder();
        for (int i = from; i < from + number; i++) {
            words.append(Integer.toString(i * 7919 + 100_000, 26).replaceAll("[0-9]", "z")).append(' ');
        }
        return words.toString();
    }

    private Optional<Room> room() {
        try {
            return search.state(NEEMA).room();
        } catch (java.io.IOException failed) {
            return Optional.empty();
        }
    }

    private boolean known(long messages) {
        try {
            return search.state(NEEMA).known() == messages && search.state(NEEMA).all() == messages;
        } catch (java.io.IOException failed) {
            return false;
        }
    }

    private SearchState.Limits limits() {
        try {
            return search.state().limits();
        } catch (java.io.IOException failed) {
            return SearchState.Limits.NONE;
        }
    }
}
