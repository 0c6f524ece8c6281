package barua.search;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/** A folder of the file system. Asked often: the system is asked once a second. */
final class FolderDisk implements IndexDisk {

    private static final long ASKED_EVERY_NS = TimeUnit.SECONDS.toNanos(1);
    /** A twentieth of the disk is enough, however much is to stay free. */
    private static final int SHARE = 20;

    private final Path root;
    private final long reserve;
    private final BooleanSupplier mailHasRoom;
    private volatile long askedAt = System.nanoTime() - ASKED_EVERY_NS;
    private volatile boolean room = true;

    /** @param reserve bytes that stay free @param mailHasRoom whether the mail's own disk has, which may be the same */
    FolderDisk(Path root, long reserve, BooleanSupplier mailHasRoom) {
        this.root = root;
        this.reserve = reserve;
        this.mailHasRoom = mailHasRoom;
    }

    @Override
    public Directory open(Path folder) throws IOException {
        return FSDirectory.open(folder);
    }

    @Override
    public boolean hasRoom() {
        long now = System.nanoTime();
        if (now - askedAt >= ASKED_EVERY_NS) {
            askedAt = now;
            try {
                FileStore store = Files.getFileStore(root);
                long least = Math.min(reserve, store.getTotalSpace() / SHARE);
                room = store.getUsableSpace() >= (room ? least : least + least / 4);   // not to and fro
            } catch (IOException unknown) {
                room = false;
            }
        }
        return room && mailHasRoom.getAsBoolean();
    }
}
