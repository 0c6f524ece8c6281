package barua.server;

import barua.directory.Listener;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.web.Sessions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What follows from a change in the directory: sessions end, mailboxes move. Told twice, it does nothing the second time. */
record Changes(MailStore store, Sessions sessions, Supplier<Doors> doors) implements Listener {

    @Override
    public void revoked(Address account) {
        sessions.revoked(account);
        Doors open = doors.get();
        if (open != null) {   // not yet while the server starts: then nobody is logged in
            open.revoke(account.toString());
        }
    }

    @Override
    public void renamed(Address from, Address to) {
        sessions.renamed(from, to);
        revoked(from);
        try {
            if (store.exists(from) && !store.exists(to)) {
                store.rename(from, to);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the mail of " + from + " cannot move to " + to + " yet", failed);
        }
    }

    @Override
    public void removed(Address account) {
        revoked(account);
        try {
            if (store.exists(account)) {
                store.remove(account);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the mail of " + account + " cannot be set aside yet", failed);
        }
    }
}
