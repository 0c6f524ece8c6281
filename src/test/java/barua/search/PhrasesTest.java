package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Phrases of one query are looked for in one reading of each message. */
class PhrasesTest extends SearchHouse {

    @Test
    void several_phrases_and_what_stands_beside_them() throws Exception {
        long one = file(inbox, "a@mbali.example", "moja", text("habari ya asubuhi na jioni njema, mpaka kesho\r\nsiku njema sana"));
        long two = file(inbox, "a@mbali.example", "mbili", text("ya habari asubuhi na njema jioni, kesho mpaka"));
        assertEquals(List.of(one), uids("\"habari ya asubuhi\" \"jioni njema\" \"mpaka kesho\""));
        assertEquals(List.of(two), uids("\"njema jioni\" -\"jioni njema\""));
        assertEquals(List.of(two, one), uids("\"habari ya\" OR \"ya habari\""));
        assertEquals(List.of(), uids("\"habari ya\" \"ya habari\""));
        assertEquals(List.of(one), uids("\"kesho siku njema\""));
        assertEquals(List.of(one), uids("\"habari ya\" njema"));
        assertEquals(List.of(), uids("subject:\"habari ya\""));
    }

    @Test
    void a_message_is_folded_once_however_many_phrases_look_for_it() throws Exception {
        String long1 = "neno refu ".repeat(60_000);
        for (int i = 0; i < 40; i++) {
            file(inbox, "a@mbali.example", "barua " + i, text(long1 + " mwisho wa barua " + i));
        }
        String phrase = "\"refu neno\"";
        String eight = String.join(" ", "\"neno refu\"", "\"refu neno\"", "\"mwisho wa\"", "\"wa barua\"", "\"refu mwisho\"", "\"neno refu neno\"",
                "\"refu neno refu\"", "\"mwisho wa barua\"");
        find(NEEMA, phrase);
        find(NEEMA, eight);
        long first = time(phrase);
        long all = time(eight);
        assertEquals(true, all < 4 * first + 200_000_000L, "one phrase took " + first / 1_000_000 + " ms, eight took " + all / 1_000_000);
    }

    private long time(String typed) throws Exception {
        long began = System.nanoTime();
        assertEquals(40, find(NEEMA, typed).hits().size());
        return System.nanoTime() - began;
    }
}
