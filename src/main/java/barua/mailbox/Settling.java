package barua.mailbox;

import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Brings the names of a folder's files up to date with what the log knows: one rename for a message whose flags changed, however often.
 * Never needed for safety: names tell only what is asked when index and log are lost, or when another program reads the Maildir.
 */
final class Settling {

    private static final int BATCH = 64;

    private final FolderState folder;
    private final FileLayer files;

    Settling(FolderState folder) {
        this.folder = folder;
        this.files = folder.files();
    }

    /** At most so many; returns how many were renamed. Sessions get their turn between batches. */
    int some(int most) throws IOException {
        int done = 0;
        while (done < most) {
            long[] next = next(Math.min(BATCH, most - done));
            if (next.length == 0) {
                break;
            }
            folder.verify(next);
            folder.changing(() -> {
                rename(next);
                return null;
            });
            done += next.length;
        }
        return done;
    }

    /** All, durably, and Dovecot's own lists beside them. */
    void all() throws IOException {
        some(Integer.MAX_VALUE);
        folder.changing(() -> {
            folder.forceCur();
            folder.lock.lock();
            try {
                Loaded state = folder.sound();
                state.renamed = false;
                writeLists(state);
            } finally {
                folder.lock.unlock();
            }
            return null;
        });
    }

    private long[] next(int most) throws IOException {
        return folder.reading(false, state -> {
            MessageTable m = state.messages;
            long[] uids = new long[Math.min(most, m.unsettled())];
            int found = 0;
            // A name says sizes: a message that cannot be read keeps its own.
            for (int i = 0; found < uids.length && i < m.count(); i++) {
                if (m.is(i, MessageTable.UNSETTLED) && !state.unreadable.containsKey(m.uid(i))) {
                    uids[found++] = m.uid(i);
                }
            }
            return Arrays.copyOf(uids, found);
        });
    }

    private void rename(long[] uids) throws IOException {
        folder.lock.lock();
        try {
            Loaded state = folder.sound();
            for (long uid : uids) {
                int index = state.messages.indexOf(uid);
                if (index >= 0 && !state.unreadable.containsKey(uid)) {
                    rename(state, index);
                }
            }
            state.touched = true;
            state.renamed = true;
        } finally {
            folder.lock.unlock();
        }
    }

    private void rename(Loaded state, int index) throws IOException {
        MessageTable m = state.messages;
        String old = m.name(index);
        MessageName parsed = MessageName.parse(old);
        String letters = MessageName.letters(folder.header().keywords().inName(m.flags(index)), parsed.letters());
        String wanted = new MessageName(parsed.base(), m.size(index), m.wire(index), folder.header().id(), m.uid(index), letters).text();
        Path cur = folder.path().resolve("cur");
        try {
            if (!wanted.equals(old)) {
                files.rename(cur.resolve(old), cur.resolve(wanted));
                m.rename(index, wanted);
            }
        } catch (NoSuchFileException renamedByAnother) {
            // The next scan finds it under its new name and leaves it to be settled again.
            state.scannedAt = 0;
        }
        m.mark(index, MessageTable.UNSETTLED, false);
        folder.note(state, new LogRecord.Renamed(m.uid(index), m.name(index), true));
    }

    private void writeLists(Loaded state) throws IOException {
        MessageTable m = state.messages;
        List<String> lines = new ArrayList<>(m.count() + 1);
        lines.add("3 V" + folder.uidValidity() + " N" + folder.uidNext() + " G" + guid());
        for (int i = 0; i < m.count(); i++) {
            String name = m.name(i);
            int info = name.lastIndexOf(":2,");
            lines.add(m.uid(i) + " :" + (info < 0 ? name : name.substring(0, info)));
        }
        write(Adoption.UIDLIST, lines);
        List<String> names = folder.header().keywords().names();
        List<String> keywords = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                keywords.add(i + " " + names.get(i));
            }
        }
        write(Adoption.KEYWORDS, keywords);
    }

    /** 32 hexadecimal digits that stay the same for this folder. */
    private String guid() {
        return String.format("%016x%016x", (long) folder.mailboxId().hashCode() << 32 | folder.uidValidity(), (long) new StringBuilder(folder.mailboxId())
                .reverse().toString().hashCode() << 16);
    }

    private void write(String name, List<String> lines) throws IOException {
        String text = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
        files.replace(folder.path().resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }
}
