package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NeedleTest {

    @ParameterizedTest
    @CsvSource({"harvest,The HARVEST is in,true", "harvest,harves,false", "MUSHI,Neema Mushi,true", "ß,Straße,true", "ÜBER,über uns,true", "ﬁ,find,true",
        "fi,ﬁnd,true", "مرحبا,مرحبا بكم,true", "a,ä,false", "'',anything,true"})
    void text_is_found_without_regard_to_case(String needle, String text, boolean expected) {
        assertEquals(expected, new Needle(needle).in(text));
    }

    @Test
    void bytes_and_text_agree() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            String text = letters(random, random.nextInt(30));
            String needle = letters(random, 1 + random.nextInt(4));
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertEquals(text.toLowerCase().contains(needle.toLowerCase()), new Needle(needle).in(bytes, 0, bytes.length), needle + " in " + text);
            assertEquals(text.toLowerCase().contains(needle.toLowerCase()), new Needle(needle).in(text), needle + " in " + text);
        }
    }

    private static String letters(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append("abAB".charAt(random.nextInt(4)));
        }
        return text.toString();
    }
}
