package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListPatternTest {

    @ParameterizedTest
    @CsvSource({"*,INBOX,true", "*,a/b/c,true", "%,a,true", "%,a/b,false", "%/%,a/b,true", "a%,abc,true", "a%c,abc,true", "a%c,a/c,false", "a*c,a/c,true",
        "a/*,a,false", "a*,a,true", "a,ab,false", "%b%,abc,true", "inbox,INBOX,true", "InBox/x,INBOX/x,true", "inbox*,INBOX/x,true", "A,a,false"})
    void patterns_match_as_the_standard_says(String pattern, String name, boolean expected) {
        assertEquals(expected, ListPattern.of("", pattern).matches(name));
    }

    @Test
    void reference_and_name_are_put_together() {
        assertEquals(new ListPattern("Barua/%"), ListPattern.of("Barua/", "%"));
        assertEquals(new ListPattern(""), ListPattern.of("Barua/", ""));
    }

    @Test
    void no_pattern_takes_long() {
        ListPattern pattern = ListPattern.of("", "*a".repeat(2_000) + "b");
        assertTimeout(Duration.ofSeconds(5), () -> assertEquals(false, pattern.matches("a".repeat(1_000))));
    }
}
