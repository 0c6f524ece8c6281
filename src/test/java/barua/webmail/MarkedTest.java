package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.search.QueryReader;
import java.time.LocalDate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class MarkedTest {

    private static String show(Marked marked) {
        return marked.pieces().stream().map(piece -> piece.mark() ? "[" + piece.text() + "]" : piece.text()).collect(Collectors.joining());
    }

    private static String whole(String text, String typed) {
        return show(Marked.whole(text, QueryReader.read(typed, LocalDate.EPOCH).words()));
    }

    @Test
    void beginnings_of_words_are_marked_and_nothing_is_lost() {
        assertEquals("Re: [Baj]eti ya [idara]", whole("Re: Bajeti ya idara", "baj idara -ya"));
        assertEquals("mabajeti", whole("mabajeti", "baj"));
        assertEquals("[\u00c9col]e d'\u00e9t\u00e9", whole("\u00c9cole d'\u00e9t\u00e9", "\u00e9col"));
        assertEquals("[\ufb01k]ra na", whole("\ufb01kra na", "fik"));
        assertEquals("<b>[siri]</b>", whole("<b>siri</b>", "siri"));
        assertEquals("[bajeti] bajetini", whole("bajeti bajetini", "\"bajeti\""));
        assertEquals("la [m\u00e9t]\u00e9o", whole("la m\u00e9t\u00e9o", "met"));
        assertEquals("", whole("", "a"));
    }

    @Test
    void other_forms_rows_and_signs_of_every_script_are_marked() {
        assertEquals("[Wanafunzi] na [vitabu]", whole("Wanafunzi na vitabu", "mwanafunzi kitabu"));
        assertEquals("[studies] of one [student]", whole("studies of one student", "study student"));
        assertEquals("\u9884\u7b97[\u95ee\u9898]\u95ee", whole("\u9884\u7b97\u95ee\u9898\u95ee", "\u95ee\u9898"));
        assertEquals("[\u0643\u064e\u062a\u064e\u0628\u064e] x", whole("\u0643\u064e\u062a\u064e\u0628\u064e x", "\u0643\u062a\u0628"));
        assertEquals("un [cafe\u0301] noir", whole("un cafe\u0301 noir", "caf\u00e9"));
        assertEquals("na[\u00ef]ve", whole("na[\u00ef]ve", "x"));
        assertEquals("[golf.alpha] golf alpha", whole("golf.alpha golf alpha", "golf.alpha"));
        assertEquals("[Stra\u00dfe] 1", whole("Stra\u00dfe 1", "strasse"));
    }

    @Test
    void a_long_text_is_shown_around_the_first_place() {
        String text = "neno ".repeat(100) + "\ud83d\ude00 zumaridi " + "jingine ".repeat(100);
        Marked around = Marked.around(text, QueryReader.read("zumar", LocalDate.EPOCH).words());
        assertTrue(show(around).matches("\u2026.*\\[zumar\\]idi .*\u2026"), show(around));
        assertTrue(show(around).length() < 200);
        assertTrue(Marked.around(text, QueryReader.read("hakuna", LocalDate.EPOCH).words()).isEmpty());
    }
}
