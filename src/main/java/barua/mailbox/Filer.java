package barua.mailbox;

import barua.mailbox.Listener.Event.Kind;
import barua.message.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/**
 * Files one staged message into many folders: one forced file, links, forced directories, and only then UIDs (storage.md,
 * Delivering one message to N mailboxes). What a crash leaves: before the delivery record is forced, nothing; after it, recovery completes it.
 */
final class Filer {

    private static final System.Logger LOG = System.getLogger(Filer.class.getName());

    private final MailStore store;

    Filer(MailStore store) {
        this.store = store;
    }

    private sealed interface Begun {
    }

    private record Answered(MailStore.Filed already) implements Begun {
    }

    /** One filing on its way. */
    private static final class Way implements Begun {
        final FolderState folder;
        final Flags flags;
        final Instant received;
        final Listener.Event.Kind kind;
        final List<byte[]> effects;
        Path file;
        Arrival arrival;
        boolean charged;
        MailboxException refusal;

        Way(FolderState folder, Flags flags, Instant received, Listener.Event.Kind kind, List<byte[]> effects) {
            this.folder = folder;
            this.flags = flags;
            this.received = received;
            this.kind = kind;
            this.effects = effects;
        }
    }

    MailStore.Filed append(Staged message, FolderState folder, Flags flags, Instant received) throws IOException {
        return file((StagedMessage) message, List.of(new Way(folder, flags, received, Kind.APPENDED, List.of())), "").filed().getFirst();
    }

    MailStore.Delivered deliver(Staged message, List<MailStore.Filing> where, List<List<byte[]>> effects, String token) throws IOException {
        List<Begun> begun = new ArrayList<>();
        for (int i = 0; i < where.size(); i++) {
            begun.add(begin(where.get(i), effects.get(i), token));
        }
        MailStore.Delivered delivered = file((StagedMessage) message, begun.stream().filter(Way.class::isInstance).map(Way.class::cast).toList(), token);
        Iterator<MailStore.Filed> filed = delivered.filed().iterator();
        List<MailStore.Filed> all = begun.stream().map(one -> switch (one) {
            case Answered(var already) -> already;
            case Way _ -> filed.next();
        }).toList();
        return new MailStore.Delivered(all, delivered.due());
    }

    private Begun begin(MailStore.Filing filing, List<byte[]> effects, String token) {
        try {
            FolderState folder = store.open(filing.account()).folderOrCreate(filing.folder());
            Optional<MailStore.Filed> before = store.tokens().find(token, folder);
            return before.isPresent() ? new Answered(before.get()) : new Way(folder, filing.flags(), filing.received(), Kind.DELIVERED, effects);
        } catch (IOException failed) {
            return new Answered(new MailStore.Filed.Refused(DiskTrouble.refusal(failed)));
        }
    }

    private MailStore.Delivered file(StagedMessage message, List<Way> ways, String token) throws IOException {
        Map<Address, Mailbox> accounts = new TreeMap<>();
        ways.forEach(way -> accounts.put(way.folder.mailbox().account(), way.folder.mailbox()));
        ways.forEach(way -> attempt(way, () -> way.folder.mailbox().countQuota()));
        List<Lock> held = new ArrayList<>();
        Optional<Due> due;
        try {
            // In one order for everybody, so that waiting renames cannot tie two deliveries into a knot.
            for (Mailbox mailbox : accounts.values()) {
                mailbox.names().readLock().lock();
                held.add(mailbox.names().readLock());
            }
            due = carry(message, ways, token);
        } finally {
            held.forEach(Lock::unlock);
        }
        accounts.values().forEach(Mailbox::tell);
        List<MailStore.Filed> answers = ways.stream().map(way -> answer(way, token)).toList();
        List<Outlining.Copy> copies = ways.stream().filter(way -> way.refusal == null).map(way -> new Outlining.Copy(way.folder, way.arrival.firstUid())).toList();
        message.whole().ifPresent(bytes -> store.outlining().came(bytes, copies));
        return new MailStore.Delivered(answers, due);
    }

