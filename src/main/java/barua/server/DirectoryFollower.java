package barua.server;

import barua.directory.Listener;
import barua.mailbox.MailStore;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.web.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Supplier;

/** What follows from a change in the directory: sessions end, mailboxes move. Told twice, it does nothing the second time. */
record DirectoryFollower(MailStore store, Sessions sessions, Supplier<Doors> doors) implements Listener {

    @Override
    public void revoked(Address account) {
        sessions.revoked(account);
        Doors open = doors.get();
        if (open != null) {   // not yet while the server starts: then nobody is logged in
            open.revoke(account.toString());
        }
    }

    @Override
    public void added(List<Address> accounts) {
        try {
            store.create(accounts);
        } catch (IOException failed) {
            throw new UncheckedIOException("mailboxes cannot be made yet", failed);
        }
    }

    @Override
    public void renamed(Address from, Address to) {
        sessions.renamed(from, to);
        revoked(from);
        try {
            move(from, to);
        } catch (IOException failed) {
            throw new UncheckedIOException("the mail of " + from + " cannot move to " + to + " yet", failed);
        }
    }

    private void move(Address from, Address to) throws IOException {
        try {
            store.rename(from, to);
        } catch (MailboxException refused) {
            if (refused.reason() != MailboxException.Reason.NONEXISTENT) {
                throw refused;
            }
            store.create(to);
        }
    }

    @Override
    public void removed(Address account) {
        revoked(account);
        try {
            store.remove(account);
        } catch (IOException failed) {
            throw new UncheckedIOException("the mail of " + account + " cannot be set aside yet", failed);
        }
    }
}
