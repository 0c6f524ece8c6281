package barua.extract;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** Asks the other process for the text or the preview of one file at a time; starts it when there is something to read, and again when it died of it. */
public final class Extractor implements Closeable {

    private static final System.Logger LOG = System.getLogger(Extractor.class.getName());
    /** What it says when it has begun; before that no file is to blame. */
    static final int READY = 82;
    /** What is asked for. */
    static final int TEXT = 0;
    static final int PREVIEW = 1;
    private static final int MOST_ANSWER = 8 * 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Of a first try. */
    private static final Duration HURRY = Duration.ofSeconds(4);
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration IDLE = Duration.ofSeconds(20);
    private static final int LONGEST_NAME = 255;

    private final List<Path> classPath;
    private final List<String> command;
    private final Path scratch;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock();
    private volatile Process child;
    private DataOutputStream to;
    private DataInputStream from;
    private volatile long usedAt;
    private volatile boolean closed;

    private Extractor(List<Path> classPath, List<String> command, Path scratch, Duration patience) {
        this.classPath = List.copyOf(classPath);
        this.command = command;
        this.scratch = scratch;
        this.patience = patience;
    }

    /**
     * Starts nothing yet.
     *
     * @param classPath what the other process runs, this class among it
     * @param scratch   a folder of its own for what does not fit into memory; emptied now
     */
    public static Extractor over(List<Path> classPath, Path scratch) throws IOException {
        return over(classPath, scratch, PATIENCE);
    }

    static Extractor over(List<Path> classPath, Path scratch, Duration patience) throws IOException {
        Files.createDirectories(scratch);
        empty(scratch);
        return new Extractor(classPath, ExtractCommand.of(classPath, scratch), scratch, patience);
    }

    /** Libraries make folders of their own in it, too. */
    private static void empty(Path folder) throws IOException {
        try (var left = Files.walk(folder)) {
            left.sorted(Comparator.reverseOrder()).filter(path -> !path.equals(folder)).forEach(path -> path.toFile().delete());
        } catch (UncheckedIOException gone) {
            // the other process was about to end, and deleted it itself
        }
    }

    /** A second one like this, with a process and a folder of its own. */
    public Extractor another() throws IOException {
        return over(classPath, scratch.resolveSibling(scratch.getFileName() + "-2"), patience);
    }

    /** One for those who wait before a page: with a process of its own, so that nothing that is read meanwhile keeps them waiting. */
    public Previewer previewer() throws IOException {
        return new Previewer(Optional.of(over(classPath, scratch.resolveSibling(scratch.getFileName() + "-preview"), patience)));
    }

    /** The same in the time of a first try: what takes longer comes back cut, and is read again when nobody waits. */
    public Optional<Extracted> hurry(String name, InputStream file, long size) throws IOException {
        return asked(TEXT, name, file, size, patience.compareTo(HURRY) < 0 ? patience : HURRY, Extractor::text);
    }

    /**
     * The text of a file; whatever it is and whatever it does to its reader, this returns within the time that one file is given.
     *
     * @param size how many bytes the stream has
     * @return empty where its reader died of it, or took too long and could not even hand over what it had
     * @throws IOException where the file itself cannot be read, or this is closed
     */
    public Optional<Extracted> extract(String name, InputStream file, long size) throws IOException {
        return asked(TEXT, name, file, size, patience, Extractor::text);
    }

    /** What a file shows at a glance; otherwise as {@link #extract}. */
    Optional<FilePreview> preview(String name, InputStream file, long size) throws IOException {
        return asked(PREVIEW, name, file, size, patience, FilePreview::read);
    }

    /** An answer as it comes, behind the byte that says whether it is the last. @throws IOException where it is none */
    private interface Answer<T> {

        T read(DataInputStream in) throws IOException;
    }

