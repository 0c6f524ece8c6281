package barua.pop3;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Pop3ParserTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = true, value = {
        "CAPA            | Capa[]",
        "quit            | Quit[]",
        "QUIT now        | Wrong",
        "STLS            | Stls[]",
        "USER neema      | User[name=neema]",
        "USER            | Wrong",
        "USER a b        | User[name=a b]",
        "AUTH            | Mechanisms[]",
        "STAT            | Stat[]",
        "STAT 1          | Wrong",
        "LIST            | Scan[message=OptionalInt.empty]",
        "LIST 7          | Scan[message=OptionalInt[7]]",
        "LIST x          | Wrong",
        "LIST 1 2        | Wrong",
        "UIDL 12         | Uidl[message=OptionalInt[12]]",
        "RETR 1          | Retr[message=1]",
        "RETR 001        | Retr[message=1]",
        "RETR            | Wrong",
        "RETR +1         | Wrong",
        "RETR 1234567890 | Wrong",
        "RETR ١          | Wrong",
        "DELE 999999999  | Dele[message=999999999]",
        "TOP 1 0         | Top[message=1, lines=0]",
        "TOP 1  20       | Top[message=1, lines=20]",
        "TOP 1           | Wrong",
        "TOP 1 2 3       | Wrong",
        "NOOP            | Noop[]",
        "RSET            | Rset[]",
        "APOP neema 0123 | Wrong",
        "EHLO x          | Wrong",
    })
    void each_command_is_read_with_its_arguments(String line, String command) {
        String read = parse(line).toString();
        assertEquals(command, command.equals("Wrong") ? read.replaceFirst("\\[.*", "") : read);
    }

    @Test
    void a_password_is_all_that_follows_and_the_line_is_wiped() {
        byte[] line = "PASS  a b\u00E9 ".getBytes(StandardCharsets.UTF_8);
        byte[] expected = Arrays.copyOfRange(line, 5, line.length);
        assertArrayEquals(expected, assertInstanceOf(Pop3Command.BeforeLogin.Pass.class, Pop3Parser.parse(line)).password());
        assertArrayEquals(new byte[line.length], line);
        assertInstanceOf(Pop3Command.Wrong.class, parse("PASS"));
        assertInstanceOf(Pop3Command.Wrong.class, parse("PASS "));
    }

    @Test
    void an_initial_response_is_decoded_and_an_equals_sign_is_an_empty_one() {
        Pop3Command.BeforeLogin.Auth auth = assertInstanceOf(Pop3Command.BeforeLogin.Auth.class, parse("AUTH PLAIN AGEAYg=="));
        assertEquals("PLAIN", auth.mechanism());
        assertArrayEquals(new byte[] {0, 'a', 0, 'b'}, auth.initial().orElseThrow());
        assertEquals(0, assertInstanceOf(Pop3Command.BeforeLogin.Auth.class, parse("AUTH PLAIN =")).initial().orElseThrow().length);
        assertEquals(true, assertInstanceOf(Pop3Command.BeforeLogin.Auth.class, parse("AUTH PLAIN")).initial().isEmpty());
        assertInstanceOf(Pop3Command.Wrong.class, parse("AUTH PLAIN a*"));
    }

    private static Pop3Command parse(String line) {
        return Pop3Parser.parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
