package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnicodeCasemapTest {

    @Test
    void case_accents_and_compatible_forms_are_equal_however_written() {
        List<List<String>> equal = List.of(List.of("hello", "HELLO"), List.of("Café", "CAFE\u0301", "cafe\u0301"), List.of("ΣΑΣ", "σας"),
                List.of("ǆ", "ǅ", "Ǆ"), List.of("Ⅷ", "viii"), List.of("привет", "ПРИВЕТ"), List.of("ａ", "A"), List.of("𐐨", "𐐀"));
        for (List<String> forms : equal) {
            forms.forEach(form -> assertEquals(UnicodeCasemap.COLLATION.fold(forms.getFirst()), UnicodeCasemap.COLLATION.fold(form), form));
        }
        assertNotEquals(UnicodeCasemap.COLLATION.fold("cafe"), UnicodeCasemap.COLLATION.fold("café"));
        assertEquals("fiN", UnicodeCasemap.COLLATION.fold("ﬁn"));    // title case comes before decomposing
        assertNotEquals(UnicodeCasemap.COLLATION.fold("ss"), UnicodeCasemap.COLLATION.fold("ß"));    // RFC 5051 has simple mappings alone
    }

    @Test
    void places_lead_back_to_what_was_written() {
        String text = "x\u00e9\ud83d\ude00ﬁy";
        String folded = UnicodeCasemap.COLLATION.fold(text);
        int[] begin = UnicodeCasemap.COLLATION.origins(text);
        assertEquals(folded.length() + 1, begin.length);
        int y = folded.indexOf('Y');
        assertEquals(text.indexOf('y'), begin[y]);
        assertEquals(text.length(), begin[y + 1]);
        assertEquals(1, begin[folded.indexOf('E')]);
        assertTrue(Arrays.stream(begin).allMatch(place -> place <= text.length()));
    }

    @Test
    void a_text_that_grows_has_its_places() {
        String grows = "\ufdfa".repeat(100);    // eighteen characters each
        String folded = UnicodeCasemap.COLLATION.fold(grows);
        int[] begin = UnicodeCasemap.COLLATION.origins(grows);
        assertEquals(folded.length() + 1, begin.length);
        assertEquals(100, begin[folded.length()]);
        assertEquals(99, begin[folded.length() - 1]);
    }
}