    private <T> Optional<T> asked(int question, String name, InputStream file, long size, Duration time, Answer<T> answer) throws IOException {
        turn.lock();
        try {
            if (closed) {
                throw new IOException("extracting has ended");
            }
            Process running = running();
            Thread watch = watch(running, time);
            try {
                ask(question, name, file, size, time);
                T read = answered(answer);
                empty(scratch);
                return Optional.of(read);
            } catch (ChildException died) {
                end();
                if (closed) {
                    throw new IOException("extracting has ended", died);   // not the file's fault
                }
                return Optional.empty();
            } finally {
                usedAt = System.nanoTime();
                watch.interrupt();
            }
        } finally {
            turn.unlock();
        }
    }

    /** The other process is no more, or says what it should not. */
    private static final class ChildException extends Exception {

        private static final long serialVersionUID = 1L;

        ChildException(Throwable why) {
            super(why);
        }
    }

    private void ask(int question, String name, InputStream file, long size, Duration time) throws IOException, ChildException {
        String shorter = name.length() <= LONGEST_NAME ? name : name.substring(name.length() - LONGEST_NAME);
        byte[] buffer = new byte[65_536];
        try {
            to.writeByte(question);
            to.writeUTF(shorter);
            to.writeLong(size);
            to.writeInt((int) (time.toMillis() * 4 / 5));   // what it has read by then it can still hand over
        } catch (IOException died) {
            throw new ChildException(died);
        }
        for (long left = size; left > 0;) {
            int read = file.readNBytes(buffer, 0, (int) Math.min(buffer.length, left));
            if (read == 0) {
                end();   // it waits for bytes that do not come
                throw new IOException("the file is shorter than it was said to be");
            }
            left -= read;
            try {
                to.write(buffer, 0, read);
            } catch (IOException died) {
                throw new ChildException(died);
            }
        }
    }

    private <T> T answered(Answer<T> answer) throws ChildException {
        try {
            to.flush();
            boolean last = from.readBoolean();
            T read = answer.read(from);
            if (last) {
                end();
            }
            return read;
        } catch (IOException died) {
            throw new ChildException(died);
        }
    }

    private static Extracted text(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        int length = in.readInt();
        if (kind >= Extracted.Kind.values().length || length < 0 || length > MOST_ANSWER) {
            throw new IOException("no text");
        }
        byte[] text = new byte[length];
        in.readFully(text);
        return new Extracted(Extracted.Kind.values()[kind], new String(text, StandardCharsets.UTF_8));
    }

    private Process running() throws IOException {
        if (child == null || !child.isAlive()) {
            empty(scratch);
            child = new ProcessBuilder(command).directory(scratch.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            to = new DataOutputStream(new BufferedOutputStream(child.getOutputStream(), 65_536));
            from = new DataInputStream(new BufferedInputStream(child.getInputStream()));
            begin(child);
        }
        return child;
    }

    private void begin(Process started) throws IOException {
        Thread watch = watch(started, STARTING);
        try {
            if (from.read() != READY) {
                end();
                throw new IOException("the process that reads files does not start");
            }
        } finally {
            watch.interrupt();
        }
    }

    /** Ends the other process when it takes too long. */
    private Thread watch(Process running, Duration atMost) {
        return Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(atMost);
                LOG.log(System.Logger.Level.INFO, "the process that reads files took longer than " + atMost.toSeconds() + " s, and is ended");
                running.destroyForcibly();
            } catch (InterruptedException done) {
                // in time
            }
        });
    }

    private void end() {
        if (child != null) {
            child.destroyForcibly();
            child = null;
        }
    }

    boolean isRunning() {
        Process running = child;
        return running != null && running.isAlive();
    }

    /** Lets the other process go where nothing was asked of it for a while: to be called at times. */
    public void rest() {
        if (turn.tryLock()) {
            try {
                if (child != null && System.nanoTime() - usedAt > IDLE.toNanos()) {
                    end();
                }
            } finally {
                turn.unlock();
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        Process running = child;
        if (running != null) {
            running.destroyForcibly();
        }
    }
}
