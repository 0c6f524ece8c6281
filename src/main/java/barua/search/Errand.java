package barua.search;

import barua.mailbox.FolderName;
import barua.mailbox.Listener.Event;
import barua.message.Address;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is to be done for the index of one account: which folders changed, not how. For one thread, or under a lock. */
final class Errand {

    private final long since = System.nanoTime();
    private boolean all;
    private boolean removed;
    /** Nothing was heard of the account, it is looked at because its turn came. */
    private boolean swept;
    private final Set<FolderName> folders = new LinkedHashSet<>();
    private final Set<String> deleted = new LinkedHashSet<>();
    private final List<Address> formerly = new ArrayList<>();

    /** To go over everything. */
    static Errand all() {
        Errand errand = new Errand();
        errand.all = true;
        errand.swept = true;
        return errand;
    }

    /** Whether the index has to know of it. */
    static boolean tells(Event event) {
        return event.kind() != Event.Kind.FLAGS && event.kind() != Event.Kind.FOLDER_CHANGED;
    }

    void hear(Event event) {
        switch (event.kind()) {
            case ACCOUNT_REMOVED -> {
                removed = true;
                all = false;
                folders.clear();
            }
            case ACCOUNT_RENAMED -> {
                Address.parse(event.before()).ifPresent(formerly::add);
                all = true;
            }
            case ACCOUNT_CREATED -> all = true;
            case FOLDER_DELETED -> deleted.add(event.mailboxId());
            default -> folders.add(event.folder());
        }
    }

    /** Also to go over everything. */
    void goOverAll() {
        all = true;
    }

    /** Also to throw what there is away first. */
    void throwAway() {
        removed = true;
    }

    /** Also what was left of one that came before. */
    void add(Errand before) {
        all |= before.all;
        removed |= before.removed;
        folders.addAll(before.folders);
        deleted.addAll(before.deleted);
        formerly.addAll(0, before.formerly);
    }

    /** What has to be done once more when it failed, besides going over everything: to throw it away, to move it. */
    Errand ofAccount() {
        Errand errand = new Errand();
        errand.removed = removed;
        errand.formerly.addAll(formerly);
        return errand;
    }

    /** What is left of it when its time was over: the same folders. */
    Errand rest(boolean everything) {
        Errand rest = new Errand();
        rest.all = everything;
        rest.swept = swept;
        rest.folders.addAll(folders);
        return rest;
    }

    boolean isAll() {
        return all;
    }

    /** Whether it may wait for others of which something is heard. */
    boolean isSwept() {
        return swept;
    }

    /** Whether the index that there is has to go first. */
    boolean isRemoved() {
        return removed;
    }

    /** Whether there is something in the mailbox to be looked at. */
    boolean asksMailbox() {
        return all || !folders.isEmpty() || !deleted.isEmpty();
    }

    /** Folders in which something came or went. */
    Set<FolderName> folders() {
        return folders;
    }

    /** Ids of folders that are no more. */
    Set<String> deleted() {
        return deleted;
    }

    /** Addresses that the account had before, the oldest first. */
    List<Address> formerly() {
        return formerly;
    }

    /** For how long it has been waiting, in nanoseconds. */
    long waited() {
        return System.nanoTime() - since;
    }
}
