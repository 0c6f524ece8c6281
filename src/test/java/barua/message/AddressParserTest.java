package barua.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

class AddressParserTest {

    @ParameterizedTest
    @ValueSource(strings = {"neema@mfano.example", "neema.mushi+exams@mfano.example", "\"neema mushi\"@mfano.example", "a@[127.0.0.1]",
            "a@[IPv6:::1]", "jürgen@münchen.example", "用户@例子.example", "o'brien@x.example", "\"a\\\"b\"@x.example", "\"@\"@x.example",
            "1234567890123456789012345678901234567890123456789012345678901234@x.example"})
    void addresses_are_read(String text) {
        Address address = Address.parse(text).orElseThrow();
        assertEquals(address, Address.of(address.toString()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "neema", "neema@", "@mfano.example", "a b@x.example", ".a@x.example", "a.@x.example", "a..b@x.example",
            "a@b@x.example", "a@x..example", "a@-x.example", "a@x.example ", " a@x.example", "<a@x.example>", "a@x.example\r\n", "a\n@x.example",
            "\"a@x.example", "\"\"@x.example", "\"a\"b@x.example", "a@[nonsense]", "a(comment)@x.example", "a@x.example.", "\"a\u0000\"@x.example",
            "a\u202eb@x.example", "a\u00a0b@x.example", "a\ud800@x.example", "12345678901234567890123456789012345678901234567890123456789012345@x.example"})
    void what_is_no_address_is_refused(String text) {
        assertTrue(Address.parse(text).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first..last.@phone.example", ".a@phone.example", "a.@phone.example", "...@phone.example",
            "bounces+2309175-1e1a-firstname.middlename.lastname=subdomain.university.example@em1234.lists.example",
            "SRS0=HHH=TT=lists.example=bounces+2309175-1e1a-firstname.middlename.lastname=subdomain.university.example@forwarder.example",
            "\"first..last.\"@phone.example", "neema@mfano.example", "用户@例子.example"})
    void an_envelope_takes_addresses_as_others_have_them(String text) {
        Address address = Address.parsePath(text).orElseThrow();
        assertEquals(text.startsWith("\"") ? "first..last." : text.substring(0, text.lastIndexOf('@')), address.local());
        assertEquals(address, Address.parsePath(address.toString()).orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "@x.example", ".@", "a", "a..b", "a b@x.example", "a@b@x.example", "a@x..example", "a@x.example.", "<a@x.example>",
            "a\r@x.example", "\"\"@x.example"})
    void an_envelope_takes_no_more_than_that(String text) {
        assertTrue(Address.parsePath(text).isEmpty());
    }

    @Test
    void an_envelope_takes_512_octets_and_writes_strange_dots_in_quotes() {
        assertEquals("\"first..last.\"@phone.example", Address.parsePath("first..last.@phone.example").orElseThrow().toString());
        assertTrue(Address.parsePath("a".repeat(500) + "@bb.example").isPresent());
        assertTrue(Address.parsePath("a".repeat(502) + "@bb.example").isEmpty());
        assertTrue(Address.parsePath("é".repeat(251) + "@bb.example").isEmpty());
    }

    @Test
    void an_address_is_never_longer_than_a_path_may_be() {
        String label = "a".repeat(63) + ".";
        assertTrue(Address.parse("neema@" + label.repeat(3) + "example").isPresent());
        assertTrue(Address.parse("neema@" + label.repeat(4) + "example").isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "Neema Mushi <neema@mfano.example>|Neema Mushi <neema@mfano.example>",
            "neema@mfano.example (Neema Mushi)|Neema Mushi <neema@mfano.example>",
            "\"Mushi, Neema\" <neema@mfano.example>, baraka@mfano.example|Mushi, Neema <neema@mfano.example> / <baraka@mfano.example>",
            "Mushi <neema @ mfano . example>|Mushi <neema@mfano.example>",
            "=?utf-8?Q?Mushi,_Neema?= <n@x.example>|Mushi, Neema <n@x.example>",
            "\"=?utf-8?B?TmVlbWE=?=\" <n@x.example>|Neema <n@x.example>",
            "=?utf-8?Q?J=C3?= =?utf-8?Q?=BCrgen?= <j@x.example>|Jürgen <j@x.example>",
            "Staff: a@x.example, B <b@x.example>;, c@x.example|[Staff / <a@x.example> / B <b@x.example> / ] / <c@x.example>",
            "undisclosed-recipients:;|[undisclosed-recipients / ]",
            "undisclosed-recipients:|[undisclosed-recipients / ]",
            "<@one.example,@two.example:joe@x.example>, z@x.example|<joe@x.example> / <z@x.example>",
            "a@x.example; b@x.example|<a@x.example> / <b@x.example>",
            "Jina Lake jina@x.example|Jina Lake <jina@x.example>",
            "a . b @ x.example|<a.b@x.example>",
            "Jina Lake a . b .c@ x.example|Jina Lake <a.b.c@x.example>",
            "Lake J. jina@x.example|Lake J. <jina@x.example>",
            " . b@x.example|<.b@x.example>",
            "\"Jina\" jina@x.example|Jina <jina@x.example>",
            "\"odd local\"@x.example|<odd local@x.example>",
            "Odd <\"a@b,c>\"@x.example>|Odd <a@b,c>@x.example>",
            "neema@mfano.example <neema@mfano.example>|neema@mfano.example <neema@mfano.example>",
            "No End <n@x.example, m@x.example|No End <n@x.example> / <m@x.example>",
            "\"No end <n@x.example>|No end <n@x.example>",
            "root|<root@>",
            "Just A Name|Just A Name <@>",
            "<>|<@>",
            "MAILER-DAEMON <>|MAILER-DAEMON <@>",
            "A (one (deep) two) B <x@y.example>|A B <x@y.example>",
            "(only a comment)|``",
            ", ,,a@x.example,|<a@x.example>",
            "=?x?q|=?x?q <@>",
            "a@b@c.example|<a@b@c.example>"})
    void lists_are_read_as_mailers_write_them(String raw, String expected) {
        assertEquals(expected, AddressParser.list(raw).stream().map(AddressParserTest::shown).collect(Collectors.joining(" / ")));
    }

    @Test
    void raw_UTF_8_in_a_name_is_read() {
        String bytesAsChars = new String("Zawadi Mwanaéé <z@x.example>".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.ISO_8859_1);
        assertEquals("Zawadi Mwanaéé <z@x.example>", shown(AddressParser.list(bytesAsChars).getFirst()));
    }

    @Test
    void a_name_cannot_turn_the_direction_or_break_the_line() {
        var mailbox = (AddressItem.Mailbox) AddressParser.list("=?utf-8?B?4oCubW9jLmtuYWI=?= =?utf-8?Q?=0D=0Ax?= <a@x.example>").getFirst();
        assertEquals("moc.knab  x", mailbox.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"", "(", "<", "=?", "=?a?q?", "a@b,", "\\", "\"\\", "<\"", "(\\", ":", ";", "a:", "<@a,", "@", "\"a\" ", "=?a?b?A?= ",
            "=?a?b?AAAA?= =?a?b?A", "a b "})
    void a_megabyte_of_anything_takes_no_longer_than_its_size(String piece) {
        String hostile = piece.repeat(1_000_000 / piece.length());
        // A generous bound: quadratic time over a megabyte would be minutes.
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertTrue(AddressParser.list(hostile).size() <= 10_002);
            HeaderText.decode(hostile);
            Parameters.parse(hostile);
            Dates.parse(hostile);
        });
    }

    private static String shown(AddressItem item) {
        return switch (item) {
            case AddressItem.Mailbox(var name, _, var local, var domain, _) -> (name.isEmpty() ? "" : name + " ") + "<" + local + "@" + domain + ">";
            case AddressItem.GroupStart(var name, _) -> "[" + name;
            case AddressItem.GroupEnd() -> "]";
        };
    }

    @Test
    void an_at_sign_within_an_open_quotation_alone_makes_no_address() {
        assertEquals(1, AddressParser.list("Ba\"ra Kimaro <baraka.kimaro@mfa\"\"").size());
        assertEquals(1, AddressParser.list("\"neema@mfano.example\"").size());
    }
}
