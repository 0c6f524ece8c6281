package barua.webmail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import barua.extract.Extracted;
import barua.extract.Extractor;
import barua.extract.ExtractorTest;
import barua.extract.Previewer;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.message.Address;
import barua.message.Content;
import barua.message.MimeParser;
import barua.search.FileText;
import barua.web.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of a preview and its picture: who sees them, and what stands there. */
class PreviewsTest {

    @TempDir
    private Path data;
    private Office office;
    private Previewer previewer;
    private Webmail webmail;

    @BeforeEach
    void open() throws IOException {
        office = new Office(data);
        previewer = Extractor.over(ExtractorTest.classPath(), data.resolve("extract")).previewer();
        webmail = new Webmail(office.desk, null, null, null, Office.FORWARDING, null, previewer);
    }

    @AfterEach
    void close() throws IOException {
        previewer.close();
        office.close();
    }

    /** Made of texts for their types and names by turns. */
    private long letter(Folder folder, String... files) throws IOException {
        StringBuilder parts = new StringBuilder("\n\n--x\n\nHabari\n");
        for (int i = 0; i < files.length; i += 3) {
            String body = Base64.getMimeEncoder(76, new byte[] {'\n'}).encodeToString(files[i + 2].getBytes(StandardCharsets.ISO_8859_1));
            parts.append("--x\nContent-Type: ").append(files[i]).append("\nContent-Disposition: attachment; filename=\"").append(files[i + 1])
                    .append("\"\nContent-Transfer-Encoding: base64\n\n").append(body).append('\n');
        }
        return office.file(folder, "From: Juma <juma@mbali.example>\nSubject: Ripoti\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x"
                + parts + "--x--", Flags.NONE);
    }

    private static String pdf(String... pages) {
        return new String(ExtractorTest.pdf(pages), StandardCharsets.ISO_8859_1);
    }

    private Exchange page(Address account, String way, String query) throws Exception {
        Exchange exchange = new Exchange("GET", "/preview/" + way).signedIn(account).parameter("q", query);
        new PreviewServlet(webmail).doGet(exchange.request(), exchange.response());
        return exchange;
    }

    private Exchange picture(Address account, String way) throws Exception {
        Exchange exchange = new Exchange("GET", "/first-page/" + way).signedIn(account);
        new FirstPageServlet(webmail).doGet(exchange.request(), exchange.response());
        return exchange;
    }

    private PreviewPage shown(String way, String query) throws Exception {
        Exchange exchange = page(Office.NEEMA.address(), way, query);
        assertEquals("/views/preview.xhtml", exchange.forwarded);
        return (PreviewPage) exchange.attributes.get("preview");
    }

    private static String text(PreviewPage page) {
        return page.leaves().stream().map(leaf -> leaf.heading() + ": " + leaf.html()).collect(Collectors.joining(" | "));
    }

    @Test
    void a_file_is_shown_with_its_pages_and_with_what_was_looked_for_marked() throws Exception {
        long uid = letter(office.inbox(), "application/pdf", "Ripoti & zote.pdf", pdf("Kwanza", "", "Bajeti <b>ya</b> zumaridi", "Zumaridi tena"));
        PreviewPage page = shown("inbox/" + uid + "/2", "zumaridi");
        assertEquals("Ripoti & zote.pdf Ripoti PDF 4 pages", page.about().name() + " " + page.about().subject() + " " + page.about().kind() + " "
                + page.about().pages());
        assertEquals("Page 1: Kwanza | Page 3: Bajeti &lt;b&gt;ya&lt;/b&gt; <mark id=\"found\">zumaridi</mark> | Page 4: <mark>Zumaridi</mark> tena",
                text(page));
        assertEquals("2 places found", page.marks());
        assertEquals("/first-page/inbox/" + uid + "/2 1000x1294", page.picture().href() + " " + page.picture().width() + "x" + page.picture().height());
        assertEquals(new PreviewPage.Ways("/mail/inbox/" + uid + "?m=" + uid + "&q=zumaridi#found", "/search?q=zumaridi", "/file/inbox/" + uid + "/2", ""),
                page.ways());
        PreviewPage opened = shown("inbox/" + uid + "/2", "");
        assertEquals(new PreviewPage.Ways("/mail/inbox/" + uid, "", "/file/inbox/" + uid + "/2", ""), opened.ways());
        assertEquals("", opened.marks());
    }

    @Test
    void the_picture_is_ours_and_nothing_can_run_in_it() throws Exception {
        long uid = letter(office.inbox(), "application/pdf", "a.pdf", pdf("Kwanza"));
        Exchange answer = picture(Office.NEEMA.address(), "inbox/" + uid + "/2");
        assertEquals("image/png", answer.answered.get("Content-Type"));
        assertEquals("nosniff", answer.answered.get("X-Content-Type-Options"));
        assertEquals("sandbox; default-src 'none'", answer.answered.get("Content-Security-Policy"));
        assertEquals("private, no-store", answer.answered.get("Cache-Control"));
        var image = ImageIO.read(new ByteArrayInputStream(answer.bytes()));
        assertEquals("1000x1294", image.getWidth() + "x" + image.getHeight());
    }

