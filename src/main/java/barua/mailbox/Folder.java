package barua.mailbox;

import barua.message.Content;
import barua.message.Outline;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/**
 * One folder, shared by every session of every protocol. UIDs are 1 to 2^32-1; arrays of UIDs are ascending. A change is durable
 * when its method returns, and then sessions hear of it. UIDs that are not there (any more) are passed over. Safe for many threads.
 */
public final class Folder {

    Folder() {
    }

    public Mailbox mailbox() {
        throw new UnsupportedOperationException("contract");
    }

    /** Changes when it is renamed. */
    public FolderName name() {
        throw new UnsupportedOperationException("contract");
    }

    /** RFC 8474: 1 to 255 of [A-Za-z0-9_-], stays on RENAME. */
    public String mailboxId() {
        throw new UnsupportedOperationException("contract");
    }

    public long uidValidity() {
        throw new UnsupportedOperationException("contract");
    }

    /** Counters for STATUS and lists, from memory or the folder's header. */
    public record Counts(int messages, int unseen, int deleted, long uidNext, long highestModseq, long bytes) {
    }

    public Counts counts() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Keywords that this folder knows, in the order in which it first saw them. */
    public List<String> keywords() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** A session's own numbering, as the folder is now. The caller closes it. */
    public View view() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Ascending UIDs of all messages as they are now. */
    public long[] uids() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** @throws MailboxException EXPUNGED */
    public MessageInfo info(long uid) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** As {@link #info} for many: in the order of UIDs, missing ones left out. */
    public List<MessageInfo> infos(long[] uids) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** The bytes; readable also shortly after an EXPUNGE that a session has not been told of. @throws MailboxException EXPUNGED */
    public Content content(long uid) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** From the cache, or read and kept in it. @throws MailboxException EXPUNGED */
    public Outline outline(long uid) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * Changes flags; one forced write for all.
     *
     * @param unchangedSince messages with a higher modseq are left alone and returned (RFC 7162 §3.1.3); empty: all are changed
     * @return UIDs left alone because of {@code unchangedSince}
     * @throws MailboxException LIMIT where a new keyword does not fit
     */
    public long[] store(long[] uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** UIDs of originals and copies, pairwise, in ascending order of the originals (RFC 4315). */
    public record Copied(long uidValidity, long[] from, long[] to) {
    }

    /** All or nothing. @throws MailboxException OVER_QUOTA, NONEXISTENT */
    public Copied copy(long[] uids, Folder target) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Each message is in one of the two folders at any time, whatever happens. */
    public Copied move(long[] uids, Folder target) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Expunges those UIDs whatever their flags. They are kept for the restore window. Returns those that were there. */
    public long[] expunge(long[] uids) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Files one message here; see {@link MailStore#deliver}. Returns its UID. */
    public long append(Staged message, Flags flags, java.time.Instant received) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Expunged UIDs after that modseq, as long as the log remembers; empty where it has forgotten (RFC 7162 §3.2). */
    public java.util.Optional<long[]> vanishedSince(long modseq) throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
