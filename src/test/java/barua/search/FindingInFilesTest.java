package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.extract.Extracted;
import barua.extract.Extractor;
import barua.extract.ExtractorTest;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is found in the files that come with letters. */
class FindingInFilesTest extends SearchHouse {

    @Test
    void what_is_in_a_file_is_found_with_its_name_and_stays_when_the_letter_moves() throws Exception {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.of(Extractor.over(ExtractorTest.classPath(), data.resolve("scratch"))));
        String pdf = Base64.getMimeEncoder().encodeToString(ExtractorTest.pdf("Mstari wa darubini mpya"));
        String body = "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + text("tazama") + "\r\n--b\r\n"
                + "Content-Type: application/pdf; name=\"Ripoti.pdf\"\r\n"
                + "Content-Transfer-Encoding: base64\r\n\r\n" + pdf + "\r\n--b\r\nContent-Type: application/pdf; name=\"Bovu.pdf\"\r\n\r\n%PDF-\r\n--b--\r\n";
        long uid = file(inbox, "a@mbali.example", "Faili", body);
        assertEquals(List.of(uid), uids("darubini"));
        assertEquals(List.of(uid), uids("\"wa darubini mpya\""));
        assertEquals(List.of(), uids("body:darubini"));
        Found.Hit hit = find(NEEMA, "darub").hits().getFirst();
        assertEquals(List.of(new FileText("Ripoti.pdf", Extracted.Kind.TEXT, "Mstari wa darubini mpya"), new FileText("Bovu.pdf", Extracted.Kind.UNREADABLE,
                "")),
                search.files(NEEMA, hit));
        inbox.move(inbox.uids(), store.open(NEEMA).folder(SpecialUse.ARCHIVE));
        assertEquals(1, find(NEEMA, "darubini").hits().size());
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(1, find(NEEMA, "darubini").hits().size(), "it is in the index");
    }

    @Test
    void pictures_are_found_by_what_was_written_of_them_and_pages_are_told() throws Exception {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.of(Extractor.over(ExtractorTest.classPath(), data.resolve("scratch"))));
        String encoded = "Content-Transfer-Encoding: base64\r\n\r\n";
        long picture = file(inbox, "a@mbali.example", "Picha", "Content-Type: image/tiff; name=pwani.tif\r\n" + encoded
                + Base64.getMimeEncoder().encodeToString(ExtractorTest.tiff()));
        long book = file(inbox, "a@mbali.example", "Kitabu", "Content-Type: application/pdf; name=kitabu.pdf\r\n" + encoded
                + Base64.getMimeEncoder().encodeToString(ExtractorTest.pdf("Dibaji", "", "Zumaridi")));
        long card = file(inbox, "a@mbali.example", "Kadi", "Content-Type: application/octet-stream; name=neema.vcf\r\n" + encoded
                + Base64.getMimeEncoder().encodeToString("BEGIN:VCARD\r\nFN:Neema Mwa\r\n ngi\r\nEND:VCARD\r\n".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(List.of(picture), uids("mawimbi"));
        assertEquals(List.of(card), uids("\"neema mwangi\""));
        assertEquals(List.of(book), uids("zumaridi"));
        FileText file = search.files(NEEMA, find(NEEMA, "zumaridi").hits().getFirst()).getFirst();
        assertEquals(3, file.page(file.text().indexOf("Zumaridi")).orElse(0));
    }

    @Test
    void calendars_and_cards_are_found_by_what_people_read_in_them() throws Exception {
        String calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Mkutano wa bo\r\n di ya shu\r\n le\\, Aru\r\n sha\r\nDESCRIPTION:Ajenda\\nzumaridi\r\nEND:VCALENDAR\r\n";
        long uid = file(inbox, "a@mbali.example", "Mwaliko", "Content-Type: text/calendar; charset=utf-8\r\n\r\n" + calendar);
        assertEquals(List.of(uid), uids("bodi"));
        assertEquals(List.of(uid), uids("zumaridi arusha"));
        assertEquals(List.of(uid), uids("\"bodi ya shule, arusha\""));
        long card = file(inbox, "a@mbali.example", "Kadi", "Content-Type: text/x-vcard\r\n\r\nBEGIN:VCARD\r\nVERSION:2.1\r\n"
                + "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCl=\r\nler;J=C3=B6rg\r\nEND:VCARD\r\n");
        assertEquals(List.of(card), uids("m\u00fcller"));
        assertEquals(List.of(card), uids("\"m\u00fcller j\u00f6rg\""));
    }

    @Test
    void a_letter_that_comes_as_a_file_is_found_by_its_name() throws Exception {
        long uid = file(inbox, "a@mbali.example", "Faili", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + text("tazama") + "\r\n--b\r\n"
                + "Content-Type: message/rfc822; name=\"barua-ya-zamani.eml\"\r\n\r\nSubject: Mkataba\r\n\r\nyakuti\r\n--b--\r\n");
        assertEquals(List.of(uid), uids("filename:zamani"));
        assertEquals(List.of(uid), uids("filename:barua-ya-za"));
        assertEquals(List.of(uid), uids("type:eml has:attachment"));
        assertEquals(List.of(uid), uids("yakuti mkataba"));
    }

    @Test
    void files_of_letters_that_cannot_be_read_hold_up_nobody() throws Exception {
        String body = "Content-Type: application/pdf; name=\"Ripoti.pdf\"\r\n\r\n";
        for (int i = 0; i < 12; i++) {
            file(inbox, "a@mbali.example", "Faili " + i, body + new String(ExtractorTest.pdf("Waraka namba" + (10 + i)), StandardCharsets.ISO_8859_1));
        }
        assertEquals(12, uids("ripoti").size());
        search.close();
        try (Stream<Path> files = Files.walk(data.resolve("mail"))) {
            for (Path file : files.filter(path -> path.toString().contains("neema") && path.toString().contains(".mail")).sorted().limit(11).toList()) {
                Files.delete(file);
                Files.createDirectory(file);   // there, and no file
            }
        }
        search = Search.open(data.resolve("search"), store, Optional.of(Extractor.over(ExtractorTest.classPath(), data.resolve("scratch"))));
        assertTrue(search.awaitCurrent(30_000), "it comes to an end");
        long read = 0;
        for (int i = 0; i < 12; i++) {
            read += uids("namba" + (10 + i) + " waraka").size();
        }
        assertEquals(1, read, "and the one that can be read was");
    }

    @Test
    void files_that_take_long_keep_nobody_else_s_waiting() throws Exception {
        search.close();
        search = Search.open(data.resolve("search"), store, Optional.of(Extractor.over(ExtractorTest.classPath(), data.resolve("scratch"))));
        String[] pages = new String[60_000];
        Arrays.setAll(pages, page -> "Ukurasa wa " + page + " " + "neno ".repeat(10));
        String book = Base64.getMimeEncoder().encodeToString(ExtractorTest.pdf(pages));
        for (int i = 0; i < 3; i++) {
            file(inbox, "a@mbali.example", "Kitabu " + i, "Content-Type: application/pdf; name=kitabu.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + book);
        }
        long small = file(store.open(JUMA).folder(FolderName.INBOX), "a@mbali.example", "Karatasi",
                "Content-Type: application/pdf; name=karatasi.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getMimeEncoder().encodeToString(ExtractorTest.pdf("zumaridi")));
        SearchQuery query = QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2));
        long until = System.nanoTime() + 30_000_000_000L;
        List<Found.Hit> hits = List.of();
        while (hits.isEmpty() && System.nanoTime() < until) {
            Thread.sleep(100);
            hits = search.find(JUMA, query, ZoneOffset.UTC).hits();
        }
        assertEquals(List.of(small), hits.stream().map(Found.Hit::uid).toList());
        assertEquals(3, search.find(NEEMA, QueryReader.read("kitabu", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC).hits().size());
    }
}
