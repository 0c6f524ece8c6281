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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void a_request_that_the_web_server_cannot_read_is_not_told_but_other_failures_are() throws IOException {
        IllegalStateException unreadable = new IllegalStateException("Unexpected termination");
        unreadable.setStackTrace(new StackTraceElement[] {new StackTraceElement("org.glassfish.grizzly.http.util.URLDecoder", "decode", "URLDecoder.java", 193)});
        for (Throwable thrown : List.of(unreadable, new IllegalStateException("ours"))) {
            LogRecord event = new LogRecord(Level.SEVERE, "An exception or error occurred in the container during the request processing");
            event.setLoggerName("jakarta.enterprise.web.core");
            event.setThrown(thrown);
            log.publish(event);
        }
        String told = Files.readString(folder.resolve("barua.log"));
        assertFalse(told.contains("URLDecoder"), told);
        assertTrue(told.contains("IllegalStateException: ours"), told);
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
