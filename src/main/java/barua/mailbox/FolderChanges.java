package barua.mailbox;

import barua.disk.DiskFullException;
import barua.disk.FileLayer;
import barua.disk.Reserve;
import barua.mailbox.Listener.Event.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Making, deleting and renaming folders of one account. Runs under the write lock of its names. */
final class FolderChanges {

    private static final String RENAME = "rename";
    private static final String EMPTY = "empty";

    private final Mailbox mailbox;
    private final FileLayer files;
    /** The account is new to us: that is told, and not each of its folders. */
    private boolean fresh;

    FolderChanges(Mailbox mailbox) {
        this.mailbox = mailbox;
        this.files = mailbox.store().files();
    }

    /** Finds the folders on the disk, finishes what a crash left half done, and makes the usual ones in a new account. True where it is new. */
    boolean begin() throws IOException {
        finishRename();
        fresh = mailbox.file().isMissing();
        if (fresh && files.list(mailbox.maildir()).isEmpty()) {
            makeAll();
            return true;
        }
        put(FolderName.INBOX, "");
        for (String directory : files.list(mailbox.maildir()).stream().sorted().toList()) {
            Optional<FolderName> name = FolderPaths.name(directory);
            if (name.isPresent() && isFolder(mailbox.maildir().resolve(directory))) {
                putOrLeave(unused(name.get(), directory), directory);
            }
        }
        files.forceDirectory(mailbox.maildir());   // a crash or a failure may have come between making a folder and this
        if (fresh) {
            makeUsual();
        }
        finishEmptying();
        return fresh;
    }

    /**
     * The folders of a new account, forced side by side: some 20 ms, where one after the other took 200. The account's own file comes last;
     * a crash before it leaves folders that the next opening takes as they are and completes.
     */
    private void makeAll() throws IOException {
        List<FolderName> all = new ArrayList<>(List.of(FolderName.INBOX));
        Map<SpecialUse, String> uses = new EnumMap<>(SpecialUse.class);
        for (SpecialUse use : SpecialUse.usual()) {
            all.add(use.usualName());
            uses.put(use, FolderPaths.directory(use.usualName()));
        }
        Map<FolderName, FolderFile> headers = new LinkedHashMap<>();
        List<FolderState.Work<Void>> steps = new ArrayList<>();
        for (FolderName name : all) {
            Path path = mailbox.maildir().resolve(FolderPaths.directory(name));
            makePlaces(path);
            FolderFile header = FolderFile.read(files, path);
            long validity = mailbox.file().nextUidValidity(seconds());
            headers.put(name, header);
            steps.add(() -> {
                identify(header, validity, 1, List.of());
                return null;
            });
        }
        steps.add(() -> {
            mailbox.subscriptions().change(all, List.of());
            return null;
        });
        // INBOX's step forces Maildir, and with it the entries of all the others.
        sideBySide(steps);
        mailbox.file().begin(uses);
        for (FolderName name : all) {
            mailbox.folders().put(name, new FolderState(mailbox, name, FolderPaths.directory(name), headers.get(name)));
        }
    }

    private void sideBySide(List<FolderState.Work<Void>> steps) throws IOException {
        Queue<IOException> failures = new ConcurrentLinkedQueue<>();
        mailbox.store().inParallel(steps, step -> {
            try {
                step.run();
            } catch (IOException failed) {
                failures.add(failed);
            }
        });
        if (!failures.isEmpty()) {
            throw failures.peek();
        }
    }

    private long seconds() {
        return mailbox.store().clock().instant().getEpochSecond();
    }

    private void identify(FolderFile header, long validity, long uidNext, List<String> keywords) throws IOException {
        header.create(mailbox.store().freshId(6), "F" + mailbox.store().freshId(20), validity, uidNext, keywords);
    }

    /** The folder with cur, new and tmp, durable only when it and what holds it have been forced. True where it was not there. */
    private boolean makePlaces(Path path) throws IOException {
        boolean missing = !files.exists(path);
        if (missing) {
            files.mkdir(path);
        }
        for (String place : List.of("cur", "new", "tmp")) {
            if (missing || !files.exists(path.resolve(place))) {
                files.mkdir(path.resolve(place));
            }
        }
        return missing;
    }

    private void makeUsual() throws IOException {
        List<FolderName> subscribed = new ArrayList<>(List.of(FolderName.INBOX));
        for (SpecialUse use : SpecialUse.usual()) {
            subscribed.add(ensure(use).name());
        }
        mailbox.subscriptions().change(subscribed, List.of());
    }

