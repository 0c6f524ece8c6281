package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import barua.message.Address;
import barua.message.Domain;
import barua.message.ReversePath;
import barua.smtp.Receiver.Parameters;
import barua.smtp.SmtpCommand.Any;
import barua.smtp.SmtpCommand.Opening;
import barua.smtp.SmtpCommand.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SmtpParserTest {

    private static final Domain HOME = Domain.of("mx.example.org");

    private static SmtpCommand parse(String line) {
        return SmtpParser.parse(line.getBytes(StandardCharsets.UTF_8), HOME);
    }

    @Test
    void commands_are_read_in_any_case() {
        assertEquals(new Opening.Ehlo("client.example.org"), parse("eHlO client.example.org"));
        assertEquals(new Opening.Helo("[127.0.0.1]"), parse("HELO [127.0.0.1]"));
        assertEquals(new Opening.Lhlo("c"), parse("lhlo c"));
        assertEquals(new Any.Quit(), parse("quit"));
        assertEquals(new Any.Rset(), parse("RSET   "));
        assertEquals(new Any.Noop(), parse("NOOP whatever it is"));
        assertEquals(new Opening.StartTls(), parse("starttls"));
        assertEquals(new Transaction.Bdat(86, true), parse("BDAT 86 last"));
        assertEquals(new Transaction.Bdat(0, false), parse("BDAT 0"));
    }

    @Test
    void mail_takes_address_and_parameters() {
        assertEquals(new Transaction.Mail(ReversePath.of(Address.of("a@example.org")), new Parameters(Map.of("SIZE", "123", "BODY", "8BITMIME")), false),
                parse("MAIL FROM:<a@example.org> size=123 BODY=8BITMIME"));
        assertEquals(new Transaction.Mail(ReversePath.NOBODY, Parameters.NONE, false), parse("MAIL FROM:<>"));
        assertEquals(new Transaction.Mail(ReversePath.of(Address.of("a@example.org")), Parameters.NONE, false), parse("mail from: <a@example.org>"));
    }

    @Test
    void a_quoted_local_part_may_hold_a_bracket() {
        assertEquals(new Transaction.Rcpt(new Address("a>b", Domain.of("example.org")), Parameters.NONE, false), parse("RCPT TO:<\"a>b\"@example.org>"));
    }

    @Test
    void a_source_route_is_ignored() {
        assertEquals(new Transaction.Rcpt(Address.of("a@example.org"), Parameters.NONE, false), parse("RCPT TO:<@one.example,@two.example:a@example.org>"));
    }

    @Test
    void angle_brackets_may_be_missing() {
        assertEquals(new Transaction.Mail(ReversePath.of(Address.of("scanner@example.org")), new Parameters(Map.of("SIZE", "12")), false),
                parse("MAIL FROM: scanner@example.org SIZE=12"));
        assertEquals(new Transaction.Rcpt(new Address("a >b", Domain.of("example.org")), Parameters.NONE, false), parse("RCPT TO:\"a >b\"@example.org"));
        assertEquals(new Transaction.Rcpt(Address.of("postmaster@mx.example.org"), Parameters.NONE, false), parse("RCPT TO: postmaster"));
    }

    @Test
    void a_name_is_any_text_up_to_255_octets() {
        assertEquals(new Opening.Helo("HP LaserJet"), parse("HELO HP LaserJet"));
        assertEquals(new Opening.Ehlo("(none)"), parse("EHLO (none)"));
        assertEquals(new Opening.Ehlo("JÜRG-PC"), parse("EHLO JÜRG-PC"));
        assertEquals(new Opening.Ehlo("JÜRG-PC"), SmtpParser.parse("EHLO JÜRG-PC".getBytes(StandardCharsets.ISO_8859_1), HOME));
        assertInstanceOf(Opening.Ehlo.class, parse("EHLO " + "x".repeat(255)));
        assertInstanceOf(Any.Malformed.class, parse("EHLO " + "x".repeat(256)));
    }

    @Test
    void paths_are_taken_as_others_write_them() {
        String verp = "bounces+2309175-1e1a-firstname.middlename.lastname=subdomain.university.example@em1234.lists.example";
        assertEquals(new Transaction.Mail(ReversePath.of(new Address(verp.substring(0, verp.indexOf('@')), Domain.of("em1234.lists.example"))), Parameters.NONE,
                false),
                parse("MAIL FROM:<" + verp + ">"));
        assertEquals(new Transaction.Rcpt(new Address("first..last.", Domain.of("phone.example")), Parameters.NONE, false),
                parse("RCPT TO:<first..last.@phone.example>"));
    }

    @Test
    void postmaster_needs_no_domain() {
        assertEquals(new Transaction.Rcpt(Address.of("postmaster@mx.example.org"), Parameters.NONE, false), parse("RCPT TO:<Postmaster>"));
    }

    @Test
    void an_address_beyond_ascii_is_told_apart() {
        assertEquals(true, ((Transaction.Mail) parse("MAIL FROM:<jürg@example.org> SMTPUTF8")).unicode());
        assertEquals(true, ((Transaction.Rcpt) parse("RCPT TO:<a@bücher.example>")).unicode());
    }

    @Test
    void auth_decodes_its_initial_response() {
        assertEquals(new Opening.Auth("PLAIN", Optional.of(new byte[] {0, 'a', 0, 'b'})), parse("AUTH plain AGEAYg=="));
        assertEquals(new Opening.Auth("PLAIN", Optional.of(new byte[0])), parse("AUTH PLAIN ="));
        assertEquals(new Opening.Auth("LOGIN", Optional.empty()), parse("AUTH LOGIN"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "MAIL FROM:                      | 501",
        "MAIL FROM:SIZE=1                | 501",
        "MAIL FROM:a@example.org>        | 501",
        "MAIL FROM:a<a@example.org>      | 501",
        "MAIL FROM: Mail <a@example.org> | 501",
        "MAIL FROM:<>>                   | 501",
        "MAIL FROM:<a@example.org        | 501",
        "MAIL FROM:<a@@example.org>      | 501",
        "MAIL FROM:<a b@example.org>     | 501",
        "MAIL FROM:<a@example.org>SIZE=1 | 501",
        "MAIL FROM:<a@example.org> =1    | 501",
        "MAIL FROM:<a@example.org> SIZE= | 501",
        "MAIL FROM:<a@example.org> SIZE=1 SIZE=2 | 501",
        "MAIL TO:<a@example.org>         | 501",
        "MAIL                            | 501",
        "RCPT TO:<>                      | 501",
        "RCPT TO:<a>                     | 501",
        "RCPT TO:<\"a@example.org>       | 501",
        "EHLO                            | 501",
        "DATA now                        | 501",
        "QUIT now                        | 501",
        "AUTH                            | 501",
        "AUTH PLAIN not-base64!          | 501",
        "AUTH PLAIN YQ== YQ==            | 501",
        "VRFY                            | 501",
        "TURN                            | 500",
        "XYZZY                           | 500",
        "''                              | 500",
    })
    void what_is_malformed_becomes_a_reply(String line, int code) {
        assertEquals(code, assertInstanceOf(Any.Malformed.class, parse(line), line).why().code());
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "POST /mail HTTP/1.1", "Host: mx.example.org", "BDAT", "BDAT -1", "BDAT 1x", "BDAT 1 LAST 2",
            "BDAT 99999999999999999999"})
    void what_cannot_be_followed_ends_the_session(String line) {
        assertInstanceOf(Any.Fatal.class, parse(line));
    }

    @Test
    void control_characters_and_broken_utf8_are_refused() {
        assertInstanceOf(Any.Malformed.class, parse("EHLO a\u0000b"));
        assertInstanceOf(Any.Malformed.class, parse("MAIL FROM:<a\u0007@example.org>"));
        assertInstanceOf(Any.Malformed.class, SmtpParser.parse("MAIL FROM:<jürg@example.org>".getBytes(StandardCharsets.ISO_8859_1), HOME));
        assertInstanceOf(Any.Malformed.class, SmtpParser.parse(new byte[] {'N', 'O', 'O', 'P', ' ', (byte) 0xC3}, HOME));
    }

    @Test
    void mutated_commands_never_throw() {
        long seed = barua.Seed.next();
        Random random = new Random(seed);
        String[] seeds = {"MAIL FROM:<\"a b\"@example.org> SIZE=12 BODY=8BITMIME AUTH=<>", "RCPT TO:<@a,@b:c@example.org>", "EHLO [IPv6:::1]",
                "MAIL FROM: a@b SIZE=1",
            "AUTH PLAIN AGEAYg==", "BDAT 12 LAST", "VRFY <a@b>"};
        for (int i = 0; i < 100_000; i++) {
            byte[] line = seeds[random.nextInt(seeds.length)].getBytes(StandardCharsets.UTF_8);
            for (int k = random.nextInt(4); k >= 0; k--) {
                line[random.nextInt(line.length)] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : "<>@\": =+,.".charAt(random.nextInt(10)));
            }
            try {
                SmtpParser.parse(line, HOME);
            } catch (RuntimeException failed) {
                throw new AssertionError("seed " + seed + " line " + new String(line, StandardCharsets.ISO_8859_1), failed);
            }
        }
    }
}
