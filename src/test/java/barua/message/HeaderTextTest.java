package barua.message;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "plain words|plain words",
            "=?utf-8?Q?Habari_za_asubuhi?=|Habari za asubuhi",
            "=?UTF-8?B?2LPZhNin2YU=?=|سلام",
            "=?iso-8859-1?q?caf=E9?= and =?iso-8859-1?q?th=E9?=|café and thé",
            "=?utf-8?q?a?=   =?utf-8?q?b?=|ab",
            "=?utf-8?q?a?=  b|a  b",
            "x=?utf-8?q?a?=y|xay",
            "=?utf-8?q?=E2=82?= =?utf-8?q?=AC?=|€",
            "=?utf-8?b?4oI=?= =?utf-8?b?rA==?=|€",
            "=?utf-8?b?4oKs4?= =?utf-8?b?oKs?=|€€",
            "=?utf-8?Q?=C3?= =?iso-8859-1?Q?=E9?=|Ãé",
            "=?us-ascii*en?Q?hi?=|hi",
            "=?utf-8?Q??=|``",
            "=?utf-8?Q?|=?utf-8?Q?",
            "=?utf-8?Z?abc?=|=?utf-8?Z?abc?=",
            "=?|=?",
            "=?=?=?utf-8?q?x?=|=?=?x",
            "=?gb2312?B?xOO6ww==?=|你好",
            "=?cp-850?Q?caf=82?=|café",
            "=?utf8?Q?=C3=A9?=|é",
            "=?ks_c_5601-1987?B?vsiz5w==?=|안녕",
            "=?unicode-1-1-utf-7?Q?Gr+APwA3w-e?=|Grüße"})
    void encoded_words_are_read(String raw, String expected) {
        assertEquals(expected, HeaderText.decode(raw));
    }

    @Test
    void folding_goes_and_white_space_stays() {
        assertEquals("one two\tthree", HeaderText.unfold(" one\r\n two\r\n\tthree\r\n"));
        assertEquals("one two", HeaderText.unfold("one\n two"));
    }

    @Test
    void control_characters_and_overrides_are_made_harmless() {
        assertEquals("a b c d", HeaderText.decode("a\u0000b\u001bc\u0085d".replace("\u0085", "=?utf-8?Q?=C2=85?=")));
        assertEquals("xgpj.exe", HeaderText.decode("=?utf-8?B?eOKArmdwai5leGU=?="));
        assertEquals("مرحبا\u200f!", HeaderText.decode("مرحبا\u200f!"));
        assertEquals("😀", HeaderText.decode("😀"));
        assertEquals("\ufffdx", HeaderText.harmless("\ud83dx"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Sun, 22 Nov 2026 10:42:00 +0300|2026-11-22T10:42+03:00",
            "22 Nov 2026 10:42 +0300|2026-11-22T10:42+03:00",
            "Sun,22 Nov 2026 10:42:07 +0300 (East Africa Time)|2026-11-22T10:42:07+03:00",
            "Sun, 22 Nov 26 10:42:00 GMT|2026-11-22T10:42Z",
            "Sun, 22 Nov 99 10:42:00 EST|1999-11-22T10:42-05:00",
            "Sun, 22 Nov 126 10:42:00 Z|2026-11-22T10:42Z",
            "Sun Nov 22 10:42:00 2026|2026-11-22T10:42Z",
            "Sun Nov 22 10:42:00 EST 2026|2026-11-22T10:42-05:00",
            "2026-11-22T10:42:00Z|2026-11-22T10:42Z",
            "2026-11-22 10:42:00+03:00|2026-11-22T10:42+03:00",
            "22-Nov-2026 10:42:00 +0300|2026-11-22T10:42+03:00",
            "Sunday, November 22, 2026 10:42 PM GMT+0300|2026-11-22T22:42+03:00",
            "22 Nov 2026 10.42.07 +0300|2026-11-22T10:42:07+03:00",
            "Sun, 31 Dec 2028 23:59:60 +0000|2028-12-31T23:59:59Z",
            "Sun, 22 Nov 2026 10:42:00 +9999|2026-11-22T10:42Z",
            "Sun, 22 Nov 2026 10:42:00 \"+0300\"|2026-11-22T10:42+03:00",
            "(hm) Sun, (a) 22 (b) Nov (c) 2026 (d) 10:42 (e) -0330|2026-11-22T10:42-03:30",
            "22 Nov 2026|2026-11-22T00:00Z",
            "Sun, 32 Nov 2026 10:42:00 +0300|-",
            "Sun, 22 Foo 2026 10:42:00 +0300|-",
            "29 Feb 2026 10:42:00 +0300|-",
            "Sun, 22 Nov 2026 25:42:00 +0300|-",
            "yesterday|-",
            "-|-"})
    void dates_are_read_as_mailers_write_them(String text, String expected) {
        assertEquals(expected, Dates.parseWithOffset(text).map(Object::toString).orElse("-"));
    }

    @Test
    void dates_are_written_strictly() {
        assertEquals("Sun, 22 Nov 2026 10:42:00 +0300", Dates.format(Instant.parse("2026-11-22T07:42:00Z"), ZoneId.of("Africa/Dar_es_Salaam")));
        assertEquals("Thu, 1 Jan 1970 00:00:00 +0000", Dates.format(Instant.EPOCH, ZoneId.of("UTC")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Kikao|Kikao", "Re: Kikao|Kikao", "RE: Re: re : Kikao|Kikao", "Fwd: Re: Kikao|Kikao", "Jibu: Kikao|Kikao", "AW: WG: Kikao|Kikao",
            "Re[2]: Kikao|Kikao", "Re(3): Kikao|Kikao", "[research] Re: Kikao|Kikao", "Re: [research] Kikao|Kikao", "[a] [b] Kikao|Kikao",
            "Kikao (fwd)|Kikao", "[Fwd: Kikao]|Kikao", "[Fwd: Re: Kikao (fwd)] (fwd)|Kikao", "Re: [Senate]|[Senate]", "Re:|''", "Reply to all|Reply to all",
            "Rehema: habari|Rehema: habari", "Kikao   cha\tidara|Kikao cha idara", "رد: اجتماع|اجتماع", "Ref: 12/2026|Ref: 12/2026", "[|["})
    void base_subjects_are_what_the_conversation_is_about(String subject, String expected) {
        assertEquals(expected, Subjects.base(subject));
    }

    @Test
    void message_ids_are_found_in_what_was_written() {
        assertEquals(List.of("<a@b>", "<c@d>"), MessageIds.parse(" <a@b>\r\n\t<c@d> <a@b>"));
        assertEquals(List.of("<ab@c>"), MessageIds.parse("Your message of Sunday <a\r\n b@c>"));
        assertEquals(List.of("<a@b>"), MessageIds.parse("a@b"));
        assertEquals(List.of("<x@y>"), MessageIds.parse("<broken <x@y> <open"));
        assertEquals(List.of(), MessageIds.parse("no id here, write to a@b please"));
        assertEquals(List.of("<\"odd id\"@x>".replace(" ", "")), MessageIds.parse("<\"odd id\"@x>"));
        assertEquals(List.of(), MessageIds.parse("<>"));
    }

    @Test
    void file_names_are_safe_and_keep_their_kind() {
        assertEquals("passwd", PartNames.safe("../../etc/passwd").orElseThrow());
        assertEquals("b.pdf", PartNames.safe("C:\\a\\b.pdf").orElseThrow());
        assertTrue(PartNames.safe("..").isEmpty());
        assertTrue(PartNames.safe("a/").isEmpty());
        assertEquals("a b", PartNames.safe("a\u0000b").orElseThrow());
        String longName = PartNames.safe("é".repeat(400) + ".docx").orElseThrow();
        assertTrue(longName.endsWith("é.docx") && longName.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= 255);
    }
}