    /** A Maildir++ folder may have lost a place: version control and backups keep no empty directories. */
    private boolean isFolder(Path path) throws IOException {
        for (Path part : List.of(path, path.resolve("cur"), path.resolve("new"))) {
            if (files.exists(part) && !files.isPlain(part)) {
                Troubles.tell(part + " is no folder itself, and is left out");
                return false;   // whoever had the Maildir before may have left a link to somebody else's
            }
        }
        for (String sign : List.of("cur", "new", "tmp", "maildirfolder", FolderFile.NAME)) {
            if (files.exists(path.resolve(sign))) {
                return true;
            }
        }
        return false;
    }

    /** Two directories may decode to one name: the second is shown as it is written. */
    private FolderName unused(FolderName name, String directory) {
        return mailbox.folders().containsKey(name) ? new FolderName(List.of(directory.substring(1).split("\\."))) : name;
    }

    /** One folder that cannot be read is no reason to refuse all the others. */
    private void putOrLeave(FolderName name, String directory) throws IOException {
        try {
            put(name, directory);
        } catch (IOException broken) {
            if (DiskFullException.isCauseOf(broken)) {
                throw broken;
            }
            Troubles.tell("the folder " + name + " of " + mailbox.account() + " cannot be opened: " + broken.getMessage());
            mailbox.unreadable().put(name, directory);
        }
    }

    /** Once more one that could not be read. @throws MailboxException UNAVAILABLE where it still cannot */
    FolderState putAgain(FolderName name) throws IOException {
        FolderState there = mailbox.folders().get(name);
        if (there != null) {
            return there;
        }
        try {
            FolderState folder = put(name, mailbox.unreadable().get(name));
            mailbox.unreadable().remove(name);
            mailbox.changedList(Listener.Event.of(folder, Kind.FOLDER_CHANGED, ""));
            return folder;
        } catch (MailboxException refused) {
            throw refused;
        } catch (IOException broken) {
            throw new MailboxException(MailboxException.Reason.UNAVAILABLE, "the folder " + name + " cannot be read now", broken);
        }
    }

    private FolderState put(FolderName name, String directory) throws IOException {
        Path path = mailbox.maildir().resolve(directory);
        FolderFile header = FolderFile.read(files, path);
        if (files.exists(path) && !(files.exists(path.resolve("cur")) && files.exists(path.resolve("new")))) {
            makePlaces(path);
        }
        boolean twin = !header.isMissing() && mailbox.folders().values().stream().anyMatch(other -> other.header().id().equals(header.id()));
        boolean isNew = header.isMissing() || twin || isReplaced(path, header);
        if (isNew) {
            make(path, header, twin);
        } else {
            mailbox.file().saw(header.uidValidity());
        }
        FolderState folder = new FolderState(mailbox, name, directory, header);
        mailbox.folders().put(name, folder);
        if (isNew && !fresh) {
            mailbox.changedList(Listener.Event.of(folder, Kind.FOLDER_CREATED, ""));
        }
        return folder;
    }

    /** Whether another program's messages were put into a folder that never had one, with the UIDs that clients know. */
    private boolean isReplaced(Path path, FolderFile header) throws IOException {
        return header.isUnused() && Adoption.numbers(files, path).filter(numbers -> numbers.uidNext() > 1).isPresent();
    }

    /** Identity for a new folder, for one that another program made, or for a copy of one of ours. */
    private void make(Path path, FolderFile header, boolean copied) throws IOException {
        makePlaces(path);
        Optional<Adoption.Numbers> adopted = copied ? Optional.empty() : Adoption.numbers(files, path);
        long validity;
        if (adopted.isPresent()) {
            validity = adopted.get().uidValidity();
            mailbox.file().tookUidValidity(validity);
        } else {
            validity = mailbox.file().giveUidValidity(seconds());
        }
        List<String> keywords = copied ? List.copyOf(header.keywords().names()) : Adoption.keywords(files, path);
        identify(header, validity, adopted.map(Adoption.Numbers::uidNext).orElse(1L), keywords);   // forces the folder itself
        if (!path.equals(mailbox.maildir())) {
            files.forceDirectory(mailbox.maildir());
        }
    }

