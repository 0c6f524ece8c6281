package barua.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Everything mutable lives under one folder, which is readable by its owner only; one process at a time runs on it. */
record DataFolder(Path root) {

    static final Set<PosixFilePermission> PRIVATE_FILE = PosixFilePermissions.fromString("rw-------");
    static final Set<PosixFilePermission> PRIVATE_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final List<String> FOLDERS = List.of("mail", "spool", "queue", "db", "search", "backup", "tls", "log", "run");

    private static final int LOCK_ATTEMPTS = 3;

    DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    Path folder(String name) {
        return root.resolve(name);
    }

    /** The Unix socket through which commands reach the running server. */
    Path socket() {
        return folder("run").resolve("barua.sock");
    }

    Path properties() {
        return root.resolve("barua.properties");
    }

    void make() throws Refusal {
        try {
            Files.createDirectories(root.getParent());
            for (Path folder : FOLDERS.stream().map(this::folder).toList()) {
                Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(PRIVATE_FOLDER));
            }
            Files.setPosixFilePermissions(root, PRIVATE_FOLDER);
        } catch (IOException | UnsupportedOperationException cannot) {
            throw new Refusal("cannot make the data folder " + root + ": " + cannot);
        }
    }

    /** Whoever holds the lock runs on this folder; the kernel lets go of it when the process ends, however it ends. */
    FileLock lock() throws Refusal, InterruptedException {
        try {
            RandomAccessFile file = new RandomAccessFile(lockFile().toFile(), "rw");   // stays open as long as the process lives
            FileLock lock = file.getChannel().tryLock();
            for (int attempt = 1; lock == null && attempt < LOCK_ATTEMPTS; attempt++) {
                TimeUnit.MILLISECONDS.sleep(100);   // barua status holds it for a moment when it looks
                lock = file.getChannel().tryLock();
            }
            if (lock == null) {
                file.close();
                throw new Refusal("Barua is running already on " + root + " as process " + runningProcess().map(String::valueOf).orElse("?"));
            }
            // Written over what is there before it is cut: that needs no room on a full disk.
            byte[] line = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
            file.write(line);
            file.setLength(line.length);
            return lock;
        } catch (IOException cannot) {
            throw new Refusal("cannot lock the data folder " + root + ": " + cannot.getMessage());
        }
    }

    /** The process that runs on this folder; empty where there is none. */
    Optional<Long> runningProcess() throws Refusal {
        if (!Files.exists(lockFile())) {
            return Optional.empty();
        }
        try (var channel = java.nio.channels.FileChannel.open(lockFile(), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                lock.release();
                return Optional.empty();
            }
            return Optional.of(Long.parseLong(Files.readString(lockFile()).strip()));
        } catch (java.nio.file.AccessDeniedException denied) {
            throw new Refusal("the data folder " + root + " belongs to somebody else");
        } catch (IOException | NumberFormatException unreadable) {
            throw new Refusal("cannot read " + lockFile() + ": " + unreadable.getMessage());
        }
    }

    /** Makes or replaces a small file that only its owner may read, forced. */
    static void writePrivate(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PRIVATE_FILE));
        Files.writeString(fresh, text, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private Path lockFile() {
        return folder("run").resolve("barua.lock");
    }
}
