package barua.mailbox;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Moves the files of expunged messages into {@code keep/<date>/}, or removes them where nothing is kept. The expunge itself is
 * durable before; until the log says Buried, a file found in cur/ after a crash is buried again.
 */
final class Burial {

    private static final int BATCH = 256;

    private final Folder folder;
    private final FileLayer files;

    Burial(Folder folder) {
        this.folder = folder;
        this.files = folder.files();
    }

    /** All that wait, a batch at a time, so that sessions are not held up. */
    void run() throws IOException {
        folder.staying(() -> {
            List<Long> done = new ArrayList<>();
            Path keep = keepFolder();
            while (true) {
                folder.lock.lock();
                try {
                    Loaded state = folder.present();
                    if (state == null || !move(state, keep, BATCH, done)) {
                        break;
                    }
                } finally {
                    folder.lock.unlock();
                }
            }
            if (!done.isEmpty()) {
                confirm(keep, done);
            }
            return null;
        });
    }

    private void confirm(Path keep, List<Long> done) throws IOException {
        files.forceDirectory(keep);
        folder.forceCur();
        folder.lock.lock();
        try {
            folder.note(folder.present(), new LogRecord.Buried(done.stream().mapToLong(Long::longValue).toArray()));
        } finally {
            folder.lock.unlock();
        }
        folder.prune();
    }

    /** All at once, under the lock. */
    void finish(Loaded state) throws IOException {
        List<Long> done = new ArrayList<>();
        if (state.ghosts.values().stream().anyMatch(ghost -> !ghost.buried())) {
            Path keep = keepFolder();
            move(state, keep, Integer.MAX_VALUE, done);
            files.forceDirectory(keep);
            files.forceDirectory(folder.path().resolve("cur"));
            folder.note(state, new LogRecord.Buried(done.stream().mapToLong(Long::longValue).toArray()));
        }
    }

    private Path keepFolder() throws IOException {
        LocalDate today = folder.mailbox().store().clock().instant().atZone(ZoneOffset.UTC).toLocalDate();
        Path keep = folder.mailbox().root().resolve(Keep.NAME).resolve(today.toString());
        files.makeFolders(keep);
        return keep;
    }

    /** True while there may be more. */
    private boolean move(Loaded state, Path keep, int most, List<Long> done) throws IOException {
        List<Loaded.Ghost> waiting = state.ghosts.values().stream().filter(ghost -> !ghost.buried()).limit(most).toList();
        for (Loaded.Ghost ghost : waiting) {
            String place = bury(ghost, keep);
            state.ghosts.put(ghost.entry().uid(), new Loaded.Ghost(ghost.entry(), ghost.modseq(), ghost.fate(), place, true));
            done.add(ghost.entry().uid());
        }
        if (!waiting.isEmpty()) {
            state.touched = true;
        }
        return waiting.size() == most;
    }

    private String bury(Loaded.Ghost ghost, Path keep) throws IOException {
        Path file = folder.path().resolve("cur").resolve(ghost.place());
        String name = Keep.name(folder, ghost.entry());
        try {
            if (ghost.fate() == LogRecord.Fate.DISCARD) {
                files.unlink(file);
            } else {
                files.rename(file, keep.resolve(name));
            }
        } catch (NoSuchFileException gone) {
            // It was buried before a crash, or another program removed it.
        }
        return keep.getFileName() + "/" + name;
    }
}
