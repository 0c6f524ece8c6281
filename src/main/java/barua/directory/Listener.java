package barua.directory;

import barua.message.Address;

/** The port to whoever must act when an account changes: sessions end, mailboxes move. Called after the change is committed. */
public interface Listener {

    /** Password changed, disabled or removed: its sessions end. */
    void revoked(Address account);

    void renamed(Address from, Address to);

    void removed(Address account);
}
