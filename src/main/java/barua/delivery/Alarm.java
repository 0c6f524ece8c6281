package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
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
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Wakes snoozed letters. Which accounts have some, and when the first of each is to be woken, stands in a file ({@link Lines}: {@code sleeper ADDRESS
 * SECONDS}, 0 for none); what is done with a letter it says itself ({@link SleepNote}). A letter is woken by moving it, so once; what cannot be done
 * now is tried again a few minutes later. Nobody's folder is looked at before its time.
 */
final class Alarm implements Followers.Sleepers {

    private static final System.Logger LOG = System.getLogger("barua.delivery");
    private static final long AGAIN = 300;        // seconds
    private static final int FRONT = 4_096;       // octets of a letter, with its first two fields
    private static final int MOST = 1_000;        // accounts of one turn

    private final MailStore store;
    private final Directory directory;
    private final Trace trace;
    private final Lines ledger;
    /** Guarded by this: when the first letter of each is to be woken, in seconds since 1970. */
    private final Map<Address, Long> first = new TreeMap<>();

    private Alarm(MailStore store, Directory directory, Trace trace, Lines ledger) {
        this.store = store;
        this.directory = directory;
        this.trace = trace;
        this.ledger = ledger;
    }

    static Alarm open(Path file, MailStore store, Directory directory, Trace trace) throws IOException {
        Alarm alarm = new Alarm(store, directory, trace, Lines.at(new RealFiles(), file));
        for (String line : alarm.ledger.read()) {
            String[] words = line.split(" ");
            Optional<Address> account = words.length == 3 && words[2].matches("\\d{1,12}") ? Address.parse(words[1]) : Optional.empty();
            account.ifPresent(address -> alarm.set(address, Long.parseLong(words[2])));
        }
        return alarm;
    }

    private void set(Address account, long when) {
        if (when > 0) {
            first.put(account, when);
        } else {
            first.remove(account);
        }
    }

    @Override
    public synchronized void note(Address account, Instant when) throws IOException {
        Long known = first.get(account);
        if (known == null || known > when.getEpochSecond()) {
            write(account, when.getEpochSecond());
        }
    }

    private void write(Address account, long when) throws IOException {
        set(account, when);
        ledger.add(List.of(line(account, when)), first.entrySet().stream().map(one -> line(one.getKey(), one.getValue())).toList());
    }

    private static String line(Address account, long when) {
        return "sleeper " + account + " " + when;
    }

    /** Wakes whatever is due. */
    void ring(Instant now) {
        for (Address account : due(now)) {
            try {
                Optional<Instant> next = wake(account, now);
                reset(account, next.map(Instant::getEpochSecond).orElse(0L), now);
            } catch (IOException | RuntimeException failed) {
                LOG.log(Level.WARNING, "snoozed letters of " + account + " are woken later: " + failed.getMessage());
                later(account, now);
            }
        }
    }

    private synchronized List<Address> due(Instant now) {
        return first.entrySet().stream().filter(one -> one.getValue() <= now.getEpochSecond()).map(Map.Entry::getKey).limit(MOST).toList();
    }

    /** Unless another letter came to sleep meanwhile, whose time is earlier. */
    private synchronized void reset(Address account, long next, Instant now) throws IOException {
        Long known = first.get(account);
        if (known != null && known <= now.getEpochSecond()) {
            write(account, next);
        }
    }

    /** In memory alone: after a restart it is due at once. */
    private synchronized void later(Address account, Instant now) {
        first.computeIfPresent(account, (_, _) -> now.getEpochSecond() + AGAIN);
    }

    /** @return when the next is due; empty for none */
    private Optional<Instant> wake(Address account, Instant now) throws IOException {
        Optional<Mailbox> mailbox = mailbox(account);
        if (mailbox.isEmpty() || mailbox.get().list().stream().noneMatch(entry -> entry.use().equals(Optional.of(SpecialUse.SNOOZED)))) {
            return Optional.empty();
        }
        Folder bed = mailbox.get().folder(SpecialUse.SNOOZED);
        List<Instant> later = new ArrayList<>();
        for (long uid : bed.uids()) {
            Optional<SleepNote> note = note(bed, uid);
            if (note.isPresent() && !note.get().until().isAfter(now)) {
                wake(mailbox.get(), bed, uid, note.get());
            } else {
                note.map(SleepNote::until).ifPresent(later::add);
            }
        }
        return later.stream().min(Instant::compareTo);
    }

    /** Under the name that it has now. */
    private Optional<Mailbox> mailbox(Address noted) throws IOException {
        Optional<Address> now = directory.account(noted).map(Account::address)
                .or(() -> directory.lookUp(noted) instanceof Entry.Person(Account account) ? Optional.of(account.address()) : Optional.empty());
        try {
            return now.isEmpty() ? Optional.empty() : Optional.of(store.open(now.get()));
        } catch (MailboxException refused) {
            if (refused.reason() == MailboxException.Reason.NONEXISTENT) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static Optional<SleepNote> note(Folder bed, long uid) throws IOException {
        try {
            return SleepNote.read(HeaderBlock.parse(bed.content(uid).bytes(0, FRONT)).headers());
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    private void wake(Mailbox mailbox, Folder bed, long uid, SleepNote note) throws IOException {
        Folder target = target(mailbox, note);
        try {
            bed.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, ScriptFlags.of(note.add())), OptionalLong.empty());
            bed.store(new long[] {uid}, new FlagChange(FlagChange.How.REMOVE, ScriptFlags.of(note.remove())), OptionalLong.empty());
            bed.move(new long[] {uid}, target);
        } catch (MailboxException refused) {
            if (refused.reason() != MailboxException.Reason.EXPUNGED && refused.reason() != MailboxException.Reason.NONEXISTENT) {
                throw refused;
            }
            return;   // somebody took it out meanwhile
        }
        String messageId = target.uids().length == 0 ? "" : messageId(target);
        trace.record(Event.of("", messageId, "awakened", mailbox.account().toString(), target.name().toString()));
    }

    private static String messageId(Folder target) throws IOException {
        long[] uids = target.uids();
        return target.outline(uids[uids.length - 1]).headers().first("Message-ID").map(field -> field.unfolded().strip()).orElse("");
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
