package barua.mailbox;

import barua.message.Content;
import barua.message.Headers;
import barua.message.Outline;
import barua.disk.Reserve;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.LongStream;

/**
 * One folder, shared by every session of every protocol. UIDs are 1 to 2^32-1; arrays of UIDs are ascending. A change is durable
 * when its method returns, and then sessions hear of it. UIDs that are not there (any more) are passed over. Safe for many threads.
 * This is the door; what it leads to is {@link FolderState}.
 */
public final class Folder {

    private final FolderState folder;

    Folder(FolderState folder) {
        this.folder = folder;
    }

    public Mailbox mailbox() {
        return folder.mailbox();
    }

    /** Changes when it is renamed. */
    public FolderName name() {
        return folder.name();
    }

    /** RFC 8474: 1 to 255 of [A-Za-z0-9_-], stays on RENAME. */
    public String mailboxId() {
        return folder.mailboxId();
    }

    public long uidValidity() {
        return folder.uidValidity();
    }

    /**
     * Counters for STATUS and lists, from memory or the folder's header.
     *
     * @param bytes at least the sum of the sizes on the wire, exactly that once all are measured (RFC 9051 §6.3.11)
     */
    public record Counts(int messages, int unseen, int deleted, long uidNext, long highestModseq, long bytes) {
    }

    public Counts counts() throws IOException {
        return folder.reading(true, state -> {
            MessageTable m = state.messages;
            return new Counts(m.count(), m.unseen(), m.deleted(), folder.visibleUidNext(), folder.highest(), m.wireBytes());
        });
    }

    /** Keywords that this folder knows. Those that no message has any more are forgotten when the folder is put away, or room is needed. */
    public List<String> keywords() throws IOException {
        folder.lock.lock();
        try {
            return folder.header().keywords().known();
        } finally {
            folder.lock.unlock();
        }
    }

    /** Whether a keyword that it does not know yet would be kept; messages and other flags are taken in any case. */
    public boolean takesKeywords() throws IOException {
        return folder.reading(false, state -> folder.header().keywords().free() >= 0 || new KeywordUse(folder).free(state) && folder.header().keywords()
                .free() >= 0);
    }

    /** A session's own numbering, as the folder is now. The caller closes it. */
    public View view() throws IOException {
        return folder.reading(true, state -> {
            View view = new View(folder, state.messages.uids(), state.messages.count(), folder.highest());
            folder.views().add(view);
            return view;
        });
    }

    /** Ascending UIDs of all messages as they are now. */
    public long[] uids() throws IOException {
        return folder.reading(true, state -> Arrays.copyOf(state.messages.uids(), state.messages.count()));
    }

    /** @throws MailboxException EXPUNGED */
    public MessageInfo info(long uid) throws IOException {
        List<MessageInfo> infos = infos(new long[] {uid});
        if (infos.isEmpty()) {
            throw FolderState.expunged(uid);
        }
        return infos.getFirst();
    }

    /** As {@link #info} for many: in the order of UIDs, missing ones left out. */
    public List<MessageInfo> infos(long[] uids) throws IOException {
        folder.measure(uids);
        return folder.reading(false, state -> {
            List<MessageInfo> infos = new ArrayList<>(uids.length);
            for (long uid : uids) {
                int index = state.messages.indexOf(uid);
                if (index >= 0) {
                    infos.add(folder.info(state.messages, index));
                }
            }
            return infos;
        });
    }

    /** The bytes; readable also shortly after an EXPUNGE that a session has not been told of. @throws MailboxException EXPUNGED */
    public Content content(long uid) throws IOException {
        return new MessageReader(folder).content(uid);
    }

    /** From the cache, or read and kept in it. @throws MailboxException EXPUNGED */
    public Outline outline(long uid) throws IOException {
        return folder.mailbox().store().outlines().of(folder, uid);
    }

    /** The header fields of its outline; for who looks at very many, as outlines of others stay in memory. @throws MailboxException EXPUNGED */
    public Headers headers(long uid) throws IOException {
        return folder.mailbox().store().outlines().headers(folder, uid);
    }

    /**
     * Changes flags; one forced write for all.
     *
     * @param unchangedSince messages with a higher modseq are left alone and returned (RFC 7162 §3.1.3); empty: all are changed
     * @return UIDs left alone because of {@code unchangedSince}
     */
    public long[] store(long[] uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        FolderState.Work<long[]> work = () -> new Changes(folder).store(uids, change, unchangedSince);
        boolean deletes = change.how() != FlagChange.How.REMOVE && change.flags().has(Flags.DELETED);
        return deletes ? evenOnFullDisk(() -> folder.changing(work)) : folder.changing(work);
    }

    /** UIDs of originals and copies, pairwise, in ascending order of the originals (RFC 4315). */
    public record Copied(long uidValidity, long[] from, long[] to) {
    }

    /** All or nothing. @throws MailboxException OVER_QUOTA, NONEXISTENT */
    public Copied copy(long[] uids, Folder target) throws IOException {
        return new Transfer(folder, target.folder).copy(uids);
    }

