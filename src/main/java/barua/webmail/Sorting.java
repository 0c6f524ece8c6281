package barua.webmail;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.sieve.Script;
import barua.sieve.Surroundings;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/**
 * Applies a script to letters that lie in folders already, at the server, while the person may do something else: one work of an account at a time, two in
 * all. What {@link Refiling} says is done, a hundred letters after the other; a work that was stopped, or ended with the server, has done whole
 * letters only, and
 * the same can be begun again.
 */
final class Sorting {

    /** Letters of one folder. */
    record Batch(Desk.Opened folder, long[] uids) {
    }

    /** How far a work is. @param changed letters that are elsewhere or flagged now @param took so far */
    record Progress(String folder, State state, int done, int total, int changed, Duration took) {

        int percent() {
            return total == 0 ? 100 : (int) (100L * done / total);
        }

        /** How long it will take from here, as it went so far. */
        Duration left() {
            return done == 0 ? Duration.ZERO : took.multipliedBy(total - done).dividedBy(done);
        }
    }

    enum State { RUNNING, DONE, STOPPED, FAILED }

    private static final int AT_ONCE = 100;
    private static final int WORKS = 2;

    private final Clock clock;
    private final Executor threads;
    private final Semaphore room = new Semaphore(WORKS);
    private final Cache<Address, Work> works = Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(6)).build();

    /** @param threads on which works wait and go on */
    Sorting(Clock clock, Executor threads) {
        this.clock = clock;
        this.threads = threads;
    }

    /** Begins; false where a work of that account is not over yet. */
    boolean begin(Address account, String label, List<Batch> batches, Script script, List<Address> addresses) {
        Work fresh = new Work(account, label, List.copyOf(batches), script, List.copyOf(addresses));
        Work now = works.asMap().compute(account, (_, before) -> before != null && before.state == State.RUNNING ? before : fresh);
        if (now == fresh) {
            threads.execute(fresh);
        }
        return now == fresh;
    }

    /** The work that goes on, or the last one until its owner has read how it ended. */
    Optional<Progress> of(Address account) {
        return Optional.ofNullable(works.getIfPresent(account)).map(Work::progress);
    }

    /** It stops after the letters it has in hand. */
    void stop(Address account) {
        Optional.ofNullable(works.getIfPresent(account)).ifPresent(work -> work.stopped = true);
    }

    /** Its owner has read how it ended. */
    void seen(Address account) {
        works.asMap().computeIfPresent(account, (_, work) -> work.state == State.RUNNING ? work : null);
    }

    private final class Work implements Runnable {

        private final Address account;
        private final String label;
        private final List<Batch> batches;
        private final Script script;
        private final List<Address> addresses;
        private final int total;
        private final Instant began = clock.instant();
        private volatile boolean stopped;
        private volatile int done;
        private volatile int changed;
        private volatile Instant ended;
        private volatile State state = State.RUNNING;

        Work(Address account, String label, List<Batch> batches, Script script, List<Address> addresses) {
            this.account = account;
            this.label = label;
            this.batches = batches;
            this.script = script;
            this.addresses = addresses;
            this.total = batches.stream().mapToInt(batch -> batch.uids.length).sum();
        }

        Progress progress() {
            return new Progress(label, state, done, total, changed, Duration.between(began, Optional.ofNullable(ended).orElseGet(clock::instant)));
        }

        @Override
        public void run() {
            room.acquireUninterruptibly();
            State end = State.FAILED;
            try {
                end = all() ? State.DONE : State.STOPPED;
            } catch (IOException unable) {
                // The letters that were not reached lie where they lay; the page says that it did not come to its end.
                end = State.FAILED;
            } finally {
                room.release();
                ended = clock.instant();
                state = end;
            }
        }

        private boolean all() throws IOException {
            for (Batch batch : batches) {
                // Newest last: letters that arrive meanwhile are sorted by the delivery.
                for (int from = 0; from < batch.uids.length; from += AT_ONCE) {
                    if (stopped) {
                        return false;
                    }
                    some(batch.folder, Arrays.copyOfRange(batch.uids, from, Math.min(batch.uids.length, from + AT_ONCE)));
                }
            }
            return true;
        }

        /** Letters with the same fate go together: one change of the folder instead of a hundred. */
        private void some(Desk.Opened opened, long[] uids) throws IOException {
            Map<Refiling, long[]> fates = new LinkedHashMap<>();
            for (MessageInfo info : opened.folder().infos(uids)) {
                Refiling filing = filing(opened, info);
                if (filing.changes()) {
                    fates.merge(filing, new long[] {info.uid()}, Sorting::joined);
                }
            }
            for (Map.Entry<Refiling, long[]> fate : fates.entrySet()) {
                changed += apply(opened, fate.getKey(), fate.getValue());
            }
            done += uids.length;
        }

        private Refiling filing(Desk.Opened opened, MessageInfo info) throws IOException {
            try {
                return Refiling.of(Script.run(List.of(script), StoredLetter.situation(opened.folder().content(info.uid()), info.received(), account, addresses,
                        ZoneId.systemDefault(), around(opened.mailbox()))));
            } catch (MailboxException gone) {
                return Refiling.NOTHING;   // moved or deleted meanwhile, or not readable: it stays as it is
            }
        }
    }

    private static long[] joined(long[] some, long[] more) {
        long[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }

    private static boolean hasAll(Flags flags, Flags wanted) {
        return (flags.system() & wanted.system()) == wanted.system() && wanted.keywords().stream().allMatch(flags::has);
    }

    /** How many letters changed. */
    private static int apply(Desk.Opened opened, Refiling filing, long[] uids) throws IOException {
        Folder from = opened.folder();
        int flagged = 0;
        if (filing.flagChange().isPresent()) {
            Flags wanted = filing.flagging();
            long[] changing = from.infos(uids).stream().filter(info -> !hasAll(info.flags(), wanted)).mapToLong(MessageInfo::uid).toArray();
            if (changing.length > 0) {
                from.store(changing, filing.flagChange().get(), OptionalLong.empty());
            }
            flagged = changing.length;
        }
        if (filing.trash()) {
            return opened.is(SpecialUse.TRASH) ? flagged : from.move(uids, opened.mailbox().folder(SpecialUse.TRASH)).to().length;
        }
        List<Folder> targets = filing.folders().stream().flatMap(into -> target(opened.mailbox(), into).stream())
                .filter(target -> !target.mailboxId().equals(from.mailboxId())).distinct().toList();
        boolean here = filing.stays() || targets.size() < filing.folders().size();
        int moved = flagged;
        for (int i = 0; i < targets.size(); i++) {
            boolean leaves = !here && i == targets.size() - 1;
            moved = Math.max(moved, (leaves ? from.move(uids, targets.get(i)) : from.copy(uids, targets.get(i))).to().length);
        }
        return moved;
    }

    /** The folder of that name; empty where it is not there and is not to be made: then the letter stays where it is. */
    private static Optional<Folder> target(Mailbox mailbox, Refiling.Into into) {
        Optional<FolderName> name = FolderName.parse(into.mailbox());
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(mailbox.folder(name.get()));
        } catch (MailboxException missing) {
            return into.create() ? made(mailbox, name.get()) : Optional.empty();
        } catch (IOException unable) {
            return Optional.empty();
        }
    }

    private static Optional<Folder> made(Mailbox mailbox, FolderName name) {
        try {
            return Optional.of(mailbox.create(name, Optional.empty()));
        } catch (IOException refused) {
            return Optional.empty();
        }
    }

    /** What a script may ask about folders. */
    static Surroundings around(Mailbox mailbox) {
        return new Surroundings() {
            @Override
            public boolean mailboxExists(String name) {
                return FolderName.parse(name).filter(known -> exists(mailbox, known)).isPresent();
            }

            @Override
            public Optional<String> mailboxByUse(String use) {
                try {
                    return mailbox.list().stream().filter(entry -> entry.use().filter(one -> one.attribute().equalsIgnoreCase(use)).isPresent())
                            .map(entry -> entry.name().toString()).findFirst();
                } catch (IOException gone) {
                    return Optional.empty();
                }
            }
        };
    }

    private static boolean exists(Mailbox mailbox, FolderName name) {
        try {
            return mailbox.folder(name) != null;
        } catch (IOException missing) {
            return false;
        }
    }
}
