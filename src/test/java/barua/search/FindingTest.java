package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.extract.Extracted;
import barua.extract.Extractor;
import barua.extract.ExtractorTest;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.SpecialUse;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person finds by what he types. */
class FindingTest {

    private static final Address NEEMA = Address.of("neema@mfano.example");
    private static final Address JUMA = Address.of("juma@mfano.example");

    @TempDir
    private Path data;
    private MailStore store;
    private Search search;
    private Folder inbox;
    private int minutes;

    @BeforeEach
    void open() throws IOException {
        store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
        store.create(NEEMA);
        store.create(JUMA);
        search = Search.open(data.resolve("search"), store, Optional.empty());
        inbox = store.open(NEEMA).folder(FolderName.INBOX);
    }

    @AfterEach
    void close() throws IOException {
        search.close();
        store.close();
    }

    private long file(Folder folder, String from, String subject, String body) throws IOException {
        byte[] bytes = ("From: " + from + "\r\nTo: neema@mfano.example\r\nSubject: " + subject + "\r\nMIME-Version: 1.0\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(bytes, 0, bytes.length);
            return folder.append(staged, Flags.NONE, Instant.parse("2026-03-01T10:00:00Z").plusSeconds(60L * minutes++));
        }
    }

    private static String text(String body) {
        return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + body;
    }

    /** The feed may hear of a change a moment after it was made: another thread tells it. */
    private void settle(Address account) throws Exception {
        long until = System.nanoTime() + 20_000_000_000L;
        do {
            assertTrue(search.awaitCurrent(20_000));
        } while (search.state(account).known() < search.state(account).all() && System.nanoTime() < until);
    }

