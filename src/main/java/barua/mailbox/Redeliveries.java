package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Deliveries of the last hour by their token and folder, so that a peer that asks again is not answered with a second copy. They pass an
 * orderly stop in {@code spool/tokens}; after a crash the names of the messages tell them, for each carries its token's hash.
 */
final class Redeliveries {

    private static final long KEPT_MS = 3_600_000;
    private static final int MOST = 100_000;
    private static final String RUNNING = "running";
    private static final String NAME = "tokens";

    private record Known(long uidValidity, long uid, long at) {
    }

    private final MailStore store;
    private final Path spool;
    // Guarded by this.
    private final Map<String, Known> known = new LinkedHashMap<>();
    private final Set<String> searched = new HashSet<>();
    private boolean searching;
    private long startedAt;

    Redeliveries(MailStore store, Path spool) {
        this.store = store;
        this.spool = spool;
    }

    /** Reads what an orderly stop left; without one, names are looked at for an hour. */
    synchronized void start() throws IOException {
        FileLayer files = store.files();
        startedAt = store.ticks();
        searching = files.exists(spool.resolve(RUNNING));
        if (!searching) {
            Lines.at(files, spool.resolve(NAME)).read().forEach(this::take);
            files.replace(spool.resolve(RUNNING), new byte[0]);
        }
        files.unlinkIfThere(spool.resolve(NAME));
    }

    private void take(String line) {
        String[] words = line.split(" ");
        long age = store.clock().millis() - Long.parseLong(words[3]);
        if (age >= 0 && age < KEPT_MS) {
            known.put(words[0], new Known(Long.parseLong(words[1]), Long.parseLong(words[2]), store.ticks() - age));
        }
    }

    synchronized void stop() throws IOException {
        List<String> lines = new ArrayList<>();
        known.forEach((key, one) -> lines.add(key + " " + one.uidValidity + " " + one.uid + " " + (store.clock().millis() - (store.ticks() - one.at))));
        Lines.at(store.files(), spool.resolve(NAME)).replace(lines);
        store.files().unlinkIfThere(spool.resolve(RUNNING));
        store.files().forceDirectory(spool);
    }

    Optional<MailStore.Filed> find(String token, FolderState folder) throws IOException {
        if (token.isEmpty()) {
            return Optional.empty();
        }
        if (mustSearch(folder)) {
            searchOrLater(folder);
        }
        Known one;
        synchronized (this) {
            one = known.get(key(hash(token), folder));
        }
        boolean young = one != null && store.ticks() - one.at < KEPT_MS && one.uidValidity == folder.uidValidity();
        return young && isThere(folder, one.uid) ? Optional.of(new MailStore.Filed.Done(one.uidValidity, one.uid, folder.name(), true)) : Optional.empty();
    }

    /** Whoever deleted it, or put it elsewhere, may well have asked for it again. */
    private static boolean isThere(FolderState folder, long uid) throws IOException {
        return folder.reading(false, state -> state.messages.indexOf(uid) >= 0);
    }

    private synchronized boolean mustSearch(FolderState folder) {
        searching &= store.ticks() - startedAt < KEPT_MS;
        return searching && searched.add(folder.mailboxId());
    }

    /** A folder that cannot be read now is looked at when the peer comes again. */
    private void searchOrLater(FolderState folder) throws IOException {
        boolean done = false;
        try {
            search(folder);
            done = true;
        } finally {
            if (!done) {
                synchronized (this) {
                    searched.remove(folder.mailboxId());
                }
            }
        }
    }

    private void search(FolderState folder) throws IOException {
        List<MessageTable.Entry> marked = folder.reading(false, state -> {
            List<MessageTable.Entry> found = new ArrayList<>();
            // Old messages come first; a day is more than any clock should step.
            long oldest = store.clock().instant().getEpochSecond() - 86_400;
            for (int i = 0; i < state.messages.count(); i++) {
                MessageTable.Entry entry = state.messages.entry(i);
                if (MessageName.seconds(MessageName.baseOf(entry.name())) >= oldest) {
                    found.add(entry);
                }
            }
            return found;
        });
        synchronized (this) {
            marked.forEach(entry -> mark(entry.name()).ifPresent(
                    hash -> known.putIfAbsent(key(hash, folder), new Known(folder.uidValidity(), entry.uid(), startedAt))));
        }
    }

    /** The hash in a name that {@link MailStore#freshBase} made. */
    private static Optional<String> mark(String name) {
        String base = MessageName.baseOf(name);
        int start = base.indexOf('T');
        int end = base.indexOf('.', Math.max(0, start));
        return start < 0 || end < 0 ? Optional.empty() : Optional.of(base.substring(start + 1, end));
    }

    synchronized void keep(String token, FolderState folder, MailStore.Filed.Done done) {
        if (token.isEmpty()) {
            return;
        }
        known.put(key(hash(token), folder), new Known(done.uidValidity(), done.uid(), store.ticks()));
        Iterator<Known> oldest = known.values().iterator();
        while (oldest.hasNext()) {
            Known one = oldest.next();
            if (known.size() <= MOST && store.ticks() - one.at < KEPT_MS) {
                return;
            }
            oldest.remove();
        }
    }

    private static String key(String hash, FolderState folder) {
        return hash + "." + folder.mailboxId();
    }

    /** Letters and digits that stand for a token in a file's name. */
    static String hash(String token) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return Long.toUnsignedString(ByteBuffer.wrap(digest).getLong(), 36);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
