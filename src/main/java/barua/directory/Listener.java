package barua.directory;

import barua.message.Address;
import java.util.List;

/**
 * The port to whoever must act when an account changes: sessions end, mailboxes move. Called after the change is committed, by the thread
 * that made it or read it. After a crash or an exception an event may be told again: acting twice must do no harm.
 */
public interface Listener {

    /** Password changed, renamed, disabled or removed: its sessions end. */
    void revoked(Address account);

    /**
     * There are accounts of these addresses: each needs a mailbox. Told of every account after a start, and never of one that is being moved
     * or removed. @throws RuntimeException where all of them must be told again later
     */
    void added(List<Address> accounts);

    /** Its mail moves; until this returns nothing is delivered to it and nobody logs in. @throws RuntimeException where it must be told again later */
    void renamed(Address from, Address to);

    /** Its mail is set aside; until this returns nobody can get that address. @throws RuntimeException where it must be told again later */
    void removed(Address account);
}
