package barua.imap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.HeaderField;
import barua.message.Headers;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadIdsTest {

    private static List<String> parse(String raw) {
        return ThreadIds.parse(raw, 1_000);
    }

    private static Headers headers(String... namesAndValues) {
        var fields = new java.util.ArrayList<HeaderField>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.add(new HeaderField(namesAndValues[i], namesAndValues[i + 1]));
        }
        return new Headers(fields);
    }

    @Test
    void one_id_has_one_form() {
        assertEquals(List.of("01KF8JCEOCBS0045PS@xxx.yyy.com"), parse("<\"01KF8JCEOCBS0045PS\"@xxx.yyy.com>"));
        assertEquals(List.of("01KF8JCEOCBS0045PS@xxx.yyy.com"), parse(" <01KF8JCEOCBS0045PS@xxx.yyy.com>"));
        assertEquals(List.of("a\"b>c@x.org"), parse("<\"a\\\"b>c\"@x.org>"));
        assertEquals(List.of("a@x.org", "A@x.org"), parse("<a(one)@x.\r\n org> (two <b@c>) <A@x.org>").stream().filter(id -> !id.equals("b@c")).toList());
    }

    @Test
    void what_is_no_id_is_passed_over() {
        assertEquals(List.of(), parse("a@b <c> <@d> <e@> <> < <f@g"));
        assertEquals(List.of("whole@id"), parse("<broken <whole@id>"));
        assertEquals(List.of("x@y"), parse("message of \"somebody\" on Monday <x@y>"));
        assertEquals(List.of(), parse("<" + "x".repeat(900) + "@y>"));
        assertEquals(1_000, parse("<x@y>".repeat(5_000)).size());
    }

    @Test
    void In_Reply_To_counts_where_References_has_none() {
        assertEquals(List.of("a@x", "b@x"), ThreadIds.references(headers("References", "<a@x> <b@x>", "In-Reply-To", "<c@x>")));
        assertEquals(List.of("c@x"), ThreadIds.references(headers("References", "none", "In-Reply-To", "Your message <c@x> of <d@x>")));
        assertEquals(List.of(), ThreadIds.references(headers("In-Reply-To", "yours")));
        assertEquals("m@x", ThreadIds.own(headers("Message-Id", "<m@x>")));
        assertEquals("", ThreadIds.own(headers("Message-Id", "m@x")));
    }
}
