package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A file on its way in, kept in the spool byte for byte. Beside it lies {@code <name>.about}, lines as in a {@link Lines}:
 * <pre>
 * about picture.png image/png 114454      what its owner wants to know of it
 * at 65536 1a2b3c4d                       so many bytes came, and the CRC-32C of those since the line before
 * </pre>
 * Nothing is forced before {@link #force}: what a crash spoils does not match its checksum, and those bytes are asked for again.
 * Guarded by itself.
 */
public final class SpoolFile implements Content {

    static final String ABOUT = ".about";

    private static final int BUFFER = 32_768;
    private static final int MARK_EVERY = 65_536;

    private final MailStore store;
    private final FileLayer files;
    private final Path file;
    private final List<String> about;
    private final List<String> marks = new ArrayList<>();
    private final CRC32C sum = new CRC32C();
    private volatile long size;
    private long marked;
    private boolean gone;

    private SpoolFile(MailStore store, Path file, List<String> about) {
        this.store = store;
        this.files = store.files();
        this.file = file;
        this.about = List.copyOf(about);
    }

    static SpoolFile create(MailStore store, Path file, List<String> about) throws IOException {
        SpoolFile fresh = new SpoolFile(store, file, about);
        store.files().unlinkIfThere(file);
        store.files().create(file, false).close();
        fresh.writeNotes();
        return fresh;
    }

    /** One of an earlier run, up to the last byte that is known to be right. @throws NoSuchFileException where there is none that can be used */
    static SpoolFile read(MailStore store, Path file) throws IOException {
        List<String> lines = Lines.at(store.files(), notes(file)).read();
        if (lines.isEmpty()) {
            throw new NoSuchFileException(file.toString());
        }
        SpoolFile known = new SpoolFile(store, file, QuotedWords.split(lines.getFirst()).stream().skip(1).toList());
        known.trust(lines.subList(1, lines.size()));
        try (FileLayer.Handle handle = store.files().open(file)) {
            handle.truncate(known.size);
        }
        known.writeNotes();
        return known;
    }

    private void trust(List<String> lines) throws IOException {
        try (InputStream in = files.stream(file, 0)) {
            for (String line : lines) {
                List<String> words = QuotedWords.split(line);
                long end = Long.parseLong(words.get(1));
                byte[] part = in.readNBytes(Math.toIntExact(end - size));
                sum.reset();
                sum.update(part, 0, part.length);
                if (part.length < end - size || !Long.toHexString(sum.getValue()).equals(words.get(2))) {
                    break;
                }
                size = end;
                marks.add(line);
            }
        }
        marked = size;
        sum.reset();
    }

    static Path notes(Path file) {
        return file.resolveSibling(file.getFileName() + ABOUT);
    }

    /** What was said of it when it was begun. */
    public List<String> about() {
        return about;
    }

    /** Bytes that came so far. */
    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long from) throws IOException {
        return files.stream(file, from);
    }

    /** Takes bytes until there are {@code most} of them or no more come; what came before an exception is kept. Returns how many there are. */
    public synchronized long append(InputStream in, long most) throws IOException {
        if (gone) {
            throw new NoSuchFileException(file.toString());
        }
        byte[] buffer = new byte[BUFFER];
        try (FileLayer.Handle handle = files.open(file)) {
            int read;
            while (size < most && (read = in.read(buffer, 0, (int) Math.min(buffer.length, most - size))) > 0) {
                write(handle, buffer, read);
            }
        }
        return size;
    }

    private void write(FileLayer.Handle handle, byte[] buffer, int length) throws IOException {
        try {
            handle.write(size, buffer, 0, length);
            sum.update(buffer, 0, length);
            size += length;
            if (size - marked >= MARK_EVERY) {
                mark();
            }
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        }
    }

    private void mark() throws IOException {
        String mark = QuotedWords.join("at", size, Long.toHexString(sum.getValue()));
        byte[] line = Lines.encode(List.of(mark));
        try (FileLayer.Handle handle = files.open(notes(file))) {
            handle.write(handle.size(), line, 0, line.length);
        }
        marks.add(mark);
        marked = size;
        sum.reset();
    }

    private void writeNotes() throws IOException {
        List<String> lines = new ArrayList<>();
        List<Object> head = new ArrayList<>(List.of("about"));
        head.addAll(about);
        lines.add(QuotedWords.join(head.toArray()));
        lines.addAll(marks);
        files.replace(notes(file), Lines.encode(lines));
    }

    /** All that came is on the disk when it returns; after an exception the file is gone. */
    public synchronized void force() throws IOException {
        try (FileLayer.Handle handle = files.open(file)) {
            handle.force();
            if (size > marked) {
                mark();
            }
            writeNotes();   // forces the directory, too
        } catch (IOException failed) {
            remove();
            throw DiskTrouble.refusal(failed);
        }
    }

    synchronized void remove() {
        gone = true;
        store.forget(notes(file));
        store.forget(file);
    }
}
