package barua.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.directory.Account;
import barua.directory.Directory;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.message.Outbox;
import barua.message.ReversePath;
import barua.message.Status;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendmailTest {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);
    private static final Address NEEMA = Address.of("neema@shule.example");

    /** What was handed over. */
    private record Handed(ReversePath from, List<Address> to, String text) {
    }

    /** Takes what it is not told to refuse. */
    private static final class Box implements Outbox {

        private final List<Handed> handed = new ArrayList<>();
        private boolean away;
        private boolean passing;

        @Override
        public List<Status> send(ReversePath from, List<Address> to, Content content) throws IOException {
            if (away) {
                throw new IOException("no room");
            }
            handed.add(new Handed(from, to, new String(content.open().readAllBytes(), StandardCharsets.UTF_8)));
            if (passing) {
                return to.stream().map(_ -> Status.passing(3, 0, "could not be kept")).toList();
            }
            return to.stream().map(address -> address.local().equals("nobody") ? Status.lasting(1, 1, "no such user") : Status.DELIVERED).toList();
        }
    }

    @TempDir
    private Path folder;

    private final Box box = new Box();
    private final Directory directory = Directory.of(List.of(Domain.of("shule.example")),
            List.of(new Account(1, NEEMA, "Neema", true, true, Long.MAX_VALUE, "en")), List.of());

    private Sendmail sendmail() {
        return new Sendmail(directory, box, folder.resolve("scratch"), "mail.shule.example", NOON);
    }

    private static Operation.Sendmail call(boolean fromHeader, String... recipients) {
        return new Operation.Sendmail("root", Optional.of("neema@shule.example"), "Kazi ya usiku", List.of(recipients), fromHeader, false);
    }

    private static Content text(String text) {
        return Content.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void what_is_missing_is_added() throws IOException {
        assertEquals(Report.taken(List.of()), sendmail().report(call(false, "neema"), text("Subject: ripoti\n\nSawa\n")));
        String sent = box.handed.getFirst().text;
        assertTrue(sent.startsWith("From: \"Kazi ya usiku\" <neema@shule.example>\r\nDate: "), sent);
        assertTrue(sent.contains("\r\nMessage-ID: <"), sent);
        assertTrue(sent.endsWith("Subject: ripoti\r\n\r\nSawa\r\n"), sent);
        assertEquals(List.of(NEEMA), box.handed.getFirst().to);
    }

    @Test
    void text_without_a_header_becomes_the_body() throws IOException {
        sendmail().report(call(false, "neema"), text("disk almost full\n"));
        assertTrue(box.handed.getFirst().text.endsWith("\r\n\r\ndisk almost full\r\n"), box.handed.getFirst().text);
    }

    @Test
    void with_t_recipients_come_from_the_header_also_blind_ones() throws IOException {
        sendmail().report(call(true), text("To: neema@shule.example\nBcc: siri@mbali.example\nSubject: x\n\n"));
        assertEquals(List.of(NEEMA, Address.of("siri@mbali.example")), box.handed.getFirst().to);
    }

    @Test
    void who_sends_a_letter_on_names_its_readers_anew() throws IOException {
        sendmail().report(call(true), text("To: neema@shule.example\nCc: a@mbali.example\nResent-To: siri@mbali.example\nBcc: b@mbali.example\n\n"));
        assertEquals(List.of(Address.of("siri@mbali.example")), box.handed.getFirst().to);
    }

    @Test
    void a_bare_name_that_nobody_has_is_postmasters() throws IOException {
        sendmail().report(call(false, "backup-job"), text("Subject: x\n\n"));
        assertEquals(List.of(Address.of("postmaster@shule.example")), box.handed.getFirst().to);
    }

    @Test
    void no_recipient_and_a_refused_one_are_said_at_once() throws IOException {
        assertEquals(64, sendmail().report(call(true), text("Subject: x\n\n")).exit());
        assertEquals(new Report(67, List.of(), List.of("nobody@mbali.example: 5.1.1 no such user")), sendmail()
                .report(call(false, "nobody@mbali.example"), text("Subject: x\n\n")));
    }

    @Test
    void a_word_that_is_no_address_holds_up_nobody_else() throws IOException {
        Report report = sendmail().report(call(false, "no address", "Neema <neema@shule.example>, a..b@mbali.example", "c@@mbali.example"),
                text("Subject: x\n\n"));
        assertEquals(new Report(67, List.of(), List.of("no address: 5.1.3 not an address", "c@@mbali.example: 5.1.3 not an address")), report);
        assertEquals(List.of(NEEMA, Address.parsePath("a..b@mbali.example").orElseThrow()), box.handed.getFirst().to);
    }

    @Test
    void a_sender_that_is_no_address_is_replaced_by_who_calls() throws IOException {
        Report report = sendmail().report(new Operation.Sendmail("neema", Optional.of("a@@b"), "", List.of("neema"), false, false), text("Subject: x\n\n"));
        assertEquals(Report.taken(List.of("the sender a@@b is no address: neema is taken")), report);
        assertEquals(ReversePath.of(NEEMA), box.handed.getFirst().from);
    }

    @Test
    void a_refusal_is_told_by_mail_where_that_was_wished() throws IOException {
        Operation.Sendmail call = new Operation.Sendmail("neema", Optional.empty(), "", List.of("nobody@mbali.example"), false, true);
        assertEquals(67, sendmail().report(call, text("Subject: x\n\n")).exit());
        assertEquals(List.of(NEEMA), box.handed.get(1).to);
        assertEquals(ReversePath.NOBODY, box.handed.get(1).from);
        assertTrue(box.handed.get(1).text.contains("5.1.1"), box.handed.get(1).text);
    }

    @Test
    void what_could_be_kept_for_nobody_stays_with_the_caller() throws IOException {
        box.passing = true;
        assertThrows(IOException.class, () -> sendmail().report(call(false, "neema", "a@mbali.example"), text("Subject: x\n\n")));
        leave("1.mail", "{\"command\":\"sendmail\",\"user\":\"neema\",\"to\":[\"neema\"]}\nSubject: usiku\n\n");
        assertThrows(IOException.class, pickup()::collect);
        assertTrue(Files.exists(folder.resolve("pickup/1.mail")));
    }

    @Test
    void verifying_says_where_mail_goes() {
        assertEquals(new Report(67, List.of("neema... deliverable: mailbox neema@shule.example", "a@mbali.example... deliverable: host of mbali.example"),
                List.of("x@shule.example... 5.1.1 nobody has this address")), sendmail().verify(List.of("neema", "a@mbali.example, x@shule.example")));
    }

    @Test
    void mail_left_while_the_server_was_down_is_collected_once() throws IOException {
        leave("1.mail", "{\"command\":\"sendmail\",\"user\":\"root\",\"from\":\"neema@shule.example\",\"to\":[\"neema\"]}\nSubject: usiku\n\nSawa\n");
        leave("2.new", "half written");
        pickup().collect();
        pickup().collect();
        assertEquals(1, box.handed.size());
        assertTrue(box.handed.getFirst().text.endsWith("Subject: usiku\r\n\r\nSawa\r\n"));
        assertFalse(Files.exists(folder.resolve("pickup/1.mail")));
        assertTrue(Files.exists(folder.resolve("pickup/2.new")), "somebody may still be writing it");
    }

    @Test
    void mail_that_cannot_be_kept_stays_for_the_next_time() throws IOException {
        leave("1.mail", "{\"command\":\"sendmail\",\"user\":\"neema\",\"to\":[\"neema\"]}\nSubject: usiku\n\n");
        box.away = true;
        assertThrows(IOException.class, pickup()::collect);
        assertTrue(Files.exists(folder.resolve("pickup/1.mail")));
        box.away = false;
        pickup().collect();
        assertEquals(1, box.handed.size());
    }

    @Test
    void a_refused_recipient_comes_back_as_a_bounce_when_nobody_waits() throws IOException {
        leave("1.mail", "{\"command\":\"sendmail\",\"user\":\"neema\",\"to\":[\"nobody@mbali.example\"]}\nSubject: usiku\n\n");
        pickup().collect();
        Handed bounce = box.handed.get(1);
        assertEquals(ReversePath.NOBODY, bounce.from);
        assertEquals(List.of(NEEMA), bounce.to);
        assertTrue(bounce.text.contains("5.1.1"), bounce.text);
    }

    @Test
    void what_is_no_request_is_set_aside_and_never_a_link_followed() throws IOException {
        leave("1.mail", "no request\n");
        leave("2.mail", "{\"command\":\"domain.remove\",\"domain\":\"shule.example\"}\n");
        Files.createSymbolicLink(folder.resolve("pickup/3.mail"), Path.of("/etc/hostname"));
        pickup().collect();
        assertTrue(box.handed.isEmpty());
        for (String name : List.of("1.mail", "2.mail")) {
            assertTrue(Files.exists(folder.resolve("pickup/refused").resolve(name)), name);
        }
        assertTrue(Files.isSymbolicLink(folder.resolve("pickup/refused/3.mail")));
    }

    private Pickup pickup() {
        return new Pickup(folder.resolve("pickup"), sendmail(), NOON);
    }

    private void leave(String name, String text) throws IOException {
        Files.createDirectories(folder.resolve("pickup"));
        Files.writeString(folder.resolve("pickup").resolve(name), text);
    }
}
