package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class QueryReaderTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private static String read(String typed) {
        return say(QueryReader.read(typed, TODAY).wanted());
    }

    private static String say(Wanted wanted) {
        return switch (wanted) {
            case Wanted.All() -> "all";
            case Wanted.Words words -> {
                String around = words.whole() ? "\"" : words.row() ? "~" : "'";
                yield words.in().toString().toLowerCase(java.util.Locale.ROOT).replace("anywhere", "") + around + String.join(" ", words.words()) + around;
            }
            case Wanted.Not(Wanted inner) -> "not " + say(inner);
            case Wanted.And(List<Wanted> all) -> all.stream().map(QueryReaderTest::say).collect(Collectors.joining(" & ", "(", ")"));
            case Wanted.Or(List<Wanted> any) -> any.stream().map(QueryReaderTest::say).collect(Collectors.joining(" | ", "(", ")"));
            case Wanted.Day(LocalDate from, LocalDate until) -> (from.equals(LocalDate.EPOCH) ? "" : from) + ".." + (until.getYear() == 9999 ? "" : until);
            case Wanted.Size(long bytes, boolean larger) -> (larger ? ">" : "<") + bytes;
            case Wanted.HasFile file -> file.word();
            case Wanted.Flagged(Wanted.Mark mark) -> mark.toString().toLowerCase(java.util.Locale.ROOT);
            case Wanted.Label(String keyword) -> "label " + keyword;
            case Wanted.InFolder(String name) -> "in " + name;
        };
    }

    @Test
    void words_names_and_signs() {
        assertEquals("all", read(""));
        assertEquals("all", read("  - \t"));
        assertEquals("'bajeti'", read("Bajeti"));
        assertEquals("('bajeti' & 'idara')", read("bajeti  idara"));
        assertEquals("\"bajeti ya idara\"", read("\"Bajeti ya idara\""));
        assertEquals("\"mwisho\"", read("\"mwisho"));
        assertEquals("(from'hamisi' & 'bajeti' & file)", read("from:Hamisi bajeti has:attachment"));
        assertEquals("(from~juma chuo example~ & not subject\"kikao cha leo\")", read("from:juma@chuo.example -subject:\"kikao cha leo\""));
        assertEquals("('a1' | ('b1' & 'c1'))", read("a1 OR b1 c1"));
        assertEquals("(('a1' | 'b1') & not ('c1' | 'd1'))", read("(a1 OR b1) -(c1 AU d1)"));
        assertEquals("('or' & 'au')", read("or au"));
        assertEquals("pdf", read("type:pdf"));
        assertEquals("file~docx~", read("type:docx"));
        assertEquals("(in exams 2026 & label Kazi & unread & >5000000 & <10)", read("in:\"Exams 2026\" label:Kazi is:unread larger:5M smaller:10"));
        assertEquals("(from'neema' & to'juma' & subject'mtihani' & flagged & file)", read("kutoka:neema kwa:juma mada:mtihani ni:bendera ina:viambatisho"));
        assertEquals("~http chuo example~", read("http://chuo.example"));
    }

    @Test
    void kinds_of_files_states_and_oneself_have_names() {
        assertEquals("pdf", read("has:pdf"));
        assertEquals("sheet", read("aina:jedwali"));
        assertEquals("(image & image)", read("type:image aina:picha"));
        assertEquals("(flagged & answered & unread)", read("is:starred is:replied is:unseen"));
        assertEquals("(from~neema mfano example~ & to~neema mfano example~ & cc\"me\")",
                say(QueryReader.read("from:me kwa:mimi cc:\"me\"", TODAY, "neema@mfano.example").wanted()));
        assertEquals("all", read("has:everything"));
    }

    @Test
    void names_of_parts_are_known_in_both_languages() {
        assertEquals(List.of("from", "from", "in", "newer"), Stream.of("FROM", "kutoka", "folda", "newer").map(QueryReader::operator)
                .map(Optional::orElseThrow).toList());
        assertEquals(Optional.empty(), QueryReader.operator("http"));
    }

    @Test
    void days_as_people_say_them() {
        assertEquals("2026-02-01..", read("after:2026-02-01"));
        assertEquals("..2026-02-01", read("before:1/2/2026"));
        assertEquals("2026-02-01..2026-03-01", read("on:2026-02"));
        assertEquals("2025-01-01..2026-01-01", read("on:2025"));
        assertEquals("2026-11-25..2026-11-26", read("siku:jana"));
        assertEquals("2026-11-19..", read("newer:7d"));
        assertEquals("..2025-11-26", read("older:1y"));
        assertEquals("2026-11-16..2026-11-23", read("on:lastweek"));
        assertEquals("2026-11-12..", read("newer:2wiki"));
        assertEquals("2026-11-16..2026-11-23", read("on:\"last week\""));
        assertEquals("2026-11-23..", read("after:monday"));
        assertEquals("2026-11-26..2026-11-27", read("siku:alhamisi"));
        assertEquals("2026-11-20..2026-11-21", read("siku:Ijumaa"));
        assertEquals("..2026-11-26", read("before:\"26 Nov 2026\""));
        assertEquals("2026-10-01..2026-11-01", read("siku:oktoba"));
        assertEquals("2025-12-24..2025-12-25", read("on:24december"));
        assertEquals("2024-02-01..2024-03-01", read("on:feb2024"));
        assertEquals("all", read("on:31feb2024"));
    }

    @Test
    void what_cannot_be_understood_is_said_and_passed_over() {
        SearchQuery query = QueryReader.read("bajeti larger:sana before:2026-13-01 is:njema from:", TODAY);
        assertEquals("'bajeti'", say(query.wanted()));
        assertEquals(List.of(false, true, true, true, true), query.terms().stream().map(SearchQuery.Term::wrong).toList());
        assertEquals("bajeti before:2026-13-01 is:njema from:", query.without(1));
    }

    @Test
    void whatever_is_typed_is_read_in_bounds() {
        Random dice = new Random(26);
        String[] pieces = {
            "(", ")", "\"", "-", "OR", " ", "from:", "is:", "a", "bajeti", "\u4e2d", "\ud83d\ude00", "*", ".*+?[", "before:", "2026-01-01", "\u0000"};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder typed = new StringBuilder();
            for (int n = dice.nextInt(40); n > 0; n--) {
                typed.append(pieces[dice.nextInt(pieces.length)]);
            }
            SearchQuery query = QueryReader.read(typed.toString(), TODAY);
            for (int term = 0; term < query.terms().size(); term++) {
                assertTrue(query.without(term).length() <= typed.length() + 100, typed.toString());
            }
        }
        assertTrue(QueryReader.read("(".repeat(10_000), TODAY).isEmpty());
        assertEquals(50, QueryReader.read("a1 ".repeat(5_000), TODAY).terms().size());
        assertTrue(QueryReader.read("-".repeat(1_000) + "a1", TODAY).terms().size() <= 50);
    }
}
