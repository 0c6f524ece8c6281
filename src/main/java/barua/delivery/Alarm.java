package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.disk.Lines;
import barua.disk.RealFiles;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.HeaderBlock;
import barua.message.Headers;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Wakes snoozed letters. Which accounts have some, and when the first of each is to be woken, stands in a file ({@link Lines}: {@code sleeper SECONDS
 * ADDRESS}, 0 for none); what is done with a letter it says itself ({@link SleepNote}). A letter is woken by moving it, so once; what cannot be done
 * now is tried again a few minutes later, and holds up no other. Nobody's folder is looked at before its time.
 */
final class Alarm implements Followers.Sleepers {

    private static final System.Logger LOG = System.getLogger("barua.delivery");
    private static final long AGAIN = 300;        // seconds
    private static final int FRONT = 4_096;       // octets of a letter, with its first two fields
    private static final int MOST = 1_000;        // accounts of one turn
    private static final int WORDS = 3;

    private final MailStore store;
    private final Directory directory;
    private final Trace trace;
    private final Lines ledger;
    // Guarded by this.
    private boolean loaded;
    /** When the first letter of each is to be woken, in seconds since 1970, as the file has it. */
    private final Map<Address, Long> first = new TreeMap<>();
    /** Whose folders are looked through, and the earliest letter that came to sleep there meanwhile. */
    private final Map<Address, Long> looking = new HashMap<>();
    /** Who is tried again, and when: in memory alone, for after a restart it is due at once. */
    private final Map<Address, Long> again = new HashMap<>();

    Alarm(Path file, MailStore store, Directory directory, Trace trace) {
        this.store = store;
        this.directory = directory;
        this.trace = trace;
        this.ledger = Lines.at(new RealFiles(), file);
    }

    /** Where it cannot be read nobody is woken for now, what would be noted waits, and mail goes on. */
    private void load() throws IOException {
        if (loaded) {
            return;
        }
        for (String line : ledger.read()) {
            String[] words = line.split(" ", WORDS);
            boolean known = words.length == WORDS && words[0].equals("sleeper") && words[1].matches("\\d{1,12}");
            Optional<Address> account = known ? Address.parsePath(words[2]) : Optional.empty();
            account.ifPresent(address -> set(first, address, Long.parseLong(words[1])));
        }
        loaded = true;
    }

    private static void set(Map<Address, Long> times, Address account, long when) {
        if (when > 0) {
            times.put(account, when);
        } else {
            times.remove(account);
        }
    }

    @Override
    public synchronized void note(Address account, Instant when) throws IOException {
        load();
        looking.computeIfPresent(account, (_, earliest) -> Math.min(earliest, when.getEpochSecond()));
        Long known = first.get(account);
        if (known == null || known > when.getEpochSecond()) {
            write(Map.of(account, when.getEpochSecond()));
        }
    }

    /** The account has another name. Where this is not told, a crash say, the directory knows its former one. */
    synchronized void renamed(Address from, Address to) {
        try {
            load();
            Long when = first.get(from);
            if (when != null) {
                write(Map.of(from, 0L, to, Math.min(when, first.getOrDefault(to, when))));
            }
        } catch (IOException notNow) {
            LOG.log(Level.WARNING, "the snoozed letters of " + to + " stay noted under " + from + ": " + notNow.getMessage());
        }
    }

    /** On the disk first: what is known here and not there would be noted by nobody again. */
    private void write(Map<Address, Long> changes) throws IOException {
        Map<Address, Long> after = new TreeMap<>(first);
        changes.forEach((account, when) -> set(after, account, when));
        ledger.add(lines(changes), lines(after));
        first.clear();
        first.putAll(after);
    }

    private static List<String> lines(Map<Address, Long> times) {
        return times.entrySet().stream().map(one -> "sleeper " + one.getValue() + " " + one.getKey()).toList();
    }

    /** Wakes whatever is due. */
    void ring(Instant now) {
        for (Address account : due(now)) {
            try {
                Optional<Instant> next = wake(account, now);
                done(account, next.map(Instant::getEpochSecond).orElse(0L));
            } catch (IOException | RuntimeException failed) {
                later(account, now, failed);
            }
        }
    }

