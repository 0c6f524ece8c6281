package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Annotations;
import barua.message.Address;
import barua.web.Exchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SavedSearchesTest {

    private static final Address NEEMA = Office.NEEMA.address();

    @TempDir
    Path data;
    private Office office;
    private SavedSearches searches;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        searches = new SavedSearches(office.desk);
    }

    @AfterEach
    void close() throws IOException {
        office.close();
    }

    private List<String> names() throws IOException {
        return searches.of(NEEMA).stream().map(SavedSearches.Saved::name).toList();
    }

    private void annotate(String value) throws IOException {
        office.store.open(NEEMA).annotations().set(Annotations.ACCOUNT, Map.of(SavedSearches.ENTRY, Optional.of(value.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void they_are_kept_by_name_renamed_and_deleted_and_are_nobody_elses() throws IOException {
        assertEquals(Optional.empty(), searches.save(NEEMA, "  Za \n bajeti ", "from:hamisi bajeti"));
        assertEquals(Optional.empty(), searches.save(NEEMA, "<b>Ajira</b>", "is:unread"));
        assertEquals(List.of("<b>Ajira</b>", "Za bajeti"), names());
        assertEquals(Optional.of(SavedSearches.Refusal.EXISTS), searches.save(NEEMA, "za BAJETI", "x"));
        assertEquals(Optional.empty(), searches.rename(NEEMA, "Za bajeti", "za bajeti"), "its own name in other letters");
        assertEquals(Optional.of(SavedSearches.Refusal.EXISTS), searches.rename(NEEMA, "za bajeti", "<b>Ajira</b>"));
        assertEquals(Optional.of(SavedSearches.Refusal.NAME), searches.rename(NEEMA, "za bajeti", " "));
        assertEquals(Optional.of(SavedSearches.Refusal.FAILED), searches.rename(NEEMA, "hakuna", "x"));
        assertEquals(List.of(new SavedSearches.Saved("za bajeti", "from:hamisi bajeti")), searches.of(NEEMA).subList(1, 2));
        searches.remove(NEEMA, "za bajeti");
        searches.remove(NEEMA, "<b>Ajira</b>");
        assertEquals(List.of(), names());
        assertEquals(Optional.empty(), office.store.open(NEEMA).annotations().find(Annotations.ACCOUNT, SavedSearches.ENTRY), "nothing is left behind");
        assertEquals(List.of(), searches.of(Office.BARAKA.address()));
    }

    @Test
    void names_queries_and_their_number_have_bounds() throws IOException {
        assertEquals(Optional.of(SavedSearches.Refusal.NAME), searches.save(NEEMA, "x".repeat(61), "a"));
        assertEquals(Optional.of(SavedSearches.Refusal.NAME), searches.save(NEEMA, "x", " "));
        assertEquals(Optional.of(SavedSearches.Refusal.NAME), searches.save(NEEMA, "x", "a".repeat(1_001)));
        assertEquals(Optional.empty(), searches.save(NEEMA, "\ud83d\ude00".repeat(60), "a".repeat(1_000)));
        for (int i = 1; i < SavedSearches.MOST; i++) {
            assertEquals(Optional.empty(), searches.save(NEEMA, "n" + i, "q" + i));
        }
        assertEquals(Optional.of(SavedSearches.Refusal.MANY), searches.save(NEEMA, "moja zaidi", "q"));
        assertEquals(Optional.empty(), searches.rename(NEEMA, "n1", "m1"), "also when there are as many as may be");
        assertEquals(SavedSearches.MOST, names().size());
    }

    @Test
    void what_has_no_room_in_the_annotation_is_refused_and_nothing_is_lost() throws IOException {
        Optional<SavedSearches.Refusal> refused = Optional.empty();
        for (int i = 0; i < SavedSearches.MOST && refused.isEmpty(); i++) {
            refused = searches.save(NEEMA, "n" + i, "\u5b57".repeat(1_000));
        }
        assertEquals(Optional.of(SavedSearches.Refusal.MANY), refused);
        assertTrue(names().size() > 5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "7", "{\"name\":\"a\"}", "[1,null,[],{\"name\":3},{\"name\":\"a\"},{\"name\":\"\",\"query\":\"x\"}]", "\u0000\u0001"})
    void what_is_damaged_is_as_good_as_none_and_can_be_written_over(String value) throws IOException {
        annotate(value);
        assertEquals(List.of(), names());
        assertEquals(Optional.empty(), searches.save(NEEMA, "a", "b"));
        assertEquals(List.of("a"), names());
    }

    @Test
    void what_is_sound_beside_what_is_not_is_taken() throws IOException {
        annotate("[{\"name\":\"a\",\"query\":\"x\",\"more\":1},{\"name\":\"A\",\"query\":\"y\"},{\"name\":\"" + "b".repeat(61) + "\",\"query\":\"z\"}]");
        assertEquals(List.of(new SavedSearches.Saved("a", "x")), searches.of(NEEMA));
        annotate("[".repeat(20_000));
        assertEquals(List.of(), names(), "however deep it is");
    }

    private String post(String... fields) throws IOException {
        Exchange exchange = new Exchange("POST", "/searches").signedIn(NEEMA);
        for (int i = 0; i < fields.length; i += 2) {
            exchange.parameter(fields[i], fields[i + 1]);
        }
        new SavedServlet(new Webmail(office.desk, null, null, null, Office.FORWARDING, office.dryRun)).doPost(exchange.request(), exchange.response());
        assertEquals(303, exchange.status);
        return exchange.answered.get("Location");
    }

    @Test
    void forms_go_back_to_where_they_came_from_with_a_word_for_why() throws IOException {
        assertEquals("/search?q=a%26b+c", post("verb", "save", "name", "moja", "q", "a&b c"));
        assertEquals("/search?q=x&saved=exists", post("verb", "save", "name", "Moja", "q", "x"));
        assertEquals("/mail/inbox?saved=name", post("verb", "rename", "saved", "moja", "name", "", "back", "/mail/inbox?saved=exists"));
        assertEquals("/search?q=x&saved=failed", post("verb", "rename", "saved", "mbili", "name", "a", "back", "/search?q=x&saved=exists"));
        assertEquals("/mail/inbox", post("verb", "remove", "saved", "moja", "back", "https://evil.example/"));
        assertEquals(List.of("moja"), names(), "it was not asked for sure");
        assertEquals("/mail/inbox", post("verb", "remove", "saved", "moja", "sure", "1", "back", "/mail/inbox"));
        assertEquals(List.of(), names());
    }
}
