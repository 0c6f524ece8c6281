package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.message.Content;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Brings what an index knows of one folder up to date: what is new first, and no longer than it may. */
final class CatchingUp {

    private static final System.Logger LOG = System.getLogger(CatchingUp.class.getName());
    private static final int FEW = 20;

    private final AccountIndex index;
    private final Folder folder;
    private final String id;

    CatchingUp(AccountIndex index, Folder folder) {
        this.index = index;
        this.folder = folder;
        this.id = folder.mailboxId();
    }

    /** @param mayGoOn asked before each message @return whether the folder is all known */
    boolean run(BooleanSupplier mayGoOn) throws IOException {
        Optional<Backlog> left = index.backlog(id);
        Optional<Folder.Since> meanwhile = left.isPresent() ? folder.changesSince(left.get().at()) : Optional.empty();
        if (meanwhile.isPresent()) {
            index.remove(id, meanwhile.get().vanished());
            return take(left.get().and(meanwhile.get()), mayGoOn);
        }
        return take(missing(), mayGoOn);
    }

    /** What the index lacks; what it has too much is taken out. */
    private Backlog missing() throws IOException {
        Optional<Folder.Position> before = index.position(id);
        Folder.Position stands = folder.position();
        boolean ahead = before.isPresent() && (before.get().uidNext() > stands.uidNext() || before.get().modseq() > stands.modseq());
        if (ahead) {
            index.removeFolder(id);   // the mail was put back from a backup: UIDs may be given again for other letters
            before = Optional.empty();
        }
        Optional<Folder.Since> since = before.isPresent() ? folder.changesSince(before.get()) : Optional.empty();
        if (since.isPresent()) {
            index.remove(id, since.get().vanished());
            long[] added = since.get().added();
            // Of many, an earlier time may have taken some in; asking for a few costs more than taking them in again.
            return new Backlog(since.get().now(), added.length > FEW ? without(added, index.uids(id)) : added);
        }
        Folder.Position now = folder.position();
        long[] there = folder.uids();
        long[] known = index.uids(id);
        index.remove(id, without(known, there));
        return new Backlog(now, without(there, known));
    }

    /** The newest first. What is left is kept with the index, so that of a million it is found out once. */
    private boolean take(Backlog backlog, BooleanSupplier mayGoOn) throws IOException {
        long[] uids = backlog.uids();
        for (int left = uids.length; left > 0; left--) {
            if (!mayGoOn.getAsBoolean()) {
                index.backlog(id, new Backlog(backlog.at(), Arrays.copyOf(uids, left)));
                return false;
            }
            take(uids[left - 1]);
        }
        index.position(id, backlog.at());
        return true;
    }

    private void take(long uid) throws IOException {
        Content message;
        MessageInfo info;
        try {
            info = folder.info(uid);
            message = InMemory.of(folder.content(uid));
        } catch (MailboxException gone) {
            return;   // expunged meanwhile; or it cannot be read, and then every search looks at it
        } catch (IOException unreadable) {
            LOG.log(System.Logger.Level.DEBUG, "message " + uid + " is not in the index", unreadable);
            return;
        }
        index.put(id, info, message);
    }

    /** Both ascend. */
    static long[] without(long[] all, long[] some) {
        long[] left = new long[all.length];
        int count = 0;
        int at = 0;
        for (long uid : all) {
            while (at < some.length && some[at] < uid) {
                at++;
            }
            if (at == some.length || some[at] != uid) {
                left[count++] = uid;
            }
        }
        return Arrays.copyOf(left, count);
    }
}
