package barua.webmail;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.message.Headers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The ordered list of one folder's conversations, shared by all browsers that look at it, and made anew when the folder has changed.
 * <p>
 * Order and flags come from the store's index and cost little even for 100,000 messages. Who belongs to whom needs header fields, so the
 * newest messages are read at once and the others in the background, the newest first: the list is right from the first moment, and
 * grouping deepens while it is looked at. Messages that were not read yet stand alone.
 */
final class FolderIndex {

    /** Read before the first answer, and how long that may take. */
    private static final int AT_ONCE = 600;
    private static final long AT_ONCE_NANOS = 300_000_000;
    private static final int CHUNK = 200;
    /** Conversations reach back this many messages. */
    private static final int DEEPEST = 250_000;
    /** One folder at a time is read in the background, however many are opened. */
    private static final Semaphore DEEPENING = new Semaphore(1);

    private final Folder folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean deepening = new AtomicBoolean();

    // Guarded by lock.
    private final Conversations conversations = new Conversations();
    private Folder.Counts builtOf = new Folder.Counts(-1, -1, -1, -1, -1, -1);
    private Optional<Folder.Position> builtAt = Optional.empty();
    private int builtWith = -1;
    private List<Row> rows = List.of();
    private long version;

    FolderIndex(Folder folder) {
        this.folder = folder;
    }

    /** The list as it is now; the same version means the same list. */
    record Listed(List<Row> rows, long version, Folder.Counts counts) {
    }

    Folder folder() {
        return folder;
    }

