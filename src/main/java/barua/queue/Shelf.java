package barua.queue;

import barua.disk.FileLayer;
import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The queue on disk. A message is {@code <id>.mail}, its bytes as on the wire, and {@code <id>.env}, its {@link EnvelopeFile}: it is
 * in the queue if and only if the envelope is there. Must stay true: an envelope under its final name is whole and forced, and
 * so is the message beside it.
 *
 * <p>What a crash leaves behind. While adding: a message without envelope, or an unnamed envelope {@code <id>.new}; both are deleted
 * at the next start, and nobody was told that they are kept. While updating: the old envelope or the new one. After the last
 * recipient the envelope becomes {@code <id>.done}, forced, before the message is deleted: a queue id is served once, also
 * when its add is repeated after a crash. Such marks go after an hour, see {@link Queue}.
 */
final class Shelf {

    static final String MAIL = ".mail";
    static final String ENVELOPE = ".env";
    static final String DONE = ".done";
    private static final String NEW = ".new";
    private static final int BUFFER = 64 * 1024;
    private static final int LONGEST_ENVELOPE = 64 << 20;
    private static final System.Logger LOG = System.getLogger("barua.queue");

    private final Path folder;
    private final FileLayer files;

    Shelf(Path folder, FileLayer files) {
        this.folder = folder;
        this.files = files;
    }

    record Found(List<QueuedEnvelope> waiting, Set<String> done) {
    }

    /** What waits; clears away what was never acknowledged. An envelope that cannot be read is set aside, never deleted. */
    Found load() throws IOException {
        Set<String> names = new HashSet<>(files.list(folder));
        List<QueuedEnvelope> waiting = new ArrayList<>();
        Set<String> done = new HashSet<>();
        for (String name : List.copyOf(names)) {
            if (name.endsWith(ENVELOPE)) {
                load(id(name, ENVELOPE), names).ifPresent(waiting::add);
            } else if (name.endsWith(DONE)) {
                done.add(id(name, DONE));
            }
        }
        for (String name : names) {
            boolean orphan = name.endsWith(MAIL) && !names.contains(id(name, MAIL) + ENVELOPE);
            if (orphan || name.endsWith(NEW)) {
                files.unlinkIfThere(folder.resolve(name));
            }
        }
        return new Found(waiting, done);
    }

    /** Names lose what is set aside. */
    private Optional<QueuedEnvelope> load(String id, Set<String> names) throws IOException {
        Content file = new Kept(files, folder.resolve(id + ENVELOPE));
        Optional<QueuedEnvelope> envelope = EnvelopeFile.read(file.bytes(0, LONGEST_ENVELOPE)).filter(read -> read.id().equals(id));
        if (envelope.isPresent() && names.contains(id + MAIL)) {
            return envelope;
        }
        LOG.log(Level.ERROR, "queue: {0} cannot be read and is set aside as {0}.broken: look at it by hand", id);
        files.rename(folder.resolve(id + ENVELOPE), folder.resolve(id + ".broken"));
        if (names.contains(id + MAIL)) {
            files.rename(folder.resolve(id + MAIL), folder.resolve(id + ".broken-mail"));
            names.remove(id + MAIL);
        }
        return Optional.empty();
    }

    private static String id(String name, String suffix) {
        return name.substring(0, name.length() - suffix.length());
    }

    /** Durable when it returns; nothing is left when it throws. */
    void add(QueuedEnvelope envelope, Content content) throws IOException {
        String id = envelope.id();
        try {
            write(folder.resolve(id + MAIL), content);
            place(envelope);
            files.forceDirectory(folder);
        } catch (IOException | RuntimeException notKept) {
            // The envelope first: without it, whatever else stays behind is no message.
            for (String suffix : List.of(ENVELOPE, NEW, MAIL)) {
                deleteQuietly(id + suffix, notKept);
            }
            throw notKept;
        }
    }

    /** @param forced whether the new state must outlive a power cut (a recipient was served); otherwise the old one would only be tried again */
    void update(QueuedEnvelope envelope, boolean forced) throws IOException {
        place(envelope);
        if (forced) {
            files.forceDirectory(folder);
        }
    }

    // The file is forced before it takes the name: the name never stands for a file that is empty or torn.
    private void place(QueuedEnvelope envelope) throws IOException {
        Path fresh = folder.resolve(envelope.id() + NEW);
        try {
            write(fresh, Content.of(EnvelopeFile.write(envelope)));
            files.rename(fresh, folder.resolve(envelope.id() + ENVELOPE));
        } catch (IOException notPlaced) {
            deleteQuietly(envelope.id() + NEW, notPlaced);
            throw notPlaced;
        }
    }

    /** It has been served, forced; remembers the id. May be repeated where it failed halfway. */
    void finish(String id) throws IOException {
        try {
            files.rename(folder.resolve(id + ENVELOPE), folder.resolve(id + DONE));
        } catch (NoSuchFileException moved) {
            // The last time got as far as this.
        }
        files.forceDirectory(folder);
        try {
            files.unlinkIfThere(folder.resolve(id + MAIL));
        } catch (IOException left) {
            LOG.log(Level.WARNING, "queue: {0} stays behind until the next start", id + MAIL);
        }
    }

    void forgetDone(String id) throws IOException {
        files.unlinkIfThere(folder.resolve(id + DONE));
    }

    Content content(String id) {
        return new Kept(files, folder.resolve(id + MAIL));
    }

    private void deleteQuietly(String name, Exception why) {
        try {
            files.unlinkIfThere(folder.resolve(name));
        } catch (IOException still) {
            why.addSuppressed(still);
        }
    }

    /** All of it, forced; its name is not. */
    private void write(Path file, Content content) throws IOException {
        files.unlinkIfThere(file);
        try (FileLayer.Handle out = files.create(file, false); InputStream in = content.open()) {
            byte[] buffer = new byte[BUFFER];
            long at = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                out.write(at, buffer, 0, n);
                at += n;
            }
            out.force();
        }
    }

    private record Kept(FileLayer files, Path file) implements Content {

        @Override
        public long size() throws IOException {
            return files.stat(file).orElseThrow(() -> new NoSuchFileException(file.toString())).size();
        }

        @Override
        public InputStream open(long from) throws IOException {
            return files.stream(file, from);
        }
    }
}
