package barua.webmail;

import barua.delivery.KnownLists;
import barua.directory.Account;
import barua.directory.Directory;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where the pages find an account's folders: by the words of addresses, with their lists, which are kept as long as they are looked at. */
final class Desk {

    /** A folder somebody looks at. */
    record Opened(Address account, Mailbox mailbox, Folder folder, Optional<SpecialUse> use, String path) {

        boolean is(SpecialUse wanted) {
            return use.filter(wanted::equals).isPresent();
        }
    }

    /** One line of the folder list. */
    public record Place(String path, String label, String icon, int unread, int messages, boolean special, int depth) {

        /** With its levels, as people write it. */
        public String name() {
            return FolderPath.name(path).map(FolderName::toString).orElse(label);
        }
    }

    private static final int INDEXES = 500;

    private record Key(Address account, String mailboxId) {
    }

    private final MailStore store;
    private final Directory directory;
    private final KnownLists lists;
    private final Cache<Key, FolderIndex> indexes = Caffeine.newBuilder().maximumSize(INDEXES).expireAfterAccess(Duration.ofMinutes(20)).build();

    Desk(MailStore store, Directory directory) {
        this.store = store;
        this.directory = directory;
        this.lists = new KnownLists(store, directory);
    }

    MailStore store() {
        return store;
    }

    Directory directory() {
        return directory;
    }

    /** What scripts may ask. */
    KnownLists lists() {
        return lists;
    }

    /** Empty where the account has no such folder, or no mailbox. */
    Optional<Opened> open(Address account, String path) throws IOException {
        try {
            Mailbox mailbox = store.open(account);
            Optional<SpecialUse> use = FolderPath.use(path);
            boolean missing = use.equals(Optional.of(SpecialUse.SNOOZED)) && mailbox.list().stream().noneMatch(entry -> entry.use().equals(use));
            if (missing) {
                return Optional.empty();   // it is made for the first letter that sleeps
            }
            if (use.isPresent()) {
                return Optional.of(new Opened(account, mailbox, mailbox.folder(use.get()), use, path));
            }
            Optional<FolderName> name = FolderPath.name(path);
            return name.isEmpty() ? Optional.empty() : Optional.of(new Opened(account, mailbox, mailbox.folder(name.get()), use(mailbox, name.get()), path));
        } catch (MailboxException refused) {
            if (refused.reason() == MailboxException.Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    Opened open(Address account, SpecialUse use) throws IOException {
        Mailbox mailbox = store.open(account);
        return new Opened(account, mailbox, mailbox.folder(use), Optional.of(use), FolderPath.word(use));
    }

    FolderIndex index(Opened opened) {
        return indexes.get(new Key(opened.account, opened.folder.mailboxId()), key -> new FolderIndex(opened.folder));
    }

    /** The way a folder of that name is addressed. */
    String path(Mailbox mailbox, FolderName name) throws IOException {
        return FolderPath.of(name, use(mailbox, name));
    }

    /** All folders in the order in which the side shows them: the usual ones first. */
    List<Place> places(Address account, Words words) throws IOException {
        Mailbox mailbox = store.open(account);
        List<Place> usual = new ArrayList<>();
        List<Place> own = new ArrayList<>();
        for (Mailbox.Entry entry : mailbox.list()) {
            if (entry.exists()) {
                boolean special = entry.name().isInbox() || entry.use().isPresent();
                (special ? usual : own).add(place(mailbox, entry, words));
            }
        }
        usual.sort(Comparator.comparingInt(place -> ORDER.indexOf(place.path)));
        usual.addAll(own);
        return usual;
    }

    /** What people call the folder. */
    static String label(FolderName name, Optional<SpecialUse> use, Words words) {
        if (name.isInbox()) {
            return words.say("folder.inbox");
        }
        return use.map(known -> words.say("folder." + FolderPath.word(known))).orElseGet(() -> name.levels().getLast());
    }

    private static final List<String> ORDER = List.of("inbox", "snoozed", "drafts", "sent", "archive", "spam", "trash");

    private static Place place(Mailbox mailbox, Mailbox.Entry entry, Words words) throws IOException {
        Folder.Counts counts = mailbox.folder(entry.name()).counts();
        String path = FolderPath.of(entry.name(), entry.use());
        return new Place(path, label(entry.name(), entry.use(), words), icon(path), number(counts, entry.use()), counts.messages(),
                entry.name().isInbox() || entry.use().isPresent(), entry.name().levels().size() - 1);
    }

    /** What stands beside a folder: what is unread; of drafts, which are never unread, all that wait there; of Sent and Trash nothing. */
    static int number(Folder.Counts counts, Optional<SpecialUse> use) {
        return switch (use.orElse(SpecialUse.ARCHIVE)) {
            case DRAFTS -> counts.messages();
            case SENT, TRASH, SNOOZED -> 0;
            default -> counts.unseen();
        };
    }

    private static String icon(String path) {
        return switch (path) {
            case "inbox" -> "inbox";
            case "drafts" -> "file";
            case "sent" -> "send";
            case "archive" -> "archive";
            case "spam" -> "spam";
            case "trash" -> "trash";
            case "snoozed" -> "clock";
            default -> "folder";
        };
    }

    static Optional<SpecialUse> use(Mailbox mailbox, FolderName name) throws IOException {
        return mailbox.list().stream().filter(entry -> entry.name().equals(name)).findFirst().flatMap(Mailbox.Entry::use);
    }

    Optional<Account> account(Address address) {
        return directory.account(address);
    }
}