    /** The folder of that use: the one of the usual name, or a new one. */
    FolderState ensure(SpecialUse use) throws IOException {
        FolderState known = mailbox.folders().get(use.usualName());
        FolderState folder = known == null ? make(use.usualName()) : known;
        if (known == null) {
            mailbox.subscriptions().change(List.of(use.usualName()), List.of());
        }
        mailbox.file().use(use, folder.directory());
        if (known != null && !fresh) {
            mailbox.changedList(Listener.Event.of(folder, Kind.FOLDER_CHANGED, ""));
        }
        return folder;
    }

    FolderState create(FolderName name, Optional<SpecialUse> use) throws IOException {
        finishRename();
        requireFree(name);
        FolderPaths.directory(name);   // one that is too long is refused before its parents are made
        for (Optional<FolderName> up = name.parent(); up.isPresent(); up = up.get().parent()) {
            if (!mailbox.folders().containsKey(up.get())) {
                make(up.get());
            }
        }
        FolderState folder = make(name);
        if (use.isPresent()) {
            mailbox.file().use(use.get(), folder.directory());
        }
        return folder;
    }

    private void requireFree(FolderName name) throws MailboxException {
        if (mailbox.folders().containsKey(name) || mailbox.unreadable().containsKey(name)) {
            throw new MailboxException(MailboxException.Reason.ALREADY_EXISTS, "there is a folder " + name);
        }
    }

