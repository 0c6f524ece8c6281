package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.search.Found;
import barua.search.QueryReader;
import barua.search.Search;
import barua.search.SearchQuery;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What results are narrowed by, and that each number is what is found then. */
class FacetsTest {

    private static final Instant NOW = Instant.parse("2026-03-20T10:00:00Z");

    @TempDir
    Path data;
    private Office office;
    private Search search;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        search = Search.open(data.resolve("search"), office.store, Optional.empty());
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        office.close();
    }

    private static String with(String from, String file, String type) {
        return "From: " + from + "\nSubject: kahawia\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\nContent-Type: " + type
                + "; name=\"" + file + "\"\n\nx\n--b--";
    }

    /** Nine results of seven letters. */
    private void fileAll() throws IOException {
        Mailbox mailbox = office.store.open(Office.NEEMA.address());
        Folder work = mailbox.create(FolderName.of("Kazi"), Optional.empty());
        Folder below = mailbox.create(FolderName.of("Kazi/Ndani"), Optional.empty());
        office.file(office.inbox(), with("Hamisi <hamisi@mbali.example>", "Bajeti.xlsx", "application/octet-stream"), Flags.NONE);
        office.file(work, with("Hamisi <hamisi@mbali.example>", "scan", "application/pdf"), Flags.NONE);
        long twice = office.file(below, with("hamisi@mbali.example.com", "my xls.pdf", "application/octet-stream"), Flags.NONE);
        below.copy(new long[] {twice}, office.folder(SpecialUse.ARCHIVE));
        office.file(below, "From: Grace <grace@mbali.example>, Hamisi <hamisi@mbali.example>\nSubject: kahawia\n\n" + "mwaka ".repeat(400_000), Flags.NONE);
        office.file(office.inbox(), "From: Grace <grace@mbali.example>\nSubject: kahawia", Flags.of(Flags.SEEN));
        office.file(office.folder(SpecialUse.TRASH), "From: Grace <grace@mbali.example>\nSubject: kahawia", Flags.NONE);
    }

    private Found find(String typed) throws Exception {
        assertTrue(search.awaitCurrent(20_000));
        return search.find(Office.NEEMA.address(), query(typed), ZoneOffset.UTC);
    }

    private static SearchQuery query(String typed) {
        return QueryReader.read(typed, NOW.atZone(ZoneOffset.UTC).toLocalDate());
    }

    private QueryWords writing(String language) throws IOException {
        Map<FolderName, Optional<SpecialUse>> folders = new HashMap<>();
        office.store.open(Office.NEEMA.address()).list().forEach(entry -> folders.put(entry.name(), entry.use()));
        return new QueryWords(Words.of(language), folders);
    }

    private List<SearchPage.Group> groups(String typed, String language) throws Exception {
        Words words = Words.of(language);
        return new Facets(query(typed), typed, find(typed), new When(words, ZoneOffset.UTC, NOW), words, writing(language)).groups();
    }

    private static String written(SearchPage.Narrower one) {
        return URLDecoder.decode(one.href().replaceFirst(".*[?]q=", ""), StandardCharsets.UTF_8);
    }

    private static List<String> said(List<SearchPage.Group> groups) {
        return groups.stream().flatMap(group -> group.narrowers().stream()
                .map(one -> group.label() + " / " + one.label() + " / " + one.count() + (one.active() ? " / active" : ""))).toList();
    }

    @Test
    void every_number_is_what_is_found_by_a_click() throws Exception {
        fileAll();
        List<SearchPage.Group> groups = groups("kahawia", "en");
        assertEquals(List.of("Folder / Kazi / 3", "Folder / Inbox / 2", "Folder / Ndani / 2", "Folder / Archive / 1",
                "From / Grace / 2", "From / Hamisi / 3", "From / hamisi@mbali.example.com / 2",
                "Files / With attachment / 4", "Files / PDF / 3", "Files / Table / 1", "Size / Over 1 MB / 1", "Size / Under 100 KB / 5",
                "When / Of the last month / 6", "When / Of the last year / 6", "More / Unread / ", "More / In Trash / "), said(groups));
        for (SearchPage.Group group : groups) {
            for (SearchPage.Narrower one : group.narrowers()) {
                if (!one.count().isEmpty()) {
                    assertEquals(one.count(), String.valueOf(find(written(one)).hits().size()), written(one));
                }
            }
        }
    }

    @Test
    void what_a_click_adds_is_said_in_the_language_of_the_page_and_means_the_same() throws Exception {
        fileAll();
        List<SearchPage.Group> groups = groups("kahawia", "sw");
        List<String> terms = groups.stream().flatMap(group -> group.narrowers().stream()).map(one -> written(one).replace("kahawia ", "")).toList();
        assertEquals(List.of("folda:Kazi", "folda:Kikasha", "folda:Ndani", "folda:Kumbukumbu", "kutoka:\"grace@mbali.example\"",
                "kutoka:\"hamisi@mbali.example\"", "kutoka:\"hamisi@mbali.example.com\"", "ina:kiambatisho", "aina:pdf", "aina:jedwali", "zaidi:1M",
                "chini:100k", "baada:1mwezi", "baada:1mwaka", "ni:haijasomwa", "folda:Tupio"), terms);
        for (SearchPage.Group group : groups) {
            for (SearchPage.Narrower one : group.narrowers()) {
                if (!one.count().isEmpty()) {
                    assertEquals(one.count(), String.valueOf(find(written(one)).hits().size()), written(one));
                }
            }
        }
    }

    @Test
    void what_is_asked_for_already_is_taken_out_by_a_click_in_whatever_language_it_was_typed() throws Exception {
        fileAll();
        List<SearchPage.Group> groups = groups("kahawia in:inbox has:kiambatisho aina:sheet kutoka:hamisi@mbali.example", "sw");
        assertEquals(List.of("Folda / Kikasha / 1 / active", "Kutoka / Hamisi / 1 / active", "Mafaili / Zenye kiambatisho / 1 / active",
                "Mafaili / Jedwali / 1 / active", "Lini / Za mwezi uliopita / 1", "Lini / Za mwaka uliopita / 1", "Zaidi / Hazijasomwa / ",
                "Zaidi / Kwenye Tupio / "), said(groups));
        assertEquals("kahawia in:inbox has:kiambatisho kutoka:hamisi@mbali.example", written(groups.get(2).narrowers().get(1)));
    }

    @Test
    void chips_speak_the_language_of_the_page() throws Exception {
        fileAll();
        String typed = "kahawia -in:archive has:sheet is:unread from:\"a b\" zaidi:5M (x OR from:y) label:Z in:\"barua taka\" in:kazi in:hakuna";
        assertEquals(List.of("kahawia", "-folda: Kumbukumbu", "ina: Jedwali", "ni: haijasomwa", "kutoka: a b", "zaidi: 5M", "(x OR from:y)", "lebo: Z",
                "folda: Barua taka", "folda: Kazi", "folda: hakuna"), chips(typed, "sw"));
        assertEquals(List.of("in: Archive", "has: attachment", "larger: 5M", "is: flagged"), chips("folda:kumbukumbu ina:faili zaidi:5M ni:nyota", "en"));
    }

    private List<String> chips(String typed, String language) throws IOException {
        QueryWords writing = writing(language);
        return query(typed).terms().stream().map(writing::shown).toList();
    }
}
