package barua.trace;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was said on the wire, line by line, for an administrator who looks for a fault: {@code session.log}, at most 50 MB, with ten older ones
 * beside it. Whoever talks decides what may be written: never a password, never a message. A disk that refuses costs lines here and
 * nothing else.
 *
 * <pre>
 * 2026-11-26T01:30:20.521Z 1f smtp 192.0.2.1 -- connected
 * 2026-11-26T01:30:20.522Z 1f smtp 192.0.2.1 &lt; EHLO mail.other.example
 * 2026-11-26T01:30:20.523Z 1f smtp 192.0.2.1 &gt; 250-mx.example.org
 * </pre>
 */
public final class SessionLog implements Closeable {

    private static final System.Logger LOG = System.getLogger("barua.trace");
    private static final long LARGEST = 50L << 20;
    private static final int OLDER = 10;
    private static final int LONGEST_LINE = 600;      // characters of what was said
    private static final SessionLog NONE = new SessionLog(null, Clock.systemUTC(), 0);

    private final Path file;        // null where nothing is written
    private final Clock clock;
    private final long largest;
    private final AtomicLong sessions = new AtomicLong();

    // Guarded by this.
    private OutputStream out;
    private long size;
    private boolean warned;
    private boolean closed;

    private SessionLog(Path file, Clock clock, long largest) {
        this.file = file;
        this.clock = clock;
        this.largest = largest;
    }

    /** Nothing is written. */
    public static SessionLog none() {
        return NONE;
    }

    public static SessionLog open(Path file, Clock clock) {
        return open(file, clock, LARGEST);
    }

    static SessionLog open(Path file, Clock clock, long largest) {
        return new SessionLog(file, clock, largest);
    }

    /**
     * A new session.
     *
     * @param door such as {@code smtp} or {@code submission}; {@code to} for one of our own
     * @param peer its address
     */
    public Talk begin(String door, String peer) {
        return file == null ? Talk.SILENT : new Talk(this, Long.toString(sessions.incrementAndGet(), 36) + ' ' + door + ' ' + peer);
    }

    /** One session. Its lines are in order; those of several mix. */
    public static final class Talk {

        /** Of a session that is not written down. */
        public static final Talk SILENT = new Talk(NONE, "");

        private final SessionLog log;
        private final String head;

        private Talk(SessionLog log, String head) {
            this.log = log;
            this.head = head;
        }

        /** A line of the peer, without secrets. */
        public void heard(String line) {
            log.write(head, " < ", line);
        }

        /** A line of ours, without secrets. */
        public void said(String line) {
            log.write(head, " > ", line);
        }

        /** Something that happened: connected, TLS, closed. */
        public void note(String words) {
            log.write(head, " -- ", words);
        }
    }

    private void write(String head, String sign, String words) {
        if (file != null) {
            String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + head + sign + harmless(words) + '\n';
            write(line.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** One line, whatever was said. */
    private static String harmless(String words) {
        StringBuilder line = new StringBuilder(Math.min(words.length(), LONGEST_LINE) + 3);
        words.codePoints().limit(LONGEST_LINE).forEach(c -> line.appendCodePoint(c < ' ' || c >= 127 && c < 160 || c == 0x2028 || c == 0x2029 ? '?' : c));
        return words.length() > LONGEST_LINE ? line.append("...").toString() : line.toString();
    }

    private synchronized void write(byte[] line) {
        try {
            if (closed) {
                return;
            }
            if (out == null || size + line.length > largest) {
                roll();
            }
            out.write(line);
            size += line.length;
            warned = false;
        } catch (IOException full) {
            if (!warned) {
                LOG.log(Level.WARNING, "{0} cannot be written: {1}", file, full.getMessage());
                warned = true;
            }
        }
    }

    private void roll() throws IOException {
        leave();
        if (Files.exists(file) && Files.size(file) >= largest / 2) {
            for (int age = OLDER - 1; age >= 1; age--) {
                if (Files.exists(older(age))) {
                    Files.move(older(age), older(age + 1), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            Files.move(file, older(1), StandardCopyOption.REPLACE_EXISTING);
        }
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size = Files.size(file);
    }

    private Path older(int age) {
        return file.resolveSibling(file.getFileName() + "." + age);
    }

    private void leave() throws IOException {
        if (out != null) {
            out.close();
            out = null;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        closed = true;
        leave();
    }
}
