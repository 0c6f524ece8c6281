package barua.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What a person finds by what he types. */
class FindingTest extends SearchHouse {

    @Test
    void a_signature_is_no_file_but_what_is_signed_may_be() throws Exception {
        String signature = "--s\r\nContent-Type: application/pgp-signature; name=signature.asc\r\n\r\nx\r\n--s--\r\n";
        file(inbox, "a@mbali.example", "Signed", "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n" + text("habari\r\n") + signature);
        long two = file(inbox, "a@mbali.example", "Signed file", "Content-Type: multipart/signed; boundary=s\r\n\r\n--s\r\n"
                + "Content-Type: application/pdf; name=ripoti.pdf\r\n\r\nx\r\n" + signature);
        assertEquals(List.of(two), uids("has:attachment"));
        assertEquals(2, uids("filename:signature").size());
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
        long three = file(inbox, "Grace <g@mbali.example>", "Friday",
                text("Please send the vitabu to all watoto who anasoma with the teacher this minute.\r\n"));
        for (String typed : List.of("send kitabu", "send mtoto", "send soma", "sending kitabu", "minutes")) {
            assertEquals(List.of(three), uids(typed), typed + ", within an English sentence");
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
    void nobody_finds_what_is_another_one_s() throws Exception {
        file(inbox, "a@mbali.example", "siri ya Neema", text("x"));
        assertEquals(1, find(NEEMA, "siri").hits().size());
        assertEquals(1, find(Address.of("Neema@Mfano.Example"), "siri").hits().size());
        assertEquals(0, find(JUMA, "siri").hits().size());
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
