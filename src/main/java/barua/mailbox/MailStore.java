package barua.mailbox;

import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** All mail of one data folder. What it has acknowledged is on the disk: docs/storage.md says how. Safe for many threads. */
public final class MailStore implements Closeable {

    /** Opens the folder, finishes what a crash left half done. @throws MailboxException for a newer format */
    public static MailStore open(StoreOptions options) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** An account's mail; made on first use with its usual folders. The object is shared by all who ask. */
    public Mailbox mailbox(Address account) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public boolean exists(Address account) {
        throw new UnsupportedOperationException("contract");
    }

    /** Takes in a message: in memory up to 256 KB, in the spool beyond. @throws MailboxException DISK_FULL before a byte is taken */
    public Staged stage() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Where one copy goes. */
    public record Filing(Address account, FolderName folder, Flags flags, java.time.Instant received) {
    }

    /** What became of one filing: the UID, or why not. */
    public sealed interface Filed {
        record Done(long uidValidity, long uid, FolderName folder) implements Filed {
        }

        record Refused(MailboxException why) implements Filed {
        }
    }

    /**
     * Files one staged message everywhere, by hard links to one forced file; durable when it returns, and all that succeeded or none
     * after a crash. A folder that is missing (Sieve's, say) is made. The message stays staged: the caller closes it.
     *
     * @param token identifies this delivery for a repeat after a crash (an envelope's hash); a repeat within an hour is filed nowhere
     *              and answered as done. The empty string: never the same.
     */
    public List<Filed> deliver(Staged message, List<Filing> where, String token) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Moves all mail of an account to its new name. @throws MailboxException ALREADY_EXISTS */
    public void rename(Address from, Address to) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Removes an account's mail: it is set aside under {@code mail/.removed/} for the keep window. */
    public void remove(Address account) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Whether there is room to take mail in (storage.md: Disk nearly full). Cheap: measured at most once a second. */
    public boolean hasRoom() {
        throw new UnsupportedOperationException("contract");
    }

    /** Writes what is derived, finishes what runs. At most some seconds; never needed for safety. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
