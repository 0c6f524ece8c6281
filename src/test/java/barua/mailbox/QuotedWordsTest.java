package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class QuotedWordsTest {

    @Test
    void any_words_come_back_as_they_were() {
        Random random = new Random(11);
        String signs = "ab \"\\\t\n\u0001\u007f\u0085~%/.,äñ\uD83D\uDCEC\uD800";
        for (int i = 0; i < 20_000; i++) {
            List<String> words = random.ints(1 + random.nextInt(5), 0, 6).mapToObj(length -> word(random, signs, length)).toList();
            String line = QuotedWords.join(words.toArray());
            assertEquals(words, QuotedWords.split(line), line);
            assertEquals(0, line.chars().filter(Character::isISOControl).count(), line);
        }
    }

    private static String word(Random random, String signs, int length) {
        StringBuilder word = new StringBuilder();
        random.ints(length, 0, signs.length()).forEach(i -> word.append(signs.charAt(i)));
        return word.toString();
    }

    @Test
    void words_without_odd_signs_stand_as_they_are() {
        assertEquals("to 0 example.test/amina/Maildir/.Sent k3f9zq 4711 1.mail,S=1:2,",
                QuotedWords.join("to", 0, "example.test/amina/Maildir/.Sent", "k3f9zq", 4711, "1.mail,S=1:2,"));
        assertEquals("use SENT \".Sent \\\"Items\\\"\"", QuotedWords.join("use", "SENT", ".Sent \"Items\""));
    }

    @Test
    void lines_of_earlier_versions_have_names_with_blanks_in_the_last_place() {
        assertEquals(List.of("use", "SENT", ".Sent \"Items\" of 2025"), QuotedWords.split("use SENT .Sent \"Items\" of 2025", 3));
        assertEquals(List.of("use", "SENT", ".Sent Items"), QuotedWords.split("use SENT \".Sent Items\"", 3));
    }

    @Test
    void a_quote_that_does_not_end_is_no_line() {
        for (String line : List.of("to \"x", "to \"x\"y z", "to \"x\\")) {
            assertThrows(IllegalArgumentException.class, () -> QuotedWords.split(line), line);
        }
    }
}
