package barua.smtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import barua.net.ListeningPort;
import barua.smtp.SmtpClient.Target;
import barua.smtp.SmtpClient.TlsUse;
import barua.trace.SessionLog;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the session log tells of both ends of SMTP. */
final class SmtpLogTest {

    @TempDir
    private Path folder;

    private interface Caller {
        void call(InetSocketAddress server, SessionLog log) throws IOException;
    }

    /** The lines without their times and peers. */
    private List<String> log(Caller caller) throws IOException {
        Path file = folder.resolve("session.log");
        try (SessionLog log = SessionLog.open(file, Clock.systemUTC())) {
            SmtpSession session = new SmtpSession(Phone.options(SmtpOptions.Kind.MX), new FakeReceiver(false), log);
            ListeningPort listener = ListeningPort.open("test", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Phone.LIMITS, Optional.empty(),
                    session);
            caller.call(new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.port()), log);
            listener.close(Duration.ofSeconds(5));
        }
        return Files.readAllLines(file).stream()
                .map(line -> line.replaceFirst("^\\S+ \\S+ (smtp|to) .*? (--|<|>) ", "$1 $2 ").replaceAll("127.0.0.1|localhost", "here")).toList();
    }

    @Test
    void both_ends_tell_commands_and_replies_and_no_message() throws IOException {
        List<String> lines = log((server, log) -> {
            try (SmtpClient client = SmtpClient.connect(new Target(server, "mx.example.org", "me.example.org", TlsUse.NONE), log)) {
                client.send(ReversePath.NOBODY, List.of(Address.of("b@example.org")),
                        Content.of("Subject: siri\r\n\r\nsiri\r\n".getBytes(StandardCharsets.UTF_8)));
            }
        });
        assertEquals(List.of("smtp -- connected", "smtp > 220 mx.example.org ESMTP Barua", "smtp < EHLO me.example.org", "smtp > 250-mx.example.org",
                "smtp > 250-PIPELINING",
                "smtp > 250-SIZE 5000", "smtp > 250-8BITMIME", "smtp > 250-ENHANCEDSTATUSCODES", "smtp > 250-SMTPUTF8", "smtp > 250 CHUNKING",
                        "smtp < MAIL FROM:<> SIZE=23",
                "smtp > 250 2.1.0 Ok", "smtp < RCPT TO:<b@example.org>", "smtp > 250 2.1.5 Ok", "smtp < DATA", "smtp > 354 End with a dot on a line of its own",
                "smtp -- a message of 23 octets", "smtp > 250 2.0.0 Kept", "smtp < QUIT", "smtp > 221 2.0.0 mx.example.org says good-bye", "smtp -- closed"),
                lines.stream().filter(line -> line.startsWith("smtp")).toList());
        assertEquals(List.of("to -- connected", "to < 220 mx.example.org ESMTP Barua", "to > EHLO me.example.org", "to < 250 mx.example.org",
                "to < 250 PIPELINING", "to < 250 SIZE 5000",
                "to < 250 8BITMIME", "to < 250 ENHANCEDSTATUSCODES", "to < 250 SMTPUTF8", "to < 250 CHUNKING", "to > MAIL FROM:<> SIZE=23",
                        "to > RCPT TO:<b@example.org>",
                "to < 250 2.1.0 Ok", "to < 250 2.1.5 Ok", "to > DATA", "to < 354 End with a dot on a line of its own", "to -- a message of 23 octets",
                        "to < 250 2.0.0 Kept", "to > QUIT"),
                lines.stream().filter(line -> line.startsWith("to")).toList());
    }

    @Test
    void a_password_is_never_told_wherever_a_client_says_it() throws IOException {
        List<String> lines = log((server, _) -> {
            try (Socket socket = new Socket(server.getAddress(), server.getPort())) {
                String said = "AUTH PLAIN AGFubmEAc2lyaQ==\r\nAUTH LOGIN\r\nYW5uYQ==\r\nc2lyaQ==\r\nauth siri-yangu\r\n\r\nQUIT\r\n";
                socket.getOutputStream().write(said.getBytes(StandardCharsets.US_ASCII));
                socket.getInputStream().readAllBytes();
            }
        });
        assertEquals(List.of("AUTH PLAIN (response)", "AUTH LOGIN", "(no command, 8 octets)", "(no command, 8 octets)", "AUTH", "(no command, 0 octets)",
                "QUIT"),
                lines.stream().filter(line -> line.startsWith("smtp <")).map(line -> line.substring(7)).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"mail from:<a@b> SIZE=1|mail from:<a@b> SIZE=1", "AUTH SCRAM-SHA-256 biwsbj1hbm5h|AUTH SCRAM-SHA-256 (response)",
            "AUTH plain  AGE= x|AUTH PLAIN (response)",
        "AUTHPLAIN x|(no command, 11 octets)", "siri|(no command, 4 octets)", "PASS siri|(no command, 9 octets)"})
    void commands_are_shown_and_nothing_else(String line, String shown) {
        assertEquals(shown, Discretion.shown(line.getBytes(StandardCharsets.UTF_8)));
    }
}
