package barua.delivery;

import static barua.delivery.Institute.JUMA;
import static barua.delivery.Institute.NEEMA;
import static barua.delivery.Institute.PLAIN;
import static barua.delivery.Institute.SENDER;
import static barua.delivery.Institute.STRANGER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.mailbox.FolderName;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whom an absence is told, and how often (RFC 5230, RFC 3834). */
class VacationTest {

    private static final String AWAY = "require \"vacation\"; vacation :days 7 \"Niko likizo, nitajibu tarehe 5.\";";

    @TempDir
    Path folder;
    private Institute chuo;

    @BeforeEach
    void open() throws IOException {
        chuo = new Institute(folder);
        chuo.script(NEEMA, AWAY);
    }

    @AfterEach
    void close() throws IOException {
        chuo.close();
    }

    @Test
    void the_letter_is_kept_and_its_sender_hears_once_a_week_also_after_a_restart() throws IOException {
        chuo.deliver(NEEMA);
        assertEquals(List.of("<> " + SENDER), chuo.sent);
        String answer = chuo.letters.getFirst();
        for (String line : List.of("From: Neema Mushi <neema@chuo.example>", "To: rafiki@mbali.example", "Subject: Auto: Habari",
                "Auto-Submitted: auto-replied (vacation)",
                "In-Reply-To: <1@mbali.example>", "References: <1@mbali.example>", "X-Auto-Response-Suppress: All")) {
            assertTrue(answer.contains("\r\n" + line + "\r\n"), line + "\n" + answer);
        }
        assertTrue(answer.endsWith("\r\n\r\nNiko likizo, nitajibu tarehe 5.\r\n") || answer.endsWith("\r\n\r\nNiko likizo, nitajibu tarehe 5."), answer);
        assertEquals(List.of(PLAIN), chuo.texts(NEEMA, "INBOX"));
        assertEquals(List.of("answered neema@chuo.example: rafiki@mbali.example, as ID, by work, line 1", "delivered neema@chuo.example: INBOX UID 1"),
                chuo.happened());
        chuo.now = chuo.now.plus(Duration.ofDays(6));
        chuo.restart();
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.sent.size());
        assertEquals("not answered neema@chuo.example: rafiki@mbali.example, the sender was told before, by work, line 1", chuo.happened().getLast());
        chuo.now = chuo.now.plus(Duration.ofDays(1).plusSeconds(1));
        chuo.deliver(NEEMA);
        assertEquals(2, chuo.sent.size());
        assertEquals(3, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void others_and_other_words_are_told_on_their_own() throws IOException {
        chuo.deliver(NEEMA);
        chuo.deliver(PLAIN, "Rafiki@MBALI.example", STRANGER, false, NEEMA);
        assertEquals(1, chuo.sent.size(), "the same sender, written in another way");
        chuo.deliver(PLAIN, "mwingine@mbali.example", STRANGER, false, NEEMA);
        assertEquals(2, chuo.sent.size());
        chuo.script(NEEMA, AWAY.replace("tarehe 5", "tarehe 9"));
        chuo.deliver(NEEMA);
        assertEquals(3, chuo.sent.size(), "another answer");
        chuo.script(NEEMA, AWAY.replace(":days 7", ":days 7 :handle \"a\""));
        chuo.deliver(NEEMA);
        chuo.script(NEEMA, AWAY.replace(":days 7", ":days 7 :handle \"a\"").replace("tarehe 5", "tarehe 7"));
        chuo.deliver(NEEMA);
        assertEquals(4, chuo.sent.size(), "one handle, one answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"List-Id: <x.mbali.example>", "list-unsubscribe: <mailto:x@mbali.example>", "Precedence: bulk", "Precedence: LIST",
            "Auto-Submitted: auto-generated",
        "Auto-Submitted: auto-replied; x=y", "X-Auto-Response-Suppress: OOF, DR", "X-Spam-Flag: YES",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=x"})
    void machines_and_lists_hear_nothing(String field) throws IOException {
        chuo.deliver(field + "\r\n" + PLAIN, NEEMA);
        assertEquals(List.of(), chuo.sent);
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
        assertTrue(chuo.happened().getLast().startsWith("not answered neema@chuo.example: rafiki@mbali.example, "), chuo.happened().toString());
        chuo.deliver(NEEMA);
        assertEquals(1, chuo.sent.size(), "nothing was noted by it");
    }

    @Test
    void auto_submitted_no_is_a_person() throws IOException {
        chuo.deliver("Auto-Submitted: no\r\n" + PLAIN, NEEMA);
        assertEquals(1, chuo.sent.size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no-reply@mbali.example", "noreply@mbali.example", "DoNotReply@mbali.example", "MAILER-DAEMON@mbali.example",
            "owner-habari@mbali.example", "habari-request@mbali.example",
        "habari-bounces@mbali.example", "bounces+neema=chuo.example@mbali.example", "neema@chuo.example", "neema+kazi@chuo.example", "mwalimu@chuo.example"})
    void neither_do_bounces_programs_and_the_account_itself(String from) throws IOException {
        chuo.deliver(PLAIN, from, STRANGER, false, NEEMA);
        assertEquals(List.of(), chuo.sent);
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"To: Neema <neema@chuo.example>|1", "To: x@y.example; Cc: a@b.example, NEEMA@Chuo.Example|1", "To: mwalimu@chuo.example|1",
        "To: neema+kazi@chuo.example|1", "Resent-To: neema@chuo.example|1", "To: wote@chuo.example|0", "To: \"neema@chuo.example\" <x@y.example>|0",
        "To: undisclosed-recipients:;|0"})
    void the_account_must_be_named_in_it(String fields, int answers) throws IOException {
        chuo.deliver(PLAIN.replace("To: Neema <neema@chuo.example>", fields.replace("; Cc", "\r\nCc")), NEEMA);
        assertEquals(answers, chuo.sent.size());
    }

    @Test
    void by_an_address_that_the_script_tells_of_too() throws IOException {
        chuo.script(NEEMA, "require \"vacation\"; vacation :addresses \"wote@chuo.example\" \"x\";");
        chuo.deliver(PLAIN.replace("To: Neema <neema@chuo.example>", "To: wote@chuo.example"), NEEMA);
        assertEquals(1, chuo.sent.size());
    }

    @Test
    void two_accounts_that_are_both_away_write_each_other_once() throws IOException {
        chuo.script(JUMA, AWAY);
        chuo.deliver(PLAIN, JUMA.toString(), STRANGER, false, NEEMA);
        assertEquals(List.of("<> juma@chuo.example"), chuo.sent);
        chuo.deliver(chuo.letters.getFirst(), "", STRANGER, false, JUMA);
        assertEquals(1, chuo.sent.size(), "an answer is not answered");
    }

    @Test
    void a_mime_answer_is_sent_as_it_is_and_a_copy_of_it_filed() throws IOException {
        chuo.store.open(NEEMA).create(FolderName.of("Majibu"), Optional.empty());
        chuo.script(NEEMA, "require [\"vacation\", \"fcc\"]; vacation :mime :subject \"Niko mbali\" :fcc \"Majibu\" text:\r\n"
                + "Content-Type: text/html; charset=utf-8\r\nX-Other: no\r\n\r\n"
                + "<b>Likizo</b>\r\n.\r\n;");
        chuo.deliver(NEEMA);
        String answer = chuo.letters.getFirst();
        assertTrue(answer.contains("\r\nContent-Type: text/html; charset=utf-8\r\n") && answer.contains("\r\n\r\n<b>Likizo</b>\r\n"), answer);
        assertFalse(answer.contains("X-Other"), answer);
        assertEquals(List.of(answer), chuo.texts(NEEMA, "Majibu"));
        assertTrue(answer.contains("\r\nSubject: Niko mbali\r\n"), answer);
    }

    @Test
    void what_a_script_writes_cannot_leave_its_place() throws IOException {
        chuo.script(NEEMA, "require [\"vacation\", \"variables\", \"encoded-character\"]; set \"x\" \"a${hex:0d 0a}Bcc: x@y.example\"; vacation :subject "
                + "\"${x}\" \"x\";");
        chuo.deliver(NEEMA);
        assertTrue(chuo.letters.getFirst().contains("\r\nSubject: a Bcc: x@y.example\r\n"), chuo.letters.getFirst());
        chuo.script(NEEMA, "require \"vacation\"; vacation :from \"rector@other.example\" \"x\";");
        chuo.deliver(NEEMA);
        assertTrue(chuo.letters.getLast().contains("<neema@chuo.example>\r\n"), "nobody else's address: " + chuo.letters.getLast());
        chuo.script(NEEMA, "require \"vacation\"; vacation :from \"mwalimu@chuo.example\" \"y\";");
        chuo.deliver(NEEMA);
        assertTrue(chuo.letters.getLast().contains("mwalimu@chuo.example"), chuo.letters.getLast());
        chuo.script(NEEMA, "require \"vacation\"; vacation :from \"\\\"Mwalimu, Dkt. Neema\\\" <mwalimu@chuo.example>\" \"z\";");
        chuo.deliver(PLAIN.replace("<1@", "<4@"), NEEMA);
        assertTrue(chuo.letters.getLast().contains("\r\nFrom: \"Mwalimu, Dkt. Neema\" <mwalimu@chuo.example>\r\n"), chuo.letters.getLast());
        chuo.script(NEEMA, "require \"vacation\"; vacation :from \"Mwalimu <rector@other.example>\" \"w\";");
        chuo.deliver(PLAIN.replace("<1@", "<5@"), NEEMA);
        assertTrue(chuo.letters.getLast().contains("\r\nFrom: Neema Mushi <neema@chuo.example>\r\n"), chuo.letters.getLast());
    }

    @Test
    void every_letter_is_answered_where_the_script_says_zero_seconds() throws IOException {
        chuo.script(NEEMA, "require [\"vacation\", \"vacation-seconds\"]; vacation :seconds 0 \"Tumepokea.\";");
        chuo.deliver(NEEMA);
        chuo.deliver(NEEMA);
        assertEquals(2, chuo.sent.size());
    }

    @Test
    void of_many_letters_at_once_one_is_answered() throws Exception {
        try (ExecutorService all = Executors.newFixedThreadPool(8)) {
            List<Future<List<String>>> done = IntStream.range(0, 16)
                    .mapToObj(i -> all.submit(() -> chuo.deliver("p" + i, "", PLAIN, SENDER, STRANGER, false, NEEMA))).toList();
            for (Future<List<String>> one : done) {
                assertEquals(List.of("2.1.5 delivered"), one.get());
            }
        }
        assertEquals(1, chuo.sent.size());
        assertEquals(16, chuo.count(NEEMA, "INBOX"));
    }

    @Test
    void an_answer_that_cannot_go_now_goes_later_once() throws IOException {
        chuo.full = true;
        chuo.deliver("q1", "token", PLAIN, SENDER, STRANGER, false, NEEMA);
        assertEquals(0, chuo.sent.size());
        chuo.restart();
        assertEquals(0, chuo.sent.size());
        chuo.full = false;
        chuo.delivery.settle();
        assertEquals(1, chuo.sent.size());
        chuo.restart();
        chuo.deliver("q2", "token", PLAIN, SENDER, STRANGER, false, NEEMA);
        assertEquals(1, chuo.sent.size());
        assertEquals(1, chuo.count(NEEMA, "INBOX"));
    }
}
