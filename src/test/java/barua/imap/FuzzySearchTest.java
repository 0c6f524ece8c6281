package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.search.Search;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What FUZZY finds, with an index and without (RFC 6203). */
class FuzzySearchTest {

    private static final Address NEEMA = Address.of("neema@example.org");

    @TempDir
    private Path data;
    private MailStore store;
    private Search search;
    private Folder inbox;

    @BeforeEach
    void open() throws IOException {
        store = ImapScriptTest.store(data, Long.MAX_VALUE);
        search = Search.open(data.resolve("search"), store, Optional.empty());
        inbox = store.open(NEEMA).folder(FolderName.INBOX);
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        store.close();
    }

    private void append(Folder folder, String from, String subject, String more, String body) throws IOException {
        byte[] message = ("From: " + from + "\r\nTo: neema@example.org\r\nSubject: " + subject + "\r\n" + more
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body).getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(message, 0, message.length);
            folder.append(staged, Flags.NONE, Instant.EPOCH);
        }
    }

    private void settle() throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        do {
            assertTrue(search.awaitCurrent(20_000));
        } while (search.state(NEEMA).known() < search.state(NEEMA).all() && System.nanoTime() < until);
    }

    private SearchResult search(Folder folder, String keys, Narrowing narrowing) throws Exception {
        SearchRequest request = SearchParser.parse(new ImapLexer(keys.getBytes(StandardCharsets.UTF_8)), false);
        try (Selected selected = new Selected(folder.view(), true, false)) {
            return new Matcher(selected, Instant.EPOCH, narrowing).find(request.key(), true);
        }
    }

    private List<Integer> find(String keys) throws Exception {
        return Arrays.stream(search(inbox, keys, Narrowing.of(Optional.of(search))).found()).boxed().toList();
    }

    private int[] scores(String keys) throws Exception {
        return search(inbox, keys, Narrowing.of(Optional.of(search))).scores();
    }

    @Test
    void words_in_any_order_longer_ones_accents_and_wrong_letters() throws Exception {
        append(inbox, "Amina Said <amina@example.org>", "IMAP break", "", "hello");
        append(inbox, "Amir <amir@example.org>", "broken IMAP", "", "help");
        append(inbox, "Rehema <rehema@example.org>", "IMAP is breaking", "", "Le caf\u00e9 est ferm\u00e9");
        append(inbox, "Juma <juma@example.org>", "Break", "", "haloo");
        settle();
        assertEquals(List.of(1, 3), find("FUZZY SUBJECT \"break imap\""));
        assertEquals(List.of(2), find("FUZZY SUBJECT \"imap broke\""));
        assertEquals(List.of(1, 2), find("FUZZY BODY helo"));
        assertEquals(List.of(4), find("FUZZY BODY halo"));
        assertEquals(List.of(3), find("FUZZY BODY \"ferme cafe\""));
        assertEquals(List.of(3), find("FUZZY BODY \"ferne cafe\""), "a wrong letter beside an accent");
    }

    @Test
    void each_field_has_its_own_words() throws Exception {
        append(inbox, "=?utf-8?q?J=C3=BCrgen_Meier?= <jm@example.net>", "Caf\u00e9 na chai", "X-Team: field workers\r\n", "Mavuno ya mahindi");
        append(inbox, "Amina <amina@example.org>", "Mavuno", "X-Team: office\r\nX-Note: field\r\n", "jurgen");
        settle();
        assertEquals(List.of(1), find("FUZZY FROM jurgen"));
        assertEquals(List.of(1), find("FUZZY FROM \"meier j\u00fcrgen\""));
        assertEquals(List.of(1), find("FUZZY FROM \"jurgem\""));
        assertEquals(List.of(), find("FROM jurgen"), "not without FUZZY");
        assertEquals(List.of(1), find("FUZZY SUBJECT cafe"));
        assertEquals(List.of(1), find("FUZZY SUBJECT \"chia caf\""));
        assertEquals(List.of(1), find("FUZZY BODY mavnuo"));
        assertEquals(List.of(1, 2), find("FUZZY TEXT mavuno"));
        assertEquals(List.of(2), find("FUZZY TEXT mavuno NOT FUZZY BODY mahindi"));
        assertEquals(List.of(1), find("FUZZY HEADER X-Team feild"));
        assertEquals(List.of(2), find("FUZZY HEADER X-Team ofice"));
        assertEquals(List.of(2), find("NOT FUZZY HEADER X-Team field"));
        assertEquals(List.of(1, 2), find("FUZZY HEADER X-Team \"\""), "whether there is such a field");
        assertEquals(List.of(1, 2), find("FUZZY TO neema"));
        assertEquals(List.of(), find("FUZZY CC neema"));
        assertEquals(List.of(2), find("FUZZY (TEXT mavuno 2)"), "what is no text is exact");
        assertEquals(List.of(1, 2), find("FUZZY OR BODY mahindo BODY jurgen"));
    }

    @Test
    void the_nearer_the_better() throws Exception {
        append(inbox, "a@example.org", "ripoti", "", "x");
        append(inbox, "a@example.org", "kitu", "", "ripoti");
        append(inbox, "a@example.org", "ripotini", "", "x");
        append(inbox, "a@example.org", "ripota", "", "x");
        append(inbox, "a@example.org", "kitu kingine", "", "ripota");
        settle();
        int[] scores = scores("FUZZY TEXT ripoti");
        assertEquals(5, scores.length);
        assertEquals(100, scores[0]);
        for (int i = 1; i < scores.length; i++) {
            assertTrue(scores[i] < scores[i - 1] && scores[i] >= 1, Arrays.toString(scores));
        }
        assertTrue(Arrays.equals(new int[] {100, 100}, scores("FUZZY UNSEEN 1:2")), "what is exact is relevant");
        int[] both = scores("FUZZY (SUBJECT ripota BODY x)");
        assertTrue(both.length == 2 && both[0] < 100 && both[1] == 100, Arrays.toString(both));
    }

    /** RFC 6203 §6. */
    @Test
    void SORT_by_relevancy_has_the_highest_score_first() throws Exception {
        append(inbox, "c@example.org", "kitu", "", "ripota");
        append(inbox, "b@example.org", "ripoti", "", "x");
        append(inbox, "d@example.org", "nothing", "", "of it");
        append(inbox, "a@example.org", "ripota", "", "x");
        append(inbox, "a@example.org", "ripoti", "", "x");
        settle();
        SearchResult result = search(inbox, "FUZZY TEXT ripoti", Narrowing.of(Optional.of(search)));
        SortKey relevancy = new SortKey(SortKey.What.RELEVANCY, false);
        SearchResult sorted = order(result, relevancy);
        assertEquals(List.of(2, 5, 4, 1), Arrays.stream(sorted.found()).boxed().toList(), "of the same score the first comes first");
        assertEquals(List.of(100, 100), Arrays.stream(sorted.scores()).boxed().toList().subList(0, 2));
        assertTrue(100 > sorted.scores()[2] && sorted.scores()[2] > sorted.scores()[3], Arrays.toString(sorted.scores()));
        assertEquals(List.of(5, 2, 4, 1), Arrays.stream(order(result, relevancy, new SortKey(SortKey.What.FROM, false)).found()).boxed().toList());
        assertEquals(List.of(1, 4, 2, 5), Arrays.stream(order(result, new SortKey(SortKey.What.RELEVANCY, true)).found()).boxed().toList());
    }

    private SearchResult order(SearchResult result, SortKey... keys) throws IOException {
        try (Selected selected = new Selected(inbox.view(), true, false)) {
            return new MessageOrder(selected, List.of(keys)).of(result);
        }
    }

    @Test
    void a_message_that_the_index_does_not_know_is_looked_at_exactly() throws Exception {
        append(inbox, "a@example.org", "mavuno", "", "x");
        assertEquals(List.of(), Arrays.stream(search(inbox, "FUZZY SUBJECT mavumo", Narrowing.NONE).found()).boxed().toList());
        SearchResult without = search(inbox, "FUZZY SUBJECT avun", Narrowing.NONE);
        assertEquals(1, without.found().length);
        assertEquals(100, without.scores()[0]);
        settle();
        assertEquals(List.of(1), find("FUZZY SUBJECT mavumo"));
        assertEquals(List.of(), find("FUZZY SUBJECT avun"), "words, not what stands within them");
    }

    @Test
    void one_question_serves_all_folders_of_a_command() throws Exception {
        Folder other = store.open(NEEMA).create(FolderName.of("Kazi"), Optional.empty());
        append(inbox, "a@example.org", "mavuno", "", "x");
        append(other, "a@example.org", "nyingine", "", "x");
        inbox.copy(inbox.uids(), other);
        settle();
        Fuzziness shared = new Fuzziness(Optional.of(search));
        SearchKey key = new SearchKey.Fuzzy(new SearchKey.Header("subject", "mavumo"));
        for (Folder folder : List.of(inbox, other)) {
            try (Selected selected = new Selected(folder.view(), true, false)) {
                int[] found = new Matcher(selected, Instant.EPOCH, Narrowing.of(Optional.of(search)), shared).find(key, false).found();
                assertEquals(folder == inbox ? List.of(1) : List.of(2), Arrays.stream(found).boxed().toList());
            }
        }
    }

    @Test
    void a_text_without_words_or_of_very_many_is_bounded() throws Exception {
        append(inbox, "a@example.org", "-- *", "", "x");
        settle();
        assertEquals(List.of(1), find("FUZZY SUBJECT \"--\""));
        assertEquals(List.of(), find("FUZZY TEXT \"" + "abcdefghijk ".repeat(1_000) + "\""));
        assertEquals(List.of(), find("FUZZY TEXT \"" + "abc*?[]{}~\u0301\u4e2d ".repeat(500) + "\""));
    }
}