    /** Each message is in one of the two folders at any time, whatever happens. */
    public Copied move(long[] uids, Folder target) throws IOException {
        return evenOnFullDisk(() -> new Transfer(folder, target.folder).move(uids));   // how the webmail deletes: to Trash
    }

    /** Expunges those UIDs whatever their flags. They are kept for the restore window. Returns those that were there. */
    public long[] expunge(long[] uids) throws IOException {
        return evenOnFullDisk(() -> folder.changing(() -> new Changes(folder).expunge(uids, LogRecord.Fate.KEEP)));
    }

    /** As {@link #expunge}, but nothing is kept: for drafts that a newer one replaces. */
    public long[] discard(long[] uids) throws IOException {
        return evenOnFullDisk(() -> folder.changing(() -> new Changes(folder).expunge(uids, LogRecord.Fate.DISCARD)));
    }

    /** On a full disk mail can still be deleted and moved: out of the reserve. */
    private <T> T evenOnFullDisk(Reserve.Work<T> work) throws IOException {
        return folder.mailbox().store().reserve().spend(work);
    }

    /** Files one message here; see {@link MailStore#deliver}. Returns its UID. */
    public long append(Staged message, Flags flags, Instant received) throws IOException {
        return switch (folder.mailbox().store().filer().append(message, folder, flags, received)) {
            case MailStore.Filed.Done done -> done.uid();
            case MailStore.Filed.Refused refused -> throw refused.why();
        };
    }

    /** UIDs from here on no session has been told of as recent (RFC 3501 §2.3.2). */
    public long recentFrom() {
        folder.lock.lock();
        try {
            return folder.header().recent();
        } finally {
            folder.lock.unlock();
        }
    }

    /** The session that asks is the first to be told of all up to that UID. @return the UID from which on that is true */
    public long claimRecent(long last) {
        folder.lock.lock();
        try {
            long from = folder.header().recent();
            folder.header().recent(Math.max(from, last + 1));
            return from;
        } finally {
            folder.lock.unlock();
        }
    }

    /** How many messages no session has been told of. */
    public int recent() throws IOException {
        return folder.reading(true, state -> {
            int index = state.messages.indexOf(folder.header().recent());
            return state.messages.count() - (index < 0 ? -index - 1 : index);
        });
    }

    /** Expunged UIDs after that modseq, as long as the log remembers; empty where it has forgotten (RFC 7162 §3.2). */
    public Optional<long[]> vanishedSince(long since) throws IOException {
        return folder.reading(true, state -> {
            if (since < state.rememberedFrom) {
                return Optional.empty();
            }
            TreeSet<Long> uids = new TreeSet<>();
            state.expunged.stream().filter(e -> e.modseq() > since).forEach(e -> uids.add(e.uid()));
            return Optional.of(uids.stream().mapToLong(Long::longValue).toArray());
        });
    }

    /**
     * How far somebody who follows this folder has come: to be kept by him, durably, with what he made of it. Any UID below {@code uidNext} is
     * known to him, or gone.
     */
    public record Position(long uidValidity, long uidNext, long modseq) {
    }

    /**
     * What a follower has to do to come from one position to the next. UIDs ascend; doing it twice does no harm.
     *
     * @param added    messages that he does not know
     * @param changed  messages that he knows, whose flags may be others
     * @param vanished messages that are gone, also some that he never knew
     */
    public record Since(Position now, long[] added, long[] changed, long[] vanished) {
    }

    /** Where a follower stands who lists all messages after this. */
    public Position position() throws IOException {
        return folder.reading(true, _ -> new Position(uidValidity(), folder.visibleUidNext(), folder.highest()));
    }

    /**
     * What happened since a position, also across a crash: what an index, a backup or a push needs to catch up. Empty where the folder does
     * not remember expunges for so long, or is another one of that name: then the follower takes a {@link #position} and lists everything.
     */
    public Optional<Since> changesSince(Position before) throws IOException {
        return folder.reading(true, state -> {
            if (before.uidValidity() != uidValidity() || before.modseq() < state.rememberedFrom) {
                return Optional.empty();
            }
            MessageTable m = state.messages;
            LongStream.Builder added = LongStream.builder();
            LongStream.Builder changed = LongStream.builder();
            for (int i = 0; i < m.count(); i++) {
                if (m.uid(i) >= before.uidNext()) {
                    added.add(m.uid(i));
                } else if (m.modseq(i) > before.modseq()) {
                    changed.add(m.uid(i));
                }
            }
            long[] vanished = state.expunged.stream().filter(gone -> gone.modseq() > before.modseq())
                    .mapToLong(FolderSnapshot.Expunge::uid).sorted().distinct().toArray();
            return Optional.of(new Since(new Position(uidValidity(), folder.visibleUidNext(), folder.highest()), added.build().toArray(), changed.build()
                    .toArray(), vanished));
        });
    }

    // ---- for the package ----

    FolderState state() {
        return folder;
    }

    FolderFile header() {
        return folder.header();
    }

    Path path() {
        return folder.path();
    }

    String directory() {
        return folder.directory();
    }
}
