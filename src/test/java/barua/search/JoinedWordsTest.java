package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JoinedWordsTest {

    @ParameterizedTest
    @CsvSource({"the infor-\\nmation of today, information", "the infor- \\r\\n   mation, information", "uni\u00ADver\u00ADsity hall, university",
        "uni\u00AD\\nversity, university", "zero\u200Bwidth, zerowidth", "wana\u2010\\nfunzi na vita-\\nbu, wanafunzi vitabu", "well-known, ''", "a - b, ''",
        "1990-\\n1995, ''", "end-\\n\\nnext, ''", "nothing, ''"})
    void are_whole_again(String text, String words) {
        assertEquals(words, JoinedWords.of(text.translateEscapes()), text);
    }

    @Test
    void a_text_of_hyphens_alone_takes_no_time() {
        String hyphens = "a-\n".repeat(500_000);
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> JoinedWords.of(hyphens));
    }
}
