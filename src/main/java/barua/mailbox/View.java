package barua.mailbox;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * One session's numbering of a folder: sequence numbers 1 to {@link #size()} change only in {@link #refresh}. Used by one
 * thread; only the wake-up comes from others.
 */
public final class View implements Closeable {

    View() {
    }

    public Folder folder() {
        throw new UnsupportedOperationException("contract");
    }

    public int size() {
        throw new UnsupportedOperationException("contract");
    }

    /** @param sequence 1 to size */
    public long uid(int sequence) {
        throw new UnsupportedOperationException("contract");
    }

    /** 0 where this session does not see that UID. */
    public int sequence(long uid) {
        throw new UnsupportedOperationException("contract");
    }

    /** The sequence number of the first message whose UID is at least that; size + 1 where there is none. */
    public int firstFrom(long uid) {
        throw new UnsupportedOperationException("contract");
    }

    /** Its present state; for a message expunged meanwhile its last one. */
    public MessageInfo info(int sequence) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** What a session is told (RFC 9051 §7.5). */
    public sealed interface Change {
        /** Sequence number at the moment of telling, each one counted after the ones told before. */
        record Expunged(int sequence, long uid) implements Change {
        }

        record Exists(int size) implements Change {
        }

        /** Flags of a message changed, by another session or by this one through {@code store}. */
        record Changed(int sequence, MessageInfo info) implements Change {
        }

        /** The folder was deleted. */
        record Gone() implements Change {
        }
    }

    /**
     * Brings the numbering up to date.
     *
     * @param expunges false while sequence numbers must stay (RFC 9051 §7.5.1): then only flags and arrivals are told
     */
    public List<Change> refresh(boolean expunges) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Modseq up to which this session has been told. */
    public long toldModseq() {
        throw new UnsupportedOperationException("contract");
    }

    /** From now on each change of the folder runs this, from any thread; it must be quick. */
    public void onChange(Runnable wake) {
        throw new UnsupportedOperationException("contract");
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException("contract");
    }
}
