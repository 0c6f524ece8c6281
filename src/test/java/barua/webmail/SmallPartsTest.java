package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.AddressItem;
import barua.web.Local;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmallPartsTest {

    @ParameterizedTest
    @ValueSource(strings = {"Exams 2026", "Exams/2026", "a:b", "~x", "sent", "inbox2", "Árbol/ñandú", "q?#&;", "a+b", ".hidden", "x.", "\"quoted\"", "ratiba|x",
            "Tangazo~003a", "a!b/c"})
    void a_folders_address_leads_back_to_it(String name) {
        FolderName folder = FolderName.of(name);
        String path = FolderPath.of(folder, Optional.empty());
        assertEquals(Optional.of(folder), FolderPath.name(path), path);
        assertTrue(FolderPath.use(path).isEmpty(), path);
        assertFalse(path.contains("/") || path.contains(";") || path.contains("?") || path.contains("#") || path.contains(":"), path);
    }

    @Test
    void what_a_folder_is_for_is_its_address_in_every_language() {
        assertEquals("spam", FolderPath.of(FolderName.of("Takataka"), Optional.of(SpecialUse.JUNK)));
        assertEquals(Optional.of(SpecialUse.JUNK), FolderPath.use("spam"));
        assertEquals(Optional.of(FolderName.INBOX), FolderPath.name("inbox"));
    }

    @Test
    void a_seal_opens_only_what_it_closed() {
        Seal seal = new Seal(Office.SEAL_KEY, Clock.systemUTC());
        String sealed = seal.close("p\nneema@mfano.example\ninbox\n3\n1.2");
        assertEquals(Optional.of("p\nneema@mfano.example\ninbox\n3\n1.2"), seal.open(sealed));
        assertEquals(Optional.empty(), seal.open(sealed.substring(0, sealed.length() - 1) + (sealed.endsWith("A") ? "B" : "A")));
        assertEquals(Optional.empty(), new Seal(new SecretKeySpec(new byte[32], "HmacSHA256"), Clock.systemUTC()).open(sealed));
        assertEquals(Optional.empty(), seal.open(""));
        assertEquals(Optional.empty(), seal.open("***"));
    }

    @Test
    void a_seal_ends_after_a_day_and_keeps_its_address_for_half_of_it() {
        Instant[] now = {Instant.parse("2026-11-26T00:00:00Z")};
        Seal seal = new Seal(Office.SEAL_KEY, () -> now[0]);
        String sealed = seal.close("x");
        now[0] = Instant.parse("2026-11-26T11:59:59Z");
        assertEquals(sealed, seal.close("x"));
        now[0] = Instant.parse("2026-11-26T23:59:59Z");
        assertEquals(Optional.of("x"), seal.open(sealed));
        assertNotEquals(sealed, seal.close("x"));
        now[0] = Instant.parse("2026-11-27T00:00:00Z");
        assertEquals(Optional.empty(), seal.open(sealed));
    }

    @ParameterizedTest
    @CsvSource({"/mail/inbox, true", "/mail/inbox?show=unread, true", "//evil.example, false", "/\\evil.example, false", "https://evil.example, false",
            "'', false", "'/a b', false"})
    void only_our_own_addresses_are_gone_back_to(String address, boolean ours) {
        assertEquals(ours ? address : "/mail/inbox", Local.or(address, "/mail/inbox"));
    }

    @ParameterizedTest
    @CsvSource({"950, 950 B", "31000, 31 KB", "1200000, 1.2 MB", "5000000000, 5 GB"})
    void sizes_are_in_thousands(long bytes, String text) {
        assertEquals(text, Sizes.of(bytes));
    }

    @ParameterizedTest
    @CsvSource({"Dr. Asha Mwinyi, AM", "neema.mushi@mfano.example, NM", "Library Services, LS", "'', ?", "محمد علي, مع"})
    void people_have_two_letters(String name, String letters) {
        assertEquals(letters, People.initials(name));
    }

    @Test
    void first_names_are_found_behind_titles_and_commas() {
        assertEquals("Juma", People.firstName(new AddressItem.Mailbox("Prof. Juma Kilonzo", "", "juma", "x")));
        assertEquals("Neema", People.firstName(new AddressItem.Mailbox("Mushi, Neema", "", "n", "x")));
        assertEquals("taaluma", People.firstName(new AddressItem.Mailbox("", "", "taaluma", "x")));
    }

    @Test
    void recipients_are_taken_apart_and_what_is_none_is_named() {
        Recipients read = Recipients.read("Neema Mushi <neema@mfano.example>, \"Kilonzo, Juma\" <juma@mfano.example>; grace; Ñandú <x@y.example>");
        assertEquals(List.of("neema@mfano.example", "juma@mfano.example", "x@y.example"), read.people().stream().map(person -> person.address().toString())
                .toList());
        assertEquals("Kilonzo, Juma", read.people().get(1).name());
        assertEquals("Ñandú", read.people().get(2).name());
        assertEquals(List.of("grace"), read.wrong());
    }

    @ParameterizedTest
    @CsvSource({"../../etc/passwd, passwd", "C:\\x\\y.doc, y.doc", "'  ', file", ".., file", "a\u202Egpj.exe, agpj.exe"})
    void names_of_files_lose_their_way(String given, String safe) {
        assertEquals(safe, Uploads.safeName(given));
    }

    @Test
    void a_files_name_survives_in_its_header_without_breaking_it() {
        String header = FileServlet.disposition("Bajeti \"v2\"\r\nX: y — ñ.xlsx");
        assertFalse(header.contains("\r") || header.contains("\n"), header);
        assertTrue(header.contains("filename*=UTF-8''Bajeti%20%22v2%22"), header);
    }

    @ParameterizedTest
    @CsvSource({"text/html, application/octet-stream", "image/svg+xml, application/octet-stream", "application/pdf, application/pdf",
            "text/javascript, application/octet-stream", "odd, application/octet-stream"})
    void what_could_run_is_sent_as_bytes(String type, String sent) {
        assertEquals(sent, FileServlet.type(type));
    }

    @Test
    void uids_come_sorted_and_once() {
        assertEquals(List.of(3L, 5L, 9L), java.util.Arrays.stream(Command.uids("9,3", "5,x,,3,-1,0")).boxed().toList());
    }

    @Test
    void lists_say_when_in_few_letters() {
        When when = new When(Words.of("sw"), ZoneId.of("Africa/Dar_es_Salaam"), Instant.parse("2026-11-22T08:00:00Z"));
        assertEquals("10:42", when.brief(Instant.parse("2026-11-22T07:42:00Z")));
        assertEquals("Iju", when.brief(Instant.parse("2026-11-20T07:42:00Z")));
        assertEquals("19 Mac", when.brief(Instant.parse("2026-03-19T07:42:00Z")));
        assertEquals("2024-11-03", when.brief(Instant.parse("2024-11-03T07:42:00Z")));
        assertEquals("Leo", when.group(Instant.parse("2026-11-22T07:42:00Z")));
        assertEquals("Jana", when.group(Instant.parse("2026-11-21T00:00:00Z")));
    }

    @Test
    void a_row_shows_the_first_words_whole() {
        assertEquals("Habari", RowsPage.brief("Habari"));
        assertEquals("neno ".repeat(18).strip() + "…", RowsPage.brief("neno ".repeat(40)));
        assertEquals("字".repeat(90) + "…", RowsPage.brief("字".repeat(200)));
        assertEquals("😀".repeat(90), RowsPage.brief("😀".repeat(90)));
    }
}
