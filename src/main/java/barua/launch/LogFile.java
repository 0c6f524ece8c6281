package barua.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Stream;

/**
 * {@code log/barua.log}, one line an event, at most 50 MB; ten older ones beside it, {@code barua.log.1} the youngest. Public
 * because java.util.logging makes it from {@code logging.properties}.
 */
public final class LogFile extends Handler {

    static final String FOLDER = "barua.log.folder";

    private static final long LARGEST = 50L << 20;
    private static final int OLDER = 10;
    private static final String READER = "org.glassfish.grizzly.http.";
    private static final int LONGEST_TRACE = 32 << 10;

    private final Path file = Path.of(System.getProperty(FOLDER), "barua.log");

    // Guarded by this.
    private OutputStream out;
    private long size;

    public LogFile() {
        setFormatter(new Line());
        setLevel(Level.ALL);
    }

    @Override
    public void publish(LogRecord event) {
        if (!isLoggable(event) || isUnreadableRequest(event) || isOwnWish(event)) {
            return;
        }
        byte[] line = getFormatter().format(event).getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            try {
                if (out == null || size + line.length > LARGEST) {
                    roll();
                }
                out.write(line);
                size += line.length;
            } catch (IOException full) {
                reportError(null, full, ErrorManager.WRITE_FAILURE);
            }
        }
    }

    /** A stranger's request that the web server could not read: it was answered, and is nobody's trouble here. */
    private static boolean isUnreadableRequest(LogRecord event) {
        return event.getThrown() instanceof Exception thrown && Stream.of(thrown.getStackTrace()).filter(frame -> !frame.getClassName().startsWith("java."))
                .findFirst().filter(frame -> frame.getClassName().startsWith(READER)).isPresent();
    }

    /** Thrown while a request was answered, but before it came to a class of ours: such as by a path that the container cannot judge. */
    private static boolean isBeforeOurDoor(Throwable thrown) {
        List<String> classes = Stream.of(thrown.getStackTrace()).map(StackTraceElement::getClassName).toList();
        return thrown instanceof Exception && classes.stream().anyMatch(name -> name.startsWith(READER)) && classes.stream()
                .noneMatch(name -> name.startsWith("barua."));
    }

    /** The container calls it invalid that {@link PayaraConfig} takes its error page away, and does it. */
    private boolean isOwnWish(LogRecord event) {
        return "jakarta.enterprise.web".equals(event.getLoggerName()) && getFormatter().formatMessage(event).contains(PayaraConfig.ERROR_PAGE);
    }

    @Override
    public void flush() {
        // Each line is written at once: after a crash the last ones matter most.
    }

    @Override
    public synchronized void close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException lost) {
            reportError(null, lost, ErrorManager.CLOSE_FAILURE);
        }
    }

    private void roll() throws IOException {
        close();
        if (Files.exists(file) && Files.size(file) > LARGEST - (1 << 20)) {
            for (int age = OLDER - 1; age >= 1; age--) {
                if (Files.exists(older(age))) {
                    Files.move(older(age), older(age + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(DataFolder.PRIVATE_FILE));
        }
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
    }

    private Path older(int age) {
        return file.resolveSibling("barua.log." + age);
    }

    /** {@code 2026-11-22 08:14:17.691 WARNING barua.mta.Router: words}, and below it a stack trace where there is one. */
    private static final class Line extends Formatter {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

        @Override
        public String format(LogRecord event) {
            // A line end in a message could forge a line.
            String words = formatMessage(event).strip().replace("\r", "").replace("\n", "\n    ");
            return TIME.format(event.getInstant()) + ' ' + event.getLevel() + ' ' + event.getLoggerName() + ": " + words + thrown(event.getThrown());
        }

        private static String thrown(Throwable thrown) {
            if (thrown == null) {
                return "\n";
            }
            // Anybody can make these, and where they were thrown helps nobody.
            return isBeforeOurDoor(thrown) ? ": " + thrown.toString().replaceAll("[\r\n]", " ") + '\n' : '\n' + trace(thrown);
        }

        private static String trace(Throwable thrown) {
            StringWriter text = new StringWriter();
            thrown.printStackTrace(new PrintWriter(text));
            String whole = text.toString();
            return whole.length() <= LONGEST_TRACE ? whole : whole.substring(0, LONGEST_TRACE) + "...\n";
        }
    }
}
