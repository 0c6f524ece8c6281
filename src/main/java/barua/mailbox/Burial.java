package barua.mailbox;

import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves the files of expunged messages into {@code keep/<date>/}, or removes them where nothing is kept. The expunge itself is
 * durable before; until the log says Buried, a file found in cur/ after a crash is buried again.
 */
final class Burial {

    private static final int BATCH = 256;

    private final FolderState folder;
    private final FileLayer files;

    Burial(FolderState folder) {
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
        Strays strays = new Strays();
        for (Loaded.Ghost ghost : waiting) {
            String place = bury(ghost, keep, strays);
            state.ghosts.put(ghost.entry().uid(), new Loaded.Ghost(ghost.entry(), ghost.modseq(), ghost.fate(), place, true));
            done.add(ghost.entry().uid());
        }
        if (!waiting.isEmpty()) {
            state.touched = true;
        }
        return waiting.size() == most;
    }

    private String bury(Loaded.Ghost ghost, Path keep, Strays strays) throws IOException {
        String name = Keep.name(folder, ghost.entry());
        if (!bury(ghost, ghost.place(), keep.resolve(name))) {
            Optional<String> stray = strays.of(ghost.entry().uid());
            if (stray.isPresent()) {
                bury(ghost, stray.get(), keep.resolve(name));
            }
        }
        return keep.getFileName() + "/" + name;
    }

    /** False where there is no such file: it was buried before a crash, or another program renamed or removed it. */
    private boolean bury(Loaded.Ghost ghost, String place, Path kept) throws IOException {
        Path file = folder.path().resolve("cur").resolve(place);
        try {
            if (ghost.fate() == LogRecord.Fate.DISCARD) {
                files.unlink(file);
            } else {
                files.rename(file, kept);
            }
            return true;
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    /** What other programs renamed before it could be buried: left there, it would come back as a new message. Looked for once. */
    private final class Strays {

        private Map<Long, String> names;

        Optional<String> of(long uid) throws IOException {
            if (names == null) {
                names = new HashMap<>();
                for (String name : files.list(folder.path().resolve("cur"))) {
                    MessageName parsed = MessageName.parse(name);
                    if (parsed.folderId().equals(folder.header().id())) {
                        names.put(parsed.uid(), name);
                    }
                }
            }
            return Optional.ofNullable(names.get(uid));
        }
    }
}