    private MailStore.Filed answer(Way way, String token) {
        if (way.refusal != null) {
            return new MailStore.Filed.Refused(way.refusal);
        }
        way.folder.wake();
        MailStore.Filed.Done done = new MailStore.Filed.Done(way.folder.uidValidity(), way.arrival.firstUid(), way.folder.name(), false);
        store.tokens().keep(token, way.folder, done);
        return done;
    }

    /** Whatever goes wrong, no folder is left waiting for a message that will not come. */
    private Optional<Due> carry(StagedMessage message, List<Way> ways, String token) {
        try {
            return carryAll(message, ways, token);
        } finally {
            ways.stream().filter(way -> way.arrival != null).forEach(way -> way.arrival.abandonUnlessOver());
        }
    }

    private Optional<Due> carryAll(StagedMessage message, List<Way> ways, String token) {
        ways.forEach(way -> attempt(way, () -> charge(way, message)));
        ways.forEach(way -> attempt(way, () -> reserve(way, message, token)));
        List<Way> going = ways.stream().filter(way -> way.refusal == null).toList();
        DeliveryRecords.Record record = null;
        try {
            if (going.size() > 1 || going.stream().anyMatch(way -> !way.effects.isEmpty())) {
                record = store.records().write(copies(going));
            }
        } catch (IOException | RuntimeException failed) {
            going.forEach(way -> way.refusal = refusal(way, failed));
        }
        ways.forEach(way -> attempt(way, () -> way.arrival.place()));
        store.inParallel(going, way -> attempt(way, () -> way.arrival.force()));
        for (Way way : ways) {
            finish(way, message);
        }
        going.stream().filter(way -> way.refusal == null).forEach(way -> way.arrival.await());
        return record == null ? Optional.empty() : store.records().due(record, copies(going.stream().filter(way -> way.refusal == null).toList()));
    }

    private static List<DeliveryRecords.Copy> copies(List<Way> ways) {
        return ways.stream().map(way -> new DeliveryRecords.Copy(way.file, way.arrival, way.effects)).toList();
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private static void attempt(Way way, Step step) {
        if (way.refusal == null) {
            try {
                step.run();
            } catch (IOException | RuntimeException failed) {
                way.refusal = refusal(way, failed);
            }
        }
    }

    private static MailboxException refusal(Way way, Exception failed) {
        if (failed instanceof IOException trouble) {
            return DiskTrouble.refusal(trouble);
        }
        LOG.log(System.Logger.Level.ERROR, "a message could not be filed in " + way.folder.path(), failed);
        return new MailboxException(MailboxException.Reason.UNAVAILABLE, "the message could not be filed", failed);
    }

    private void charge(Way way, StagedMessage message) throws IOException {
        if (way.folder.isGone()) {
            throw new MailboxException(MailboxException.Reason.NONEXISTENT, "the folder was deleted");
        }
        Mailbox mailbox = way.folder.mailbox();
        if (!mailbox.quota().take(message.size(), 1, store.policies().quota(mailbox.account()))) {
            throw new MailboxException(MailboxException.Reason.OVER_QUOTA, "the mailbox is full");
        }
        way.charged = true;
    }

    private void reserve(Way way, StagedMessage message, String token) throws IOException {
        way.file = message.seal(way.received);
        String base = store.freshBase(token);
        way.arrival = new Arrival(way.folder, List.of(new Arrival.Item(step -> step.with(way.file), base, message.size(), message.size(), way.flags, way.received.toEpochMilli(), "")), false, way.kind);
        way.arrival.reserve();
    }

    private void finish(Way way, StagedMessage message) {
        if (way.refusal == null) {
            way.arrival.mark();
            return;
        }
        if (way.charged) {
            way.folder.mailbox().quota().add(-message.size(), -1);
        }
        if (way.arrival != null) {
            way.arrival.undo();
            way.arrival.drop();
        }
    }
}
