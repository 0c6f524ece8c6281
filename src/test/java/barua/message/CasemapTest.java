package barua.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasemapTest {

    @Test
    void title_case_and_decomposed() {
        assertEquals("AB_Z", Casemap.fold("aB_z"));
        assertEquals(Casemap.fold("CAFE\u0301"), Casemap.fold("caf\u00e9"));
        assertEquals("FI", Casemap.fold("f\uff29"));
        assertEquals("STRA\u00dfE", Casemap.fold("stra\u00dfe"));
    }

    @Test
    void the_order_is_that_of_UTF8() {
        List<String> texts = List.of("", "a", "ab", "\u00df", "\u4f1a", "\ud7ff", "\ue000", "\uffee", "\ud800\udc00",
                "\ud83d\ude00", "a\ud83d\ude00", "a\uffee");
        for (String one : texts) {
            for (String other : texts) {
                int octets = Arrays.compareUnsigned(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
                assertTrue(Integer.signum(octets) == Integer.signum(Casemap.compare(one, other)), one + " and " + other);
            }
        }
    }
}
