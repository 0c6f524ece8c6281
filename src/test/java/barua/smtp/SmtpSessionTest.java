package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.ReversePath;
import barua.smtp.Receiver.LineEnds;
import barua.smtp.SmtpOptions.Kind;
import barua.smtp.SmtpSession.Pace;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class SmtpSessionTest {

    private static void begin(Phone phone, String recipient) throws IOException {
        phone.ask("EHLO client.example.org");
        assertEquals("250 2.1.0 Ok", phone.ask("MAIL FROM:<a@example.org>"));
        assertEquals("250 2.1.5 Ok", phone.ask("RCPT TO:<" + recipient + "@example.org>"));
    }

    @Test
    void a_message_is_kept_as_it_was_sent() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            assertEquals("354 End with a dot on a line of its own", phone.ask("DATA"));
            assertEquals("250 2.0.0 Kept", phone.ask("Subject: x\r\n\r\n..\r\nend\r\n."));
            assertEquals("Subject: x\r\n\r\n.\r\nend\r\n", phone.receiver.letters.getFirst().text());
            assertEquals("221 2.0.0 mx.example.org says good-bye", phone.ask("QUIT"));
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void pipelined_commands_are_answered_in_order() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.send("EHLO c\r\nMAIL FROM:<>\r\nRCPT TO:<nobody@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
            assertTrue(phone.reply().startsWith("250-mx.example.org\n250-PIPELINING\n250-SIZE 5000\n"));
            assertEquals("250 2.1.0 Ok", phone.reply());
            assertEquals("550 5.1.1 no such user", phone.reply());
            assertEquals("250 2.1.5 Ok", phone.reply());
            assertTrue(phone.reply().startsWith("354 "));
            phone.send("text\r\n.\r\nNOOP\r\nQUIT\r\n");
            assertEquals("250 2.0.0 Kept", phone.reply());
            assertEquals("250 2.0.0 Ok", phone.reply());
            assertTrue(phone.reply().startsWith("221 "));
            assertEquals(ReversePath.NOBODY, phone.receiver.letters.getFirst().from());
        }
    }

    private static Stream<Arguments> ends() {
        List<String> breaks = List.of("\n", "\r", "\r\n", "\r\r\n", "\n\r");
        return breaks.stream().flatMap(before -> breaks.stream().map(after -> before + "." + after)).filter(end -> !end.equals("\r\n.\r\n"))
                .flatMap(end -> Stream.of(Kind.MX, Kind.LMTP).flatMap(kind -> Stream.of(LineEnds.values()).map(lineEnds -> Arguments.of(end, kind, lineEnds))));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void a_smuggled_end_never_makes_a_second_message(String end, Kind kind, LineEnds lineEnds) throws IOException {
        try (Phone phone = Phone.to(kind)) {
            phone.receiver.lineEnds = lineEnds;
            phone.ask(kind == Kind.LMTP ? "LHLO c" : "EHLO c");
            phone.ask("MAIL FROM:<a@example.org>");
            phone.ask("RCPT TO:<b@example.org>");
            phone.ask("DATA");
            phone.send("text" + end + "MAIL FROM:<evil@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nfake\r\n.\r\n");
            boolean loneCr = end.replace("\r\n", "").contains("\r");
            boolean taken = lineEnds == LineEnds.MENDED && !loneCr;
            assertEquals(taken ? "250 2.0.0 Kept" : "550 5.6.0 A CR or LF stands alone in the message", phone.reply());
            if (end.equals("\r\r\n.\r\n")) {
                assertEquals("gone", phone.reply(), "an end by the letter, and text by others' reading: nothing behind it is believed");
            } else {
                assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
            }
            assertEquals(taken ? 1 : 0, phone.receiver.letters.size());
            if (taken) {
                String text = phone.receiver.letters.getFirst().text();
                assertTrue(text.startsWith("text\r\n") && text.endsWith("MAIL FROM:<evil@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nfake\r\n"), text);
            }
        }
    }

    @Test
    void a_lone_LF_is_mended_where_that_is_wished() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.receiver.lineEnds = LineEnds.MENDED;
            begin(phone, "b");
            phone.ask("DATA");
            assertEquals("250 2.0.0 Kept", phone.ask("Subject: x\n\n..stuffed\r\n..\n.\nplain\n\r\n."));
            assertEquals("Subject: x\r\n\r\n.stuffed\r\n.\r\n\r\nplain\r\n\r\n", phone.receiver.letters.getFirst().text());
            begin(phone, "b");
            phone.send("BDAT 4\r\na\r\nbBDAT 4 LAST\r\n\nc\n\n");
            assertEquals("250 2.0.0 4 octets", phone.reply());
            assertEquals("250 2.0.0 Kept", phone.reply());
            assertEquals("a\r\nb\r\nc\r\n\r\n", phone.receiver.letters.get(1).text());
        }
    }

    @Test
    void what_is_mended_counts_as_large_as_it_becomes() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.receiver.lineEnds = LineEnds.MENDED;
            begin(phone, "b");
            phone.ask("DATA");
            assertEquals("552 5.3.4 Message too big", phone.ask("\n".repeat(2_501) + "\r\n."));
        }
    }

    @Test
    void a_nul_is_refused() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            phone.ask("DATA");
            assertEquals("550 5.6.0 A NUL in the message", phone.ask("a\u0000b\r\n."));
        }
    }

    @Test
    void what_is_too_big_is_refused_before_or_after_it_came() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.ask("EHLO c");
            assertEquals("552 5.3.4 At most 5000 octets", phone.ask("MAIL FROM:<a@example.org> SIZE=5001"));
            assertEquals("552 5.3.4 At most 5000 octets", phone.ask("MAIL FROM:<a@example.org> SIZE=99999999999999999999"));
            begin(phone, "b");
            phone.ask("DATA");
            assertEquals("552 5.3.4 Message too big", phone.ask("0123456789\r\n".repeat(1000) + "."));
            assertEquals(0, phone.receiver.letters.size());
            begin(phone, "b");
            phone.ask("DATA");
            assertEquals("250 2.0.0 Kept", phone.ask("small\r\n."));
        }
    }

    @Test
    void chunks_need_no_dots_and_no_stuffing() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            phone.send("BDAT 7\r\n.\r\nQUITBDAT 4 LAST\r\n\r\n.\r");
            assertEquals("250 2.0.0 7 octets", phone.reply());
            assertEquals("550 5.6.0 A CR or LF stands alone in the message", phone.reply());
            begin(phone, "b");
            phone.send("BDAT 7\r\n.\r\nQUITBDAT 5 LAST\r\n\r\n.\r\nBDAT 0 LAST\r\n");
            assertEquals("250 2.0.0 7 octets", phone.reply());
            assertEquals("250 2.0.0 Kept", phone.reply());
            assertEquals("503 5.5.1 Not in this order", phone.reply());
            assertEquals(".\r\nQUIT\r\n.\r\n", phone.receiver.letters.getFirst().text());
        }
    }

    @Test
    void a_refused_chunk_is_never_taken_for_commands() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.ask("EHLO c");
            phone.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
            assertEquals("503 5.5.1 Not in this order", phone.reply());
            assertEquals("250 2.0.0 Ok", phone.reply());
            begin(phone, "busy");
            phone.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
            assertEquals("452 4.3.1 Disk nearly full", phone.reply());
            assertEquals("250 2.0.0 Ok", phone.reply());
            phone.send("BDAT 999999999999 LAST\r\nQUIT\r\n");
            assertEquals("503 5.5.1 Not in this order", phone.reply());
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void between_chunks_only_chunks_go_on() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            phone.send("BDAT 3\r\na\r\n");
            assertEquals("250 2.0.0 3 octets", phone.reply());
            assertEquals("503 5.5.1 Not in this order", phone.ask("DATA"));
            assertEquals("503 5.5.1 Not in this order", phone.ask("RCPT TO:<c@example.org>"));
            assertEquals("250 2.0.0 Ok", phone.ask("RSET"));
            assertEquals(1, phone.receiver.abandoned.size());
            assertEquals("503 5.5.1 Not in this order", phone.ask("BDAT 0 LAST"));
        }
    }

    @Test
    void trouble_with_the_disk_is_passing_and_says_so_after_the_message() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "full");
            phone.ask("DATA");
            assertEquals("452 4.3.1 No space now, try again later", phone.ask("text\r\n."));
            begin(phone, "torn");
            phone.ask("DATA");
            assertEquals("451 4.3.0 Trouble here, try again later", phone.ask("text\r\n."));
            begin(phone, "busy");
            assertEquals("452 4.3.1 Disk nearly full", phone.ask("DATA"));
        }
    }

    @Test
    void a_defect_behind_the_door_is_passing_trouble() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.ask("EHLO c");
            phone.ask("MAIL FROM:<a@example.org>");
            assertEquals("451 4.3.0 Trouble here, try again later", phone.ask("RCPT TO:<defect@example.org>"));
            assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
        }
    }

    @Test
    void a_defect_at_the_first_chunk_does_not_turn_the_chunk_into_commands() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "broken");
            phone.send("BDAT 6 LAST\r\nQUIT\r\nNOOP\r\n");
            assertEquals("451 4.3.0 Trouble here, try again later", phone.reply());
            assertEquals("250 2.0.0 Ok", phone.reply());
        }
    }

    @Test
    void a_directory_that_is_away_is_passing_trouble() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.ask("EHLO c");
            phone.ask("MAIL FROM:<a@example.org>");
            assertEquals("451 4.3.0 Trouble here, try again later", phone.ask("RCPT TO:<away@example.org>"));
            assertEquals("250 2.1.5 Ok", phone.ask("RCPT TO:<b@example.org>"));
        }
    }

    @Test
    void commands_out_of_order_are_refused() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            assertTrue(phone.ask("MAIL FROM:<a@example.org>").startsWith("503 5.5.1"));
            phone.ask("EHLO c");
            assertTrue(phone.ask("RCPT TO:<b@example.org>").startsWith("503 5.5.1"));
            assertTrue(phone.ask("DATA").startsWith("503 5.5.1"));
            phone.ask("MAIL FROM:<a@example.org>");
            assertTrue(phone.ask("MAIL FROM:<a@example.org>").startsWith("503 5.5.1"));
            assertTrue(phone.ask("DATA").startsWith("503 5.5.1"));
            assertTrue(phone.ask("RCPT TO:<nobody@example.org>").startsWith("550 5.1.1"));
            assertTrue(phone.ask("DATA").startsWith("554 5.5.1"));
            assertTrue(phone.ask("AUTH PLAIN AGEAYg==").startsWith("502 5.5.1"));
            assertTrue(phone.ask("STARTTLS").startsWith("503 5.5.1"));
            assertTrue(phone.ask("LHLO c").startsWith("500 5.5.1"));
        }
    }

    @Test
    void ehlo_forgets_the_transaction() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            phone.ask("EHLO c");
            assertTrue(phone.ask("RCPT TO:<b@example.org>").startsWith("503 5.5.1"));
        }
    }

    @Test
    void too_many_recipients_are_for_the_next_transaction() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b1");
            phone.ask("RCPT TO:<b2@example.org>");
            phone.ask("RCPT TO:<b3@example.org>");
            assertEquals("452 4.5.3 Too many recipients", phone.ask("RCPT TO:<b4@example.org>"));
            phone.ask("DATA");
            phone.ask("text\r\n.");
            assertEquals(3, phone.receiver.letters.getFirst().to().size());
        }
    }

    @Test
    void only_known_parameters_are_taken() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.ask("EHLO c");
            assertTrue(phone.ask("MAIL FROM:<a@example.org> RET=FULL").startsWith("555 5.5.4"));
            assertTrue(phone.ask("MAIL FROM:<a@example.org> AUTH=<>").startsWith("555 5.5.4"));
            assertTrue(phone.ask("MAIL FROM:<a@example.org> BODY=BINARYMIME").startsWith("501 5.5.4"));
            assertTrue(phone.ask("MAIL FROM:<jürg@example.org>").startsWith("550 5.6.7"));
            assertEquals("250 2.1.0 Ok", phone.ask("MAIL FROM:<a@example.org> SIZE=12 BODY=8BITMIME"));
            assertTrue(phone.ask("RCPT TO:<jürg@example.org>").startsWith("553 5.6.7"));
            assertTrue(phone.ask("RCPT TO:<b@example.org> NOTIFY=NEVER").startsWith("555 5.5.4"));
            phone.ask("RSET");
            assertEquals("250 2.1.0 Ok", phone.ask("MAIL FROM:<jürg@example.org> SMTPUTF8"));
            assertEquals("250 2.1.5 Ok", phone.ask("RCPT TO:<jürg@example.org>"));
        }
    }

    @Test
    void submission_wants_tls_and_a_login() throws IOException {
        try (Phone phone = Phone.to(Kind.SUBMISSION)) {
            assertFalse(phone.ask("EHLO c").contains("AUTH"));
            assertEquals("530 5.7.0 STARTTLS and authentication required", phone.ask("MAIL FROM:<a@example.org>"));
        }
    }

    @Test
    void lmtp_answers_for_each_recipient() throws IOException {
        try (Phone phone = Phone.to(Kind.LMTP)) {
            assertTrue(phone.ask("EHLO c").startsWith("500 5.5.1"));
            assertTrue(phone.ask("LHLO c").startsWith("250-mx.example.org\n"));
            phone.ask("MAIL FROM:<>");
            phone.ask("RCPT TO:<b1@example.org>");
            phone.ask("RCPT TO:<nobody@example.org>");
            phone.ask("RCPT TO:<b2@example.org>");
            phone.ask("DATA");
            assertEquals("250 2.0.0 Kept", phone.ask("text\r\n."));
            assertEquals("250 2.0.0 Kept", phone.reply());
            assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
        }
    }

    @Test
    void too_many_mistakes_end_the_session() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            String last = "";
            for (int i = 0; i < 21; i++) {
                last = phone.ask("XYZZY");
            }
            assertEquals("500 5.5.1 Command not known", last);
            assertEquals("421 4.7.0 mx.example.org has heard enough errors", phone.reply());
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void a_browser_is_sent_away_at_its_first_line() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.send("POST / HTTP/1.1\r\nHost: x\r\n\r\nEHLO c\r\nMAIL FROM:<a@example.org>\r\n");
            assertTrue(phone.reply().startsWith("500 5.7.0"));
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void long_lines_and_bare_line_ends_are_refused_and_the_session_goes_on() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            assertEquals("500 5.5.2 Line too long", phone.ask("NOOP " + "x".repeat(3000)));
            assertEquals("500 5.5.2 Lines end in CRLF", phone.ask("NOOP\nQUIT"));
            assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
        }
    }

    @Test
    void a_message_that_is_cut_off_is_forgotten() throws IOException {
        Phone phone = Phone.to(Kind.MX);
        begin(phone, "b");
        phone.ask("DATA");
        phone.send("half a mess");
        phone.close();   // waits for the session's end
        assertEquals(0, phone.receiver.letters.size());
        assertEquals(1, phone.receiver.abandoned.size());
    }

    @Test
    void verify_expand_and_help_tell_nothing() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            assertTrue(phone.ask("VRFY postmaster").startsWith("252 "));
            assertTrue(phone.ask("EXPN staff").startsWith("502 "));
            assertTrue(phone.ask("HELP").startsWith("214 "));
        }
    }

    @Test
    void a_server_that_stops_says_so() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            begin(phone, "b");
            phone.stop();
            assertEquals("421 4.3.2 mx.example.org is about to stop", phone.reply());
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void a_silent_peer_is_sent_away() throws IOException {
        try (Phone phone = new Phone(Phone.options(Kind.MX), new Pace(System::nanoTime, Duration.ofMillis(100), Duration.ofMillis(50)))) {
            assertEquals("421 4.4.2 mx.example.org has waited too long", phone.reply());
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void whoever_does_not_log_in_to_submission_is_sent_away_however_much_it_talks() throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (Phone phone = new Phone(Phone.options(Kind.SUBMISSION), new Pace(nanos::get, Duration.ofSeconds(20), Duration.ofSeconds(20)))) {
            assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
            nanos.addAndGet(Duration.ofMinutes(4).toNanos());
            assertEquals("250 2.0.0 Ok", phone.ask("NOOP"));
            assertEquals("421 4.7.0 mx.example.org has waited too long for a login", phone.reply());
            assertEquals("gone", phone.reply());
        }
    }

    @Test
    void a_message_that_only_trickles_is_cut_off_and_forgotten() throws IOException {
        AtomicLong nanos = new AtomicLong();
        try (Phone phone = new Phone(Phone.options(Kind.MX), new Pace(nanos::get, Duration.ofSeconds(20), Duration.ofSeconds(20)))) {
            begin(phone, "b");
            phone.ask("DATA");
            nanos.addAndGet(Duration.ofMinutes(11).toNanos());
            phone.send("drop\r\n");
            assertEquals("421 4.4.2 mx.example.org has waited too long", phone.reply());
            assertEquals("gone", phone.reply());
            assertEquals(1, phone.receiver.abandoned.size());
        }
    }

    @Test
    void idle_talk_has_an_end() throws IOException {
        try (Phone phone = Phone.to(Kind.MX)) {
            phone.send("NOOP\r\n".repeat(101));
            for (int i = 0; i < 101; i++) {
                assertEquals("250 2.0.0 Ok", phone.reply());
            }
            assertEquals("421 4.7.0 mx.example.org has heard enough errors", phone.reply());
        }
    }

    @Test
    void what_is_far_too_big_is_not_awaited() throws IOException {
        SmtpOptions options = Phone.options(Kind.MX);
        try (Phone phone = new Phone(options)) {
            begin(phone, "b");
            phone.send("BDAT " + (options.sizeLimit() + (65L << 20)) + " LAST\r\n");
            assertEquals("552 5.3.4 Far too big", phone.reply());
            assertEquals("gone", phone.reply());
            assertEquals(1, phone.receiver.abandoned.size());
        }
    }
}
