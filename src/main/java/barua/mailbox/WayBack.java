package barua.mailbox;

import barua.disk.FileLayer;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the folder {@code mail/} readable for a Barua of format 1, when an administrator has put a file of this name there: everything that a
 * name can say is brought into the names, and what is derived in a newer form is removed, so that the former program makes its own.
 * Then this program ends with words. A crash on the way loses nothing: what was removed is derived anew by either.
 */
final class WayBack {

    static final String ASKED = "back-to-format-1";

    private final MailStore store;
    private final FileLayer files;

    WayBack(MailStore store) {
        this.store = store;
        this.files = store.files();
    }

    /** @throws MailboxException when it was asked for and done */
    void goIfAsked() throws IOException {
        Path asked = store.mail().resolve(ASKED);
        if (!files.exists(asked)) {
            return;
        }
        for (Address account : store.accounts()) {
            store.settle(account);
            List<FolderState> folders = store.open(account).all();
            store.upkeep().putAwayAll();
            for (FolderState folder : folders) {
                forgetDerived(folder.path());
            }
        }
        store.close();
        files.unlinkIfThere(store.mail().resolve(MailStore.FORMAT));   // a former Barua writes its own
        files.unlinkIfThere(asked);
        files.forceDirectory(store.mail());
        throw new MailboxException(MailboxException.Reason.UNAVAILABLE, store.mail() + " is ready for a Barua of format 1: start that one now");
    }

    private void forgetDerived(Path folder) throws IOException {
        List<String> derived = new ArrayList<>(files.list(folder));
        derived.removeIf(name -> !name.equals(FolderSnapshot.NAME) && !name.startsWith(FolderLog.PREFIX) && !name.equals(CacheFile.NAME));
        for (String name : derived) {
            files.unlinkIfThere(folder.resolve(name));
        }
        files.forceDirectory(folder);
    }
}
