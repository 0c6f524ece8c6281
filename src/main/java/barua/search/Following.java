package barua.search;

import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Brings one account's index up to date with its folders: all of them, or those of which something was heard. */
final class Following {

    /** How far it came. NO_ROOM: what has gone was taken out, what has come could not be taken in. */
    enum End { DONE, TIME_OVER, NO_ROOM }

    private final AccountIndex index;
    private final Mailbox mailbox;
    private final Errand errand;
    private final boolean all;

    /** @param all whether all folders are looked at, whatever was heard */
    Following(AccountIndex index, Mailbox mailbox, Errand errand, boolean all) {
        this.index = index;
        this.mailbox = mailbox;
        this.errand = errand;
        this.all = all;
    }

    /** @param mayGoOn asked before each message @param room whether anything may be taken in */
    End run(BooleanSupplier mayGoOn, boolean room) throws IOException {
        for (String deleted : errand.deleted()) {
            index.removeFolder(deleted);
        }
        Set<String> there = new HashSet<>();
        boolean done = true;
        for (FolderName name : names()) {
            Folder folder;
            try {
                folder = mailbox.folder(name);
            } catch (MailboxException gone) {
                continue;
            }
            there.add(folder.mailboxId());
            done = new CatchingUp(index, folder).run(room ? mayGoOn : () -> false) && done;
        }
        if (all && (done || !room)) {
            removeOthers(there);
        }
        return done ? End.DONE : room ? End.TIME_OVER : End.NO_ROOM;
    }

    private Set<FolderName> names() throws IOException {
        Set<FolderName> names = new LinkedHashSet<>(errand.folders());
        if (all) {
            mailbox.list().stream().filter(Mailbox.Entry::exists).forEach(entry -> names.add(entry.name()));
        }
        return names;
    }

    private void removeOthers(Set<String> there) throws IOException {
        for (String former : index.folders()) {
            if (!there.contains(former)) {
                index.removeFolder(former);
            }
        }
    }
}
