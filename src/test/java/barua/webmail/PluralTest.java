package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PluralTest {

    private static final String MESSAGES = "{n, plural, one {# message} other {# messages}} in {folder}";

    @Test
    void one_and_other_are_told_apart_and_thousands_grouped() {
        assertEquals("1 message in Inbox", Plural.fill(MESSAGES, Map.of("n", 1, "folder", "Inbox")));
        assertEquals("0 messages in Inbox", Plural.fill(MESSAGES, Map.of("n", 0, "folder", "Inbox")));
        assertEquals("4,318 messages in Inbox", Plural.fill(MESSAGES, Map.of("n", 4318, "folder", "Inbox")));
    }

    @Test
    void values_inside_branches_are_filled_too() {
        assertEquals("From Neema", Plural.fill("{n, plural, one {From {name}} other {From {name} and # more}}", Map.of("n", 1, "name", "Neema")));
    }

    @Test
    void braces_in_a_value_are_no_pattern() {
        assertEquals("Select: {n} {x", Plural.fill("Select: {subject}", Map.of("subject", "{n} {x")));
    }

    @Test
    void a_mistake_in_a_bundle_throws() {
        assertThrows(IllegalArgumentException.class, () -> Plural.fill("{missing}", Map.of()));
        assertThrows(IllegalArgumentException.class, () -> Plural.fill("{n, plural, one {x}", Map.of("n", 1)));
    }
}