    Listed now() throws IOException {
        lock.lock();
        try {
            Folder.Counts counts = folder.counts();
            if (counts.highestModseq() != builtOf.highestModseq() || !sameMessages(counts) || builtWith != conversations.size()) {
                follow(counts);
            }
            return new Listed(rows, version, counts);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The messages of the conversation that this message is in, the oldest first; the message alone where it is not listed. Flags that
     * changed meanwhile are no matter here: opening one letter after another makes no list anew.
     */
    List<Long> conversation(long uid) throws IOException {
        for (Row row : grouped().rows) {
            if (Arrays.stream(row.uids()).anyMatch(each -> each == uid)) {
                return Arrays.stream(row.uids()).sorted().boxed().toList();
            }
        }
        return List.of(uid);
    }

    /** Messages here that belong to a message elsewhere. */
    List<Long> relatedTo(Headers headers) throws IOException {
        grouped();
        lock.lock();
        try {
            return conversations.relatedTo(headers);
        } finally {
            lock.unlock();
        }
    }

    /** The rows with the right messages, whatever their flags. */
    private Listed grouped() throws IOException {
        lock.lock();
        try {
            Folder.Counts counts = folder.counts();
            if (!sameMessages(counts)) {
                build(counts);
            }
            return new Listed(rows, version, builtOf);
        } finally {
            lock.unlock();
        }
    }

    /** Called under the lock. */
    private boolean sameMessages(Folder.Counts counts) {
        return counts.messages() == builtOf.messages() && counts.uidNext() == builtOf.uidNext();
    }

    /** Where only flags have changed, order and groups stay, and only the rows of those messages are made anew. Called under the lock. */
    private void follow(Folder.Counts counts) throws IOException {
        Optional<Folder.Since> since = builtWith == conversations.size() && builtAt.isPresent() ? folder.changesSince(builtAt.get()) : Optional.empty();
        if (since.isEmpty() || since.get().added().length > 0 || since.get().vanished().length > 0) {
            build(counts);
            return;
        }
        Map<Long, MessageInfo> changed = new HashMap<>();
        for (MessageInfo info : folder.infos(since.get().changed())) {
            changed.put(info.uid(), info);
        }
        List<Row> marked = new ArrayList<>(rows.size());
        for (Row row : rows) {
            marked.add(Arrays.stream(row.uids()).anyMatch(changed::containsKey) ? marked(row) : row);
        }
        rows = marked;
        builtOf = counts;
        builtAt = Optional.of(since.get().now());
        version++;
    }

    private Row marked(Row row) throws IOException {
        Map<Long, MessageInfo> members = new HashMap<>();
        folder.infos(Arrays.stream(row.uids()).sorted().toArray()).forEach(info -> members.put(info.uid(), info));
        boolean whole = members.size() == row.uids().length;   // else one went this moment: the next look makes the list anew
        return whole ? row(Arrays.stream(row.uids()).mapToObj(members::get).toList()) : row;
    }

    /** Called under the lock. */
    private void build(Folder.Counts counts) throws IOException {
        builtAt = Optional.of(folder.position());
        List<MessageInfo> infos = new ArrayList<>(folder.infos(folder.uids()));
        infos.sort(Comparator.comparing(MessageInfo::received).thenComparingLong(MessageInfo::uid).reversed());
        boolean all = readNewest(infos);
        rows = grouped(infos);
        builtOf = counts;
        builtWith = conversations.size();
        version++;
        if (!all && deepening.compareAndSet(false, true)) {
            Thread.ofVirtual().name("conversations of " + folder.name()).start(() -> deepen(infos));
        }
    }

    /** Whether every message that conversations reach back to has been read. */
    private boolean readNewest(List<MessageInfo> infos) throws IOException {
        long until = System.nanoTime() + AT_ONCE_NANOS;
        int read = 0;
        for (MessageInfo info : infos.subList(0, Math.min(DEEPEST, infos.size()))) {
            if (!conversations.has(info.uid())) {
                if (read++ >= AT_ONCE || System.nanoTime() > until) {
                    return false;
                }
                read(info.uid());
            }
        }
        return true;
    }

    private void deepen(List<MessageInfo> infos) {
        DEEPENING.acquireUninterruptibly();
        try {
            int end = Math.min(DEEPEST, infos.size());
            for (int from = 0; from < end; from += CHUNK) {
                readChunk(infos.subList(from, Math.min(from + CHUNK, end)));
            }
        } catch (IOException later) {
            // The store is closing or the disk failed: the next look at the folder tries again.
        } finally {
            deepening.set(false);
            DEEPENING.release();
        }
    }

    private void readChunk(List<MessageInfo> infos) throws IOException {
        lock.lock();
        try {
            for (MessageInfo info : infos) {
                if (!conversations.has(info.uid())) {
                    read(info.uid());
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** A message whose file cannot be read stands alone; it hides none of the others. */
    private void read(long uid) {
        try {
            conversations.add(uid, folder.outline(uid).headers());
        } catch (MailboxException refused) {
            if (refused.reason() != MailboxException.Reason.EXPUNGED) {
                conversations.add(uid, Headers.NONE);
            }
        } catch (IOException unreadable) {
            conversations.add(uid, Headers.NONE);
        }
    }

    private List<Row> grouped(List<MessageInfo> infos) {
        Map<Long, List<MessageInfo>> byConversation = new HashMap<>(infos.size() * 2);
        List<List<MessageInfo>> order = new ArrayList<>(infos.size());
        for (MessageInfo info : infos) {
            List<MessageInfo> members = byConversation.computeIfAbsent(conversations.of(info.uid()), number -> {
                List<MessageInfo> first = new ArrayList<>(1);
                order.add(first);
                return first;
            });
            members.add(info);
        }
        return order.stream().map(FolderIndex::row).toList();
    }

    private static Row row(List<MessageInfo> members) {
        long[] uids = members.stream().mapToLong(MessageInfo::uid).toArray();
        int unread = (int) members.stream().filter(info -> !info.flags().has(Flags.SEEN)).count();
        boolean flagged = members.stream().anyMatch(info -> info.flags().has(Flags.FLAGGED));
        Flags newest = members.getFirst().flags();
        return new Row(uids, members.getFirst().received(), unread, flagged, newest.has(Flags.ANSWERED), newest.has("$Forwarded"));
    }
}
