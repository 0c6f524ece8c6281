package barua.mailbox;

import barua.message.Address;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All folders of one account. Safe for many threads. */
public final class Mailbox {

    Mailbox() {
    }

    public Address account() {
        throw new UnsupportedOperationException("contract");
    }

    /**
     * One line of LIST, in the order of names, INBOX first.
     *
     * @param exists     false for a level that only has children, and for a subscription to a folder that is gone
     */
    public record Entry(FolderName name, boolean exists, boolean subscribed, boolean hasChildren, Optional<SpecialUse> use) {
    }

    public List<Entry> list() throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Changes whenever the answer of {@link #list} would. */
    public long listVersion() {
        throw new UnsupportedOperationException("contract");
    }

    /** The shared object of that folder. @throws MailboxException NONEXISTENT */
    public Folder folder(FolderName name) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** The folder of that use; made where it is missing. */
    public Folder folder(SpecialUse use) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Makes a folder and its missing parents. @throws MailboxException ALREADY_EXISTS, LIMIT */
    public Folder create(FolderName name, Optional<SpecialUse> use) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Its mail goes to the keep area; a folder with children leaves its name behind. @throws MailboxException NONEXISTENT, CANNOT for INBOX */
    public void delete(FolderName name) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** With all below it; of INBOX the messages alone are moved (RFC 9051 §6.3.6). @throws MailboxException NONEXISTENT, ALREADY_EXISTS, CANNOT */
    public void rename(FolderName from, FolderName to) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    public void subscribe(FolderName name, boolean on) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** In bytes and messages, over all folders; limit {@link Long#MAX_VALUE} for none. */
    public record Usage(long bytes, long messages, long limit) {
    }

    public Usage usage() throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