    private Found find(Address account, String typed) throws Exception {
        settle(account);
        return search.find(account, QueryReader.read(typed, LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
    }

    private List<Long> uids(String typed) throws Exception {
        return find(NEEMA, typed).hits().stream().map(Found.Hit::uid).toList();
    }

    @Test
    void words_that_are_parted_at_a_lines_end_or_by_signs_nobody_sees_are_found_whole() throws Exception {
        long one = file(inbox, "Grace <g@mbali.example>", "Lines", text("All the accommo-\r\ndation of the col-\r\nleges is full.\r\n"));
        long two = file(inbox, "Grace <g@mbali.example>", "Page", "Content-Type: text/html; charset=utf-8\r\n\r\n<p>Matri&shy;cula&shy;tion begins</p>\r\n");
        assertEquals(List.of(one), uids("accommodation"));
        assertEquals(List.of(one), uids("college"));
        assertEquals(List.of(two), uids("matriculation"));
    }

    @Test
    void other_forms_of_a_word_are_found_in_the_language_of_the_paragraph() throws Exception {
        long one = file(inbox, "Grace <g@mbali.example>", "Wanafunzi wapya", text("Watoto wanasoma vitabu katika maktaba ya chuo.\r\n"));
        long two = file(inbox, "Grace <g@mbali.example>", "Exam results", text("The results of the examinations are with the registrar.\r\n"));
        for (String typed : List.of("mwanafunzi", "mtoto", "soma", "atasoma", "kitabu", "vyuo", "kusoma -mwalimu", "subject:mwanafunzi", "body:mtoto")) {
            assertEquals(List.of(one), uids(typed), typed);
        }
        for (String typed : List.of("exams", "result", "examining", "registrars")) {
            assertEquals(List.of(two), uids(typed), typed);
        }
        for (String typed : List.of("\"mwanafunzi\"", "body:mwanafunzi", "subject:mtoto", "from:wagrace", "mwalimu")) {
            assertEquals(List.of(), uids(typed), typed);
        }
    }

    @Test
    void what_is_written_without_a_blank_belongs_together() throws Exception {
        long one = file(inbox, "Grace <mtu1@nje.example>", "golf.alpha", text("\u5e74\u5ea6\u62a5\u544a"));
        long two = file(inbox, "mtu2@nje.example", "Alpha golf", text("mtu1 yuko nje ya example"));
        assertEquals(List.of(one), uids("from:mtu1@nje.example"));
        assertEquals(List.of(two, one), uids("from:@nje.exam"));
        assertEquals(List.of(two, one), uids("from:nje.example"));
        assertEquals(List.of(one), uids("mtu1@nje.example"));
        assertEquals(List.of(one), uids("golf.alp"));
        assertEquals(List.of(one), uids("\u62a5\u544a"));
        assertEquals(List.of(), uids("\u62a5\u544a\u5e74\u5ea6"));
    }

    @Test
    void vowel_signs_case_and_ways_of_writing_are_one() throws Exception {
        long arabic = file(inbox, "a@mbali.example",
                "a", text("\u0643\u064e\u062a\u064e\u0628\u064e \u0627\u0644\u0637\u0651\u064e\u0627\u0644\u0650\u0628\u064f "
                + "\u0631\u0650\u0633\u064e\u0627\u0644\u064e\u0629\u064b \u0625\u0644\u0649"));
        long german = file(inbox, "a@mbali.example", "b", text("Stra\u00dfe \u0130stanbul \u039f\u0394\u03a5\u03a3\u03a3\u0395\u03a5\u03a3 cafe\u0301x"));
        for (String typed : List.of("\u0643\u062a\u0628", "\u0627\u0644\u0637\u0627\u0644\u0628", "\u0631\u0633\u0627\u0644\u0629", "\u0627\u0644\u064a")) {
            assertEquals(List.of(arabic), uids(typed), typed);
        }
        for (String typed : List.of("strasse", "STRASSE", "istanbul", "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c3",
                "\u03bf\u03b4\u03c5\u03c3\u03c3\u03b5\u03c5\u03c2",
                "cafex", "caf\u00e9x")) {
            assertEquals(List.of(german), uids(typed), typed);
        }
    }

    @Test
    void of_a_page_what_people_see_is_found() throws Exception {
        long page = file(inbox, "a@mbali.example", "a",
                "Content-Type: text/html; charset=utf-8\r\n\r\n<style>p{margin:1px}</style><p class=\"kimya\">caf&eacute;html "
                + "visi<b>bleb</b> mstari<br>mpya nb&nbsp;spword</p>");
        for (String typed : List.of("caf\u00e9html", "cafehtml", "visibleb", "\"mstari mpya\"", "\"nb spword\"")) {
            assertEquals(List.of(page), uids(typed), typed);
        }
        assertEquals(List.of(), uids("kimya"));
        assertEquals(List.of(), uids("margin"));
    }

    @Test
    void without_its_index_mail_is_found_all_the_same_and_the_index_comes_back() throws Exception {
        long one = file(inbox, "a@mbali.example", "Zumaridi", text("moja"));
        assertEquals(List.of(one), uids("zumaridi"));
        search.close();
        Path index = data.resolve("search/mfano.example/neema");
        delete(index);
        Files.writeString(index, "no folder");
        search = Search.open(data.resolve("search"), store, Optional.empty());
        Found found = search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
        assertEquals(List.of(one), found.hits().stream().map(Found.Hit::uid).toList());
        assertEquals(List.of(1L, 1L), List.of(found.known(), found.all()));
        assertEquals(List.of(), search.files(NEEMA, found.hits().getFirst()));
        Files.delete(index);
        search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);   // who asks has it made sooner
        assertEquals(List.of(one), uids("zumaridi"));
        delete(index);   // while it is open
        long two = file(inbox, "a@mbali.example", "Zumaridi mbili", text("mbili"));
        found = search.find(NEEMA, QueryReader.read("zumaridi", LocalDate.of(2026, 3, 2)), ZoneOffset.UTC);
        assertEquals(List.of(two, one), found.hits().stream().map(Found.Hit::uid).toList());
        long until = System.nanoTime() + 20_000_000_000L;
        while (!Files.isDirectory(index) && System.nanoTime() < until) {
            Thread.sleep(50);
        }
        assertEquals(List.of(two, one), uids("zumaridi"));
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }

    @Test
    void who_mistypes_is_offered_what_stands_in_his_own_mail() throws Exception {
        file(inbox, "Hamisi Bakari <hamisi@mfano.example>", "Bajeti ya idara", text("Mstari wa vifaa vya maabara."));
        file(store.open(JUMA).folder(FolderName.INBOX), "siri@mfano.example", "Zumaridi", text("siri"));
        settle(NEEMA);
        settle(JUMA);
        for (Map.Entry<String, String> typed : Map.of("bajetti vifaa", "bajeti vifaa", "subject:bajtei", "subject:bajeti", "from:hamsii",
                "from:hamisi").entrySet()) {
            assertEquals(Optional.of(typed.getValue()), search.better(NEEMA, QueryReader.read(typed.getKey(), LocalDate.of(2026, 3, 2))), typed.getKey());
        }
        for (String typed : List.of("zumarid", "xyzzyplugh", "\"bajetti\"", "bajeti", "baj", "is:unread")) {
            assertEquals(Optional.empty(), search.better(NEEMA, QueryReader.read(typed, LocalDate.of(2026, 3, 2))), typed);
        }
    }

    @Test
    void folders_are_found_by_what_people_call_them() throws Exception {
        Folder spam = store.open(NEEMA).list().stream().filter(entry -> entry.use().equals(Optional.of(SpecialUse.JUNK))).findFirst()
                .map(entry -> folder(entry.name())).orElseThrow();
        Folder quoted = store.open(NEEMA).create(FolderName.of("Ma \"quoted\" folder"), Optional.empty());
        long one = file(spam, "a@mbali.example", "HONGERA", text("umeshinda"));
        long two = file(quoted, "a@mbali.example", "Vifaa", text("vifaa"));
        long three = file(inbox, "a@mbali.example", "Kikao", text("kikao"));
        for (String name : List.of("in:spam", "in:Spam", "in:junk", "folda:\"Barua taka\"", "hongera in:spam")) {
            assertEquals(List.of(one), uids(name), name);
        }
        assertEquals(List.of(two), uids("in:\"Ma  quoted  folder\""));
        assertEquals(List.of(three), uids("folda:kikasha"));
        assertEquals(List.of(), uids("hongera -in:sent"));
        assertEquals(List.of(two), uids("from:a -in:inbox"));
        assertEquals(List.of(), uids("in:nosuch"));
    }

    private Folder folder(FolderName name) {
        try {
            return store.open(NEEMA).folder(name);
        } catch (IOException lost) {
            throw new java.io.UncheckedIOException(lost);
        }
    }

    @Test
    void pieces_of_long_words_alone_are_no_find() throws Exception {
        StringBuilder codes = new StringBuilder();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                for (char c = 'a'; c <= 'z'; c++) {
                    codes.append(a).append(b).append(c).append(codes.length() % 60 > 55 ? "7\r\n" : "");
                }
            }
        }
        file(inbox, "a@mbali.example", "a", text(codes.toString()));
        long code = file(inbox, "a@mbali.example", "b", text("Namba AB12CD34EF56GH78IJ90KL ni yako"));
        assertEquals(List.of(), uids("xylophone"));
        assertEquals(List.of(code), uids("ab12cd34ef"));
    }

    @Test
    void words_phrases_names_and_their_opposites() throws Exception {
        long budget = file(inbox, "Hamisi Bakari <hamisi@mfano.example>", "Bajeti ya idara", text("Mstari wa vifaa vya maabara."));
        long meeting = file(inbox, "Grace <grace@mbali.example>", "=?utf-8?Q?Kikao_cha_c=C3=A9dric?=", text("Tutajadili bajeti\r\nya safari kesho."));
        long file = file(inbox, "Grace <grace@mbali.example>", "Faili", "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n" + text("tazama")
                + "\r\n--b\r\nContent-Type: application/pdf; name=\"Mwongozo-2026.pdf\"\r\n\r\nx\r\n--b--\r\n");
        assertEquals(List.of(meeting, budget), uids("bajeti"));
        assertEquals(List.of(meeting, budget), uids("BAJ"));
        assertEquals(List.of(meeting), uids("bajeti safari"));
        assertEquals(List.of(budget), uids("bajeti -safari"));
        assertEquals(List.of(meeting), uids("\"bajeti ya safari\""));
        assertEquals(List.of(), uids("\"ya bajeti\""));
        assertEquals(List.of(budget), uids("\"bajeti ya\" subject:idara"));
        assertEquals(List.of(meeting, budget), uids("bajeti (\"bajeti ya safari\" OR idara)"), "either is enough");
        assertEquals(List.of(budget), uids("bajeti -\"bajeti ya safari\""));
        assertEquals(List.of(meeting), uids("ya safari -\"safari ya\""), "both words, not in that row");
        assertEquals(List.of(budget), uids("from:\"hamisi bakari\""));
        assertEquals(List.of(), uids("subject:\"hamisi bakari\""));
        assertEquals(List.of(budget), uids("subject:bajeti"));
        assertEquals(List.of(meeting), uids("body:bajeti"));
        assertEquals(List.of(meeting), uids("c\u00e9dric"));
        assertEquals(List.of(meeting), uids("cedr"));
        assertEquals(List.of(meeting, budget), uids("b\u00e1jeti"));
        assertEquals(List.of(file, meeting), uids("from:grace@mbali.example"));
        assertEquals(List.of(file, meeting, budget), uids("from:hamisi OR from:grace"));
        assertEquals(List.of(file), uids("has:attachment"));
        assertEquals(List.of(file), uids("mwongozo"));
        assertEquals(List.of(file), uids("type:pdf filename:mwongozo-20"));
        assertEquals(List.of(), uids("type:docx"));
        assertEquals(List.of(), uids("*"));
        assertEquals(List.of(file, meeting, budget), uids("to:neema"));
        Found found = find(NEEMA, "ba");
        assertEquals(List.of(new Found.Count("INBOX", "", 2)), found.folders());
        assertEquals(List.of(new Found.Count("grace@mbali.example", "Grace", 1), new Found.Count("hamisi@mfano.example", "Hamisi Bakari", 1)), found.senders());
        assertEquals(List.of(3L, 3L), List.of(found.known(), found.all()));
    }

    @Test
    void folders_flags_days_and_sizes_are_as_they_are_now() throws Exception {
        long first = file(inbox, "a@mbali.example", "almasi moja", text("x"));
        long second = file(inbox, "a@mbali.example", "almasi mbili", text("y".repeat(5_000)));
        Folder work = store.open(NEEMA).create(FolderName.of("Kazi/Ndani"), Optional.empty());
        Folder trash = store.open(NEEMA).folder(SpecialUse.TRASH);
        inbox.store(new long[] {first}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
        assertEquals(List.of(second), uids("almasi is:unread"));
        assertEquals(List.of(first), uids("almasi is:read"));
        assertEquals(List.of(second), uids("almasi larger:3k"));
        assertEquals(List.of(second, first), uids("almasi on:2026-03-01"));
        assertEquals(List.of(), uids("almasi before:2026-03-01"));
        assertEquals(List.of(second, first), uids("almasi newer:2d"));
        assertEquals(List.of(), uids("almasi in:kazi"));
        inbox.move(new long[] {second}, work);
        assertEquals(List.of(FolderName.of("Kazi/Ndani"), FolderName.INBOX), find(NEEMA, "almasi").hits().stream().map(Found.Hit::folder).toList());
        assertEquals(1, uids("almasi in:kazi").size());
        assertEquals(1, uids("almasi in:NDANI").size());
        assertEquals(1, uids("almasi -in:inbox").size());
        inbox.move(new long[] {first}, trash);
        assertEquals(List.of(FolderName.of("Kazi/Ndani")), find(NEEMA, "almasi").hits().stream().map(Found.Hit::folder).toList());
        assertEquals(1, uids("almasi in:trash").size(), "Trash is searched by who says so");
        work.expunge(work.uids());
        assertEquals(List.of(), uids("almasi"));
        store.open(NEEMA).delete(FolderName.of("Kazi/Ndani"));
        assertEquals(List.of(), uids("almasi -in:trash"));
    }

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

    @Test
    void an_index_is_made_anew_and_says_how_far_it_is() throws Exception {
        assertEquals(new IndexState(0, 0, 0, 0), search.state(JUMA));
        file(inbox, "a@mbali.example", "moja", text("x"));
        file(inbox, "a@mbali.example", "mbili", "Content-Type: application/pdf; name=a.pdf\r\n\r\nx");
        settle(NEEMA);
        IndexState before = search.state(NEEMA);
        assertEquals(List.of(2L, 2L, 1L, 100L), List.of(before.known(), before.all(), (long) before.filesToRead(), (long) before.percent()));
        assertTrue(before.bytes() > 0 && !before.isWhole());
        search.reindex(NEEMA);
        assertEquals(1, uids("mbili").size());
        settle(NEEMA);
        assertEquals(2, search.state(NEEMA).known());
    }

    @Test
    void nobody_finds_what_is_another_one_s() throws Exception {
        file(inbox, "a@mbali.example", "siri ya Neema", text("x"));
        assertEquals(1, find(NEEMA, "siri").hits().size());
        assertEquals(1, find(Address.of("Neema@Mfano.Example"), "siri").hits().size());
        assertEquals(0, find(JUMA, "siri").hits().size());
    }

    @Test
    void many_that_come_at_once_into_a_folder_that_is_followed_are_all_taken_in() throws Exception {
        Folder archive = store.open(NEEMA).folder(SpecialUse.ARCHIVE);
        file(archive, "a@mbali.example", "kwanza", text("x"));
        settle(NEEMA);
        for (int i = 0; i < 600; i++) {
            file(inbox, "a@mbali.example", "wingi " + i, text(("neno" + i + " ").repeat(4_000)));
        }
        settle(NEEMA);
        inbox.move(inbox.uids(), archive);
        settle(NEEMA);
        assertEquals(600, uids("wingi in:archive").size());
    }

    @Test
    void an_index_is_never_open_twice_and_never_lost_while_it_is_closed_and_asked() throws Exception {
        file(inbox, "a@mbali.example", "almasi", text("x"));
        settle(NEEMA);
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"));
        java.util.concurrent.atomic.AtomicBoolean over = new java.util.concurrent.atomic.AtomicBoolean();
        Thread closer = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                indexes.closeIdle(true);
            }
        });
        for (int i = 0; i < 400; i++) {
            int before = i;
            int known = indexes.with(NEEMA, index -> {
                index.position("x" + before, new Folder.Position(1, 1, before));
                return index.uids(inbox.mailboxId()).length;
            });
            assertEquals(1, known, "after " + i);
        }
        over.set(true);
        closer.join();
        indexes.close();
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(1, uids("almasi").size());
    }

    @Test
    void a_folder_that_was_put_back_from_a_backup_is_read_anew() throws Exception {
        file(inbox, "a@mbali.example", "almasi", text("x"));
        settle(NEEMA);
        search.close();
        Indexes indexes = new Indexes(data.resolve("search"));
        Folder.Position stands = inbox.position();
        indexes.with(NEEMA, index -> {
            index.position(inbox.mailboxId(), new Folder.Position(stands.uidValidity(), stands.uidNext() + 100, stands.modseq() + 100));
            return null;
        });
        indexes.close();
        file(inbox, "a@mbali.example", "yakuti", text("x"));
        search = Search.open(data.resolve("search"), store, Optional.empty());
        assertEquals(1, uids("yakuti").size());
    }

    @Test
    void a_query_of_any_shape_ends_soon() throws Exception {
        for (int i = 0; i < 200; i++) {
            file(inbox, "a@mbali.example", "neno" + i, text("maneno mengi " + i));
        }
        for (String typed : List.of("https://mbali.example/" + "a1b2c3d4-neno/".repeat(60), "x".repeat(900), "(a OR b) ".repeat(40),
                "*".repeat(10_000), "a ".repeat(5_000), "ne" + " OR ma".repeat(500), "\"neno maneno mengi ya ajabu\"", ".*.*.*.*neno", "-neno")) {
            long began = System.nanoTime();
            find(NEEMA, typed);
            assertTrue(System.nanoTime() - began < 10_000_000_000L, typed.length() + " letters");
        }
    }
}
