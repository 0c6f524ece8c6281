package barua.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LogFileTest {

    @TempDir
    private Path folder;

    private LogFile log;

    @BeforeEach
    void open() {
        System.setProperty(LogFile.FOLDER, folder.toString());
        log = new LogFile();
    }

    @AfterEach
    void close() {
        log.close();
        System.clearProperty(LogFile.FOLDER);
    }

    private void say(String words) {
        LogRecord event = new LogRecord(Level.INFO, words);
        event.setLoggerName("barua.test");
        log.publish(event);
    }

    @Test
    void a_message_cannot_forge_a_line() throws IOException {
        say("a name\r\n2026-01-01 00:00:00.000 SEVERE barua: all is lost");
        List<String> lines = Files.readAllLines(folder.resolve("barua.log"));
        assertTrue(lines.get(0).endsWith("INFO barua.test: a name"), lines.get(0));
        assertTrue(lines.get(1).startsWith("    2026-01-01"), lines.get(1));
    }

    private static Exception thrown(Exception exception, String... classes) {
        exception.setStackTrace(Stream.of(classes).map(name -> new StackTraceElement(name, "method", name + ".java", 1)).toArray(StackTraceElement[]::new));
        return exception;
    }

    private List<String> told(Exception thrown) throws IOException {
        LogRecord event = new LogRecord(Level.SEVERE, "request failed");
        event.setLoggerName("container");
        event.setThrown(thrown);
        log.publish(event);
        Path file = folder.resolve("barua.log");
        return Files.exists(file) ? Files.readAllLines(file).stream().map(line -> line.replaceFirst("^[0-9].*SEVERE ", "")).toList() : List.of();
    }

    static List<Exception> unreadable() {
        return List.of(thrown(new IllegalStateException("Unexpected termination"), "org.glassfish.grizzly.http.util.URLDecoder"),
                thrown(new NumberFormatException("zz"), "java.lang.NumberFormatException", "java.lang.Integer", "org.glassfish.grizzly.http.util.URLDecoder"),
                thrown(new ArrayIndexOutOfBoundsException(0), "org.glassfish.grizzly.http.util.HttpCodecUtils"),
                thrown(new IOException("Invalid byte within a chunk length"), "org.glassfish.grizzly.http.ChunkedTransferEncoding",
                "org.glassfish.grizzly.filterchain.DefaultFilterChain"));
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void a_request_that_the_web_server_cannot_read_is_not_told(Exception thrown) throws IOException {
        assertEquals(List.of(), told(thrown));
    }

    @Test
    void what_fails_before_a_request_is_ours_is_told_in_a_line() throws IOException {
        Exception thrown = thrown(new IllegalArgumentException("invalid\npath"), "jakarta.security.jacc.URLPatternSpec",
                "org.glassfish.grizzly.http.server.HttpHandler");
        assertEquals(List.of("container: request failed: java.lang.IllegalArgumentException: invalid path"), told(thrown));
    }

    @Test
    void what_fails_in_ours_is_told_with_the_place() throws IOException {
        Exception thrown = thrown(new IllegalStateException("ours"), "java.util.Optional", "barua.webmail.Reader",
                "org.glassfish.grizzly.http.server.HttpHandler");
        assertEquals(5, told(thrown).size());
        assertTrue(told(thrown).get(3).contains("barua.webmail.Reader"), told(thrown).toString());
    }

    @Test
    void what_the_container_says_of_our_own_setting_is_not_told_but_of_others_it_is() throws IOException {
        for (String property : List.of("errorReportValve", "other")) {
            LogRecord event = new LogRecord(Level.WARNING, "Ignoring invalid property {0} = {1}");
            event.setParameters(new Object[] {property, ""});
            event.setLoggerName("jakarta.enterprise.web");
            log.publish(event);
        }
        List<String> lines = Files.readAllLines(folder.resolve("barua.log"));
        assertEquals(1, lines.size(), lines.toString());
        assertTrue(lines.getFirst().endsWith("Ignoring invalid property other ="), lines.getFirst());
    }

    @Test
    void a_full_file_becomes_the_youngest_of_ten() throws IOException {
        for (int age = 1; age <= 10; age++) {
            Files.writeString(folder.resolve("barua.log." + age), "older " + age);
        }
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve("barua.log").toFile(), "rw")) {
            file.setLength(50L << 20);
        }
        say("the first of a new file");
        say("the second");
        assertEquals(2, Files.readAllLines(folder.resolve("barua.log")).size());
        assertEquals(50L << 20, Files.size(folder.resolve("barua.log.1")));
        assertEquals("older 1", Files.readString(folder.resolve("barua.log.2")));
        assertEquals("older 9", Files.readString(folder.resolve("barua.log.10")));
        assertFalse(Files.exists(folder.resolve("barua.log.11")));
    }
}
