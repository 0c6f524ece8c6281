package barua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.ScriptRunner.Fixture;
import barua.net.ConnectionLimits;
import barua.net.ListeningPort;
import barua.net.Service;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptRunnerTest {

    private static final Service ECHO = connection -> {
        connection.write("* READY habari [it]\r\n");
        for (String line = connection.readText(1000); !line.equals("quit"); line = connection.readText(1000)) {
            connection.write(line + "\r\n");
        }
    };

    @TestFactory
    Stream<DynamicTest> scripts() throws IOException {
        return ScriptRunner.tests("script", script -> {
            Fixture fixture = new Fixture(ECHO).with("number", "41").with("greeting", script.settings().getOrDefault("word", "?"));
            return script.settings().containsKey("tls") ? fixture.implicitTls(ScriptRunner.tls()) : fixture;
        });
    }

    @ParameterizedTest
    @CsvSource({
        "S: nothing,                 1",
        "S: * READY habari,          1",
        "S: * READY *~S: more~,      2",
        "S: * READY *~C: a~S?: b~,   3",
        "S: * READY *~C: quit~S: x,  3",
        "C: ${nobody},               1",
        "CLOSED:,                    1",
    })
    void a_server_that_says_something_else_fails_the_script_at_that_line(String text, int line) throws IOException {
        Service brief = connection -> {
            connection.readTimeout(Duration.ofMillis(100));
            ECHO.serve(connection);
        };
        ConnectionLimits limits = new ConnectionLimits(10, 10, Duration.ofMillis(100), Duration.ofSeconds(5), "busy\r\n");
        Script script = Script.parse("bad", List.of(text.split("~")));
        try (ListeningPort listener = ListeningPort.open("bad", new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), limits, Optional.empty(), brief);
                ScriptPlayer player = new ScriptPlayer(script, listener.port(), Map.of())) {
            AssertionError failure = assertThrows(AssertionError.class, player::play);
            assertTrue(failure.getMessage().startsWith("bad.script:" + line + ": "), failure.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hello", "C hello", "S<<~never ended", "C: {N}", "S~: x", "C?: x"})
    void what_is_no_script_is_said_with_its_line(String text) {
        String said = assertThrows(IllegalArgumentException.class, () -> Script.parse("bad", List.of(("# one~" + text).split("~")))).getMessage();
        assertTrue(said.startsWith("bad.script:"), said);
    }

    @ParameterizedTest
    @CsvSource({"* OK, a OK, false", "* OK, * OK, true", "a * c, a  c, true", "a \\* c, a b c, false", "$x $y, 1 2, true", "$x, 1 2, false",
            "[UID $x] *, [UID 7] done, true"})
    void patterns_match_whole_lines(String pattern, String line, boolean matches) {
        assertEquals(matches, new ScriptVariables(Map.of()).matches(pattern, line));
    }
}