    @Test
    void nobody_sees_the_files_of_others() throws Exception {
        long uid = letter(office.inbox(), "application/pdf", "a.pdf", pdf("Siri ya Neema"), "text/plain", "b.txt", "b");
        String way = "inbox/" + uid + "/2";
        assertEquals("Siri ya Neema", shown(way, "").leaves().getFirst().html());
        for (String other : List.of(way, "inbox/" + uid + "/3")) {
            Exchange page = page(Office.BARAKA.address(), other, "");
            assertEquals("404 /views/gone.xhtml false", page.status + " " + page.forwarded + " " + page.attributes.containsKey("preview"));
            assertEquals(404, picture(Office.BARAKA.address(), other).status);
        }
        Folder his = office.store.open(Office.BARAKA.address()).folder(FolderName.INBOX);
        assertEquals(uid, letter(his, "application/pdf", "a.pdf", pdf("Siri ya Baraka")));
        PreviewPage shown = (PreviewPage) page(Office.BARAKA.address(), way, "").attributes.get("preview");
        assertEquals("Siri ya Baraka", shown.leaves().getFirst().html(), "the same way leads to his own");
        for (String none : List.of("inbox/99/2", "inbox/" + uid + "/7", "inbox/" + uid + "/1", "inbox/" + uid, "hakuna/1/2", way + "/x", "inbox/x/2", "")) {
            assertEquals("404 404", page(Office.NEEMA.address(), none, "").status + " " + picture(Office.NEEMA.address(), none).status, none);
        }
    }

    @Test
    void what_is_text_itself_is_shown_and_what_cannot_be_is_told_in_words() throws Exception {
        long uid = letter(office.inbox(), "text/plain; charset=UTF-8", "a.txt", "<i>Zumaridi</i>\n  mbili", "text/html", "b.html",
                "<p>Moja<script>alert(1)</script></p>", "application/octet-stream", "c.bin", "\0\1\2\3", "text/plain", "d.txt", " ",
                "text/plain", "e.txt", "neno ".repeat(50_000));
        assertEquals(": &lt;i&gt;<mark id=\"found\">Zumaridi</mark>&lt;/i&gt;\n  mbili", text(shown("inbox/" + uid + "/2", "zumaridi")));
        assertEquals(": Moja", text(shown("inbox/" + uid + "/3", "")));
        long lines = letter(office.inbox(), "text/plain", "a.txt", "Moja\n\nMbili \n\n\n\nTatu", "text/plain", "b.txt", "Moja\nMbili\n\nTatu");
        assertEquals(": Moja\nMbili\nTatu", text(shown("inbox/" + lines + "/2", "")), "as PDF is read");
        assertEquals(": Moja\nMbili\n\nTatu", text(shown("inbox/" + lines + "/3", "")));
        assertEquals("Files of this kind cannot be shown here. Download it to open it.", shown("inbox/" + uid + "/4", "").note());
        assertEquals("There is nothing to see in this file.", shown("inbox/" + uid + "/5", "").note());
        PreviewPage cut = shown("inbox/" + uid + "/6", "");
        assertEquals("This is the beginning of the file. Download it to read all of it.", cut.note());
        assertEquals(PreviewPage.Picture.NONE, cut.picture());
        assertEquals(404, picture(Office.NEEMA.address(), "inbox/" + uid + "/6").status);
    }

    @Test
    void whoever_asks_for_two_at_once_gets_both() throws Exception {
        long uid = letter(office.inbox(), "application/pdf", "a.pdf", pdf("Moja"), "application/pdf", "b.pdf", pdf("Mbili"));
        List<String> shown = Collections.synchronizedList(new ArrayList<>());
        List<Thread> readers = new ArrayList<>();
        for (int part : new int[] {2, 3, 2, 3}) {
            readers.add(Thread.startVirtualThread(() -> {
                try {
                    shown.add(text(shown("inbox/" + uid + "/" + part, "")));
                } catch (Exception broken) {
                    shown.add(broken.toString());
                }
            }));
        }
        for (Thread reader : readers) {
            reader.join();
        }
        assertEquals(List.of(": Mbili", ": Mbili", ": Moja", ": Moja"), shown.stream().sorted().toList());
    }

    @Test
    void a_file_that_was_found_has_its_way_also_among_those_of_one_name_and_in_a_message_inside() throws IOException {
        String inner = "From: a@mbali.example\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\nA\n--y\nContent-Type: application/pdf; name=ndani.pdf\n\nB\n"
                + "--y--\n";
        Content letter = Content.of(("Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: application/pdf; name=a.pdf\n\nA\n"
                + "--x\nContent-Type: application/pdf; name=a.pdf\n\nB\n--x\nContent-Type: message/rfc822\n\n" + inner + "--x--\n").replace("\n", "\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        List<FileText> files = List.of(file("a.pdf"), file("a.pdf"), file("ndani.pdf"), file("hakuna.pdf"));
        Parts parts = Parts.of(MimeParser.parse(letter).root());
        assertEquals(List.of("1", "2", "3.m.2", ""), files.stream().map(one -> parts.way(files, one)).toList());
        assertEquals(Optional.of("ndani.pdf"), Located.of(letter, "3.m.2").flatMap(found -> found.scope().file("3.m.2")).map(Parts.Attached::name));
    }

    @Test
    void a_file_of_blanks_takes_no_longer_than_another() {
        String blanks = " ".repeat(199_000) + "x";
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> assertEquals("x", PreviewPages.tidy(blanks)));
        assertEquals("a\nb\n\nc", PreviewPages.tidy("a \t\nb\u00a0\r\n\n\n\nc"));
    }

    private static FileText file(String name) {
        return new FileText(name, Extracted.Kind.TEXT, name);
    }
}