    private FolderState make(FolderName name) throws IOException {
        if (mailbox.folders().size() >= Mailbox.MOST_FOLDERS) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "at most " + Mailbox.MOST_FOLDERS + " folders");
        }
        String directory = FolderPaths.directory(name);
        boolean left = files.exists(mailbox.maildir().resolve(directory));
        FolderState folder = put(name, directory);
        if (left) {   // by a making that failed: what is there is not known to be durable
            files.forceDirectory(folder.path());
            files.forceDirectory(mailbox.maildir());
        }
        return folder;
    }

    /** The whole directory goes into the keep area with one rename. */
    void delete(FolderName name) throws IOException {
        finishRename();
        if (name.isInbox()) {
            throw new MailboxException(MailboxException.Reason.CANNOT, "INBOX cannot be deleted");
        }
        FolderState folder = require(name);
        String today = mailbox.store().clock().instant().atZone(ZoneOffset.UTC).toLocalDate().toString();
        Path keep = mailbox.root().resolve(Keep.NAME).resolve(today);
        Path kept = keep.resolve(folder.header().id() + "." + mailbox.store().freshId(4) + folder.directory());
        folder.count();
        Reserve reserve = mailbox.store().reserve();
        reserve.spend(() -> {
            files.makeFolders(keep);
            files.rename(folder.path(), fitting(kept));
            return null;
        });
        // From here on it is gone, even if the rest should fail: its files are no longer where memory says.
        mailbox.folders().remove(name);
        mailbox.quota().add(-folder.countedBytes(), -folder.countedMessages());
        folder.deleted();
        mailbox.changedList(Listener.Event.of(folder, Kind.FOLDER_DELETED, ""));
        files.forceDirectory(keep);
        files.forceDirectory(mailbox.maildir());
        reserve.spend(() -> {
            mailbox.file().forget(folder.directory());
            return null;
        });
    }

    private static Path fitting(Path kept) {
        String name = kept.getFileName().toString();
        return name.length() <= 255 ? kept : kept.resolveSibling(name.substring(0, 255));
    }

    private FolderState require(FolderName name) throws MailboxException {
        FolderState folder = mailbox.folders().get(name);
        if (folder == null) {
            throw new MailboxException(MailboxException.Reason.NONEXISTENT, "no folder " + name);
        }
        return folder;
    }

    void rename(FolderName from, FolderName to) throws IOException {
        finishRename();
        if (to.isInbox() || to.isBelow(from)) {
            throw new MailboxException(MailboxException.Reason.CANNOT, "a folder cannot be renamed to INBOX or to a place below itself");
        }
        Map<FolderState, FolderName> moves = moves(from, to);
        if (moves.isEmpty()) {
            throw new MailboxException(MailboxException.Reason.NONEXISTENT, "no folder " + from);
        }
        for (FolderName target : moves.values()) {
            requireFree(target);
            FolderPaths.directory(target);
        }
        for (Optional<FolderName> up = to.parent(); up.isPresent(); up = up.get().parent()) {
            if (!mailbox.folders().containsKey(up.get())) {
                make(up.get());
            }
        }
        carryOut(from, to, moves);
    }

    private Map<FolderState, FolderName> moves(FolderName from, FolderName to) {
        Map<FolderState, FolderName> moves = new LinkedHashMap<>();
        mailbox.folders().forEach((name, folder) -> {
            if (name.equals(from) || name.isBelow(from)) {
                List<String> levels = new ArrayList<>(to.levels());
                levels.addAll(name.levels().subList(from.levels().size(), name.levels().size()));
                moves.put(folder, new FolderName(levels));
            }
        });
        return moves;
    }

    /** The intent is forced before the first rename: what a crash or a failure leaves half done is finished before anything else. */
    private void carryOut(FolderName from, FolderName to, Map<FolderState, FolderName> moves) throws IOException {
        mailbox.file().intend(RENAME, prefix(from, moves), FolderPaths.directory(to));
        try {
            finishRename();
        } catch (IOException halfWay) {
            finishRename();   // there is no way back that would be safer
        }
    }

    /** The directory of the renamed level as it is written, which may not be how we would write it. */
    private static String prefix(FolderName from, Map<FolderState, FolderName> moves) throws MailboxException {
        Optional<FolderState> itself = moves.keySet().stream().filter(folder -> folder.name().equals(from)).findFirst();
        return itself.isPresent() ? itself.get().directory() : FolderPaths.directory(from);
    }

    private void finishRename() throws IOException {
        List<String> intent = mailbox.file().intent();
        if (!intent.getFirst().equals(RENAME)) {
            return;
        }
        String from = intent.get(1);
        String to = intent.get(2);
        for (String directory : files.list(mailbox.maildir()).stream().sorted().toList()) {
            String target = to + directory.substring(Math.min(directory.length(), from.length()));
            if (isAtOrBelow(directory, from) && !files.exists(mailbox.maildir().resolve(target))) {
                files.rename(mailbox.maildir().resolve(directory), mailbox.maildir().resolve(target));
                follow(directory, target);
            }
        }
        for (String directory : mailbox.file().uses().values()) {
            if (isAtOrBelow(directory, from)) {
                mailbox.file().renamed(directory, to + directory.substring(from.length()));
            }
        }
        files.forceDirectory(mailbox.maildir());
        mailbox.file().done();
    }

    private static boolean isAtOrBelow(String directory, String top) {
        return directory.equals(top) || directory.startsWith(top + ".");
    }

    /** A folder that is known in memory moves there too. */
    private void follow(String from, String to) {
        Optional<FolderState> known = mailbox.folders().values().stream().filter(folder -> folder.directory().equals(from)).findFirst();
        if (known.isPresent()) {
            FolderName name = FolderPaths.name(to).orElseThrow();
            FolderName before = known.get().name();
            mailbox.folders().remove(before);
            known.get().renamed(name, to);
            mailbox.folders().put(name, known.get());
            mailbox.changedList(Listener.Event.of(known.get(), Kind.FOLDER_RENAMED, before.toString()));
        }
    }

    /** RENAME of INBOX makes a folder and moves the messages there (RFC 9051 §6.3.6). */
    FolderState beginEmptying(FolderName to) throws IOException {
        FolderState target = create(to, Optional.empty());
        FolderState inbox = require(FolderName.INBOX);
        inbox.lock.lock();
        try {
            mailbox.file().intend(EMPTY, target.directory(), Long.toString(inbox.uidNext()));
        } finally {
            inbox.lock.unlock();
        }
        return target;
    }

    /** The messages could not be moved, and whoever asked is told so: nothing is emptied later, and the new folder goes unless something came. */
    void giveUpEmptying(Folder target) throws IOException {
        mailbox.file().done();
        if (target.uids().length == 0) {
            delete(target.name());
        }
    }

    private void finishEmptying() throws IOException {
        List<String> intent = mailbox.file().intent();
        if (!intent.getFirst().equals(EMPTY)) {
            return;
        }
        Optional<FolderState> target = mailbox.folders().values().stream().filter(folder -> folder.directory().equals(intent.get(1))).findFirst();
        long before = Long.parseLong(intent.get(2));
        // Where nothing was moved nobody was told that it would be, and who asked may have been refused long ago.
        if (target.isPresent() && target.get().door().uids().length > 0) {
            Folder inbox = require(FolderName.INBOX).door();
            inbox.move(java.util.Arrays.stream(inbox.uids()).filter(uid -> uid < before).toArray(), target.get().door());
        }
        mailbox.file().done();
    }
}
