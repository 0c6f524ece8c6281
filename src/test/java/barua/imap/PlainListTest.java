package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.HeaderField;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainListTest {

    private static final String[] PIECES = {"a", "Neema", " ", "  ", "\t", "@", ".", ",", "<", ">", "\"", "\\", "(c)", "(", "=?utf-8?q?J=C3=BC?=",
            "=?utf-8?b?2YXYrQ==?=",
            ":", ";", "x.org", "b@d.org", "<b@d.org>", "\"Mushi, N\" <n@d.org>", "\r\n ", "?", "=", "J\u00fc", "[1.2.3.4]"};

    @ParameterizedTest
    @ValueSource(strings = {"a@d.org", "Neema <a@d.org>", "\"Mushi, N\" <n@d.org>", "=?utf-8?q?J=C3=BC?= <j@d.org>", "\"A\" <a@d.org>, \"B\" <b@d.org>"})
    void the_usual_is_plain(String raw) {
        assertTrue(PlainList.is(raw));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<u (c)@d.org>", "u @d.org", "u@d. org", "\"u v\"@d.org", "A \"B\" C <a@d.org>", "\"A\" B <a@d.org>",
            "\"=?utf-8?q?J=C3=BC?=\" <j@d.org>",
            "\"a\\b\" <a@d.org>", "\"open <a@d.org>"})
    void what_reads_otherwise_is_not(String raw) {
        assertEquals(false, PlainList.is(raw));
    }

    @Test
    void what_is_called_plain_shows_every_name_and_address() {
        long seed = Long.getLong("barua.seed", 20261126L);
        Random random = new Random(seed);
        int plain = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(1, 7); i > 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            String raw = text.toString();
            if (!PlainList.is(raw)) {
                continue;
            }
            plain++;
            String shown = new HeaderField("From", raw).decoded() + "\n" + raw;
            for (AddressItem item : AddressParser.list(raw)) {
                if (item instanceof AddressItem.Mailbox mailbox) {
                    assertTrue(shown.contains(mailbox.name()), () -> "seed " + seed + ": name " + mailbox + " of " + raw);
                    if (!mailbox.local().isEmpty() && !mailbox.domain().isEmpty()) {
                        assertTrue(shown.contains(mailbox.local() + "@" + mailbox.domain()), () -> "seed " + seed + ": " + mailbox + " of " + raw);
                    }
                }
            }
        }
        assertTrue(plain > 10_000, "plain: " + plain);
    }
}