    private synchronized List<Address> due(Instant now) {
        try {
            load();
        } catch (IOException unreadable) {
            LOG.log(Level.ERROR, "nobody's snoozed letters are woken for now", unreadable);
            return List.of();
        }
        List<Address> due = first.entrySet().stream().filter(one -> one.getValue() <= now.getEpochSecond()).map(Map.Entry::getKey)
                .filter(account -> again.getOrDefault(account, 0L) <= now.getEpochSecond()).limit(MOST).toList();
        due.forEach(account -> looking.put(account, Long.MAX_VALUE));
        return due;
    }

    /** @param next 0 for none */
    private synchronized void done(Address account, long next) throws IOException {
        long meanwhile = looking.get(account);
        long earliest = Math.min(meanwhile, next == 0 ? Long.MAX_VALUE : next);
        write(Map.of(account, earliest == Long.MAX_VALUE ? 0 : earliest));
        looking.remove(account);
        again.remove(account);
    }

    private synchronized void later(Address account, Instant now, Exception why) {
        looking.remove(account);
        if (again.put(account, now.getEpochSecond() + AGAIN) == null) {
            LOG.log(Level.WARNING, "snoozed letters of " + account + " are woken later: " + why.getMessage());
        }
    }

    /** @return when the next is due; empty for none */
    private Optional<Instant> wake(Address account, Instant now) throws IOException {
        Optional<Mailbox> mailbox = mailbox(account);
        if (mailbox.isEmpty() || mailbox.get().list().stream().noneMatch(entry -> entry.use().equals(Optional.of(SpecialUse.SNOOZED)))) {
            return Optional.empty();
        }
        Folder bed = mailbox.get().folder(SpecialUse.SNOOZED);
        Optional<Instant> next = Optional.empty();
        Optional<IOException> failed = Optional.empty();
        for (long uid : bed.uids()) {
            try {
                Headers header = HeaderBlock.parse(bed.content(uid).bytes(0, FRONT)).headers();
                Optional<SleepNote> note = SleepNote.read(header);
                if (note.isPresent() && note.get().until().isAfter(now)) {
                    next = next.filter(earlier -> earlier.isBefore(note.get().until())).or(() -> note.map(SleepNote::until));
                } else if (note.isPresent()) {
                    wake(mailbox.get(), bed, uid, note.get(), header);
                }
            } catch (IOException trouble) {
                failed = isThere(bed, uid) ? Optional.of(trouble) : failed;
            }
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        return next;
    }

    /** False where somebody took it out meanwhile. */
    private static boolean isThere(Folder bed, long uid) throws IOException {
        try {
            bed.info(uid);
            return true;
        } catch (MailboxException gone) {
            return gone.reason() != MailboxException.Reason.EXPUNGED && gone.reason() != MailboxException.Reason.NONEXISTENT;
        }
    }

    /** Under the name that it has now; empty for an account that is gone. @throws MailboxException where its mail is on the way to a new name */
    private Optional<Mailbox> mailbox(Address noted) throws IOException {
        Optional<Address> now = directory.account(noted).or(() -> directory.byLogin(noted.toString())).map(Account::address);
        return now.isEmpty() ? Optional.empty() : Optional.of(store.open(now.get()));
    }

    private void wake(Mailbox mailbox, Folder bed, long uid, SleepNote note, Headers header) throws IOException {
        Folder target = target(mailbox, note);
        bed.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, ScriptFlags.of(note.add())), OptionalLong.empty());
        bed.store(new long[] {uid}, new FlagChange(FlagChange.How.REMOVE, ScriptFlags.of(note.remove())), OptionalLong.empty());
        if (bed.move(new long[] {uid}, target).to().length > 0) {
            String messageId = header.first("Message-ID").map(field -> field.unfolded().strip()).orElse("");
            trace.record(Event.of("", messageId, "awakened", mailbox.account().toString(), target.name().toString()));
        }
    }

    /** Where it wanted to go, or INBOX. */
    private static Folder target(Mailbox mailbox, SleepNote note) throws IOException {
        FolderFinder finder = FolderFinder.of(mailbox, mailbox.list());
        FolderFinder.Found found = finder.find(note.mailbox().orElse("INBOX"), note.create(), note.use(), note.mailboxId());
        FolderName name = found instanceof FolderFinder.Found.There(FolderName there) ? there : FolderName.INBOX;
        try {
            return finder.exists(name) ? mailbox.folder(name) : mailbox.create(name, Optional.empty());
        } catch (MailboxException refused) {
            return mailbox.folder(FolderName.INBOX);
        }
    }
}
