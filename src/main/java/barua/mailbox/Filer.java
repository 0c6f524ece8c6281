package barua.mailbox;

import barua.mailbox.Listener.Event.Kind;
import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.Lock;

/**
 * Files one staged message, or versions of it, into many folders: one forced file each, links, forced directories, and only then UIDs (storage.md,
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
        final StagedMessage message;
        final List<MailStore.Following> effects;
        final List<DeliveryRecords.Effect> sealed = new ArrayList<>();
        Path file;
        Arrival arrival;
        boolean charged;
        MailboxException refusal;

        Way(StagedMessage message, FolderState folder, Flags flags, Instant received, Listener.Event.Kind kind, List<MailStore.Following> effects) {
            this.message = message;
            this.folder = folder;
            this.flags = flags;
            this.received = received;
            this.kind = kind;
            this.effects = effects;
        }
    }

    MailStore.Filed append(Staged message, FolderState folder, Flags flags, Instant received) throws IOException {
        Way way = new Way((StagedMessage) message, folder, flags, received, Kind.APPENDED, List.of());
        return file(List.of(way), new Versions(store), "").filed().getFirst();
    }

    MailStore.Delivered deliver(Staged message, List<MailStore.Filing> where, List<List<MailStore.Following>> effects, String token) throws IOException {
        try (Versions versions = new Versions(store)) {
            return deliver(message, versions, where, effects, token);
        }
    }

    private MailStore.Delivered deliver(Staged message, Versions versions, List<MailStore.Filing> where, List<List<MailStore.Following>> effects, String token)
            throws IOException {
        List<Begun> begun = new ArrayList<>();
        for (int i = 0; i < where.size(); i++) {
            Optional<Content> instead = where.get(i).instead();
            StagedMessage version = instead.isPresent() ? versions.of(instead.get()) : (StagedMessage) message;
            begun.add(begin(version, where.get(i), effects.get(i), token));
        }
        MailStore.Delivered delivered = file(begun.stream().filter(Way.class::isInstance).map(Way.class::cast).toList(), versions, token);
        Iterator<MailStore.Filed> filed = delivered.filed().iterator();
        List<MailStore.Filed> all = begun.stream().map(one -> switch (one) {
            case Answered(var already) -> already;
            case Way _ -> filed.next();
        }).toList();
        return new MailStore.Delivered(all, delivered.due());
    }

    private Begun begin(StagedMessage message, MailStore.Filing filing, List<MailStore.Following> effects, String token) {
        try {
            FolderState folder = store.open(filing.account()).folderOrCreate(filing.folder());
            Optional<MailStore.Filed> before = store.tokens().find(token, folder);
            return before.isPresent() ? new Answered(before.get()) : new Way(message, folder, filing.flags(), filing.received(), Kind.DELIVERED, effects);
        } catch (IOException failed) {
            return new Answered(new MailStore.Filed.Refused(DiskTrouble.refusal(failed)));
        }
    }

    private MailStore.Delivered file(List<Way> ways, Versions versions, String token) throws IOException {
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
            due = carry(ways, versions, token);
        } finally {
            held.forEach(Lock::unlock);
        }
        accounts.values().forEach(Mailbox::tell);
        List<MailStore.Filed> answers = ways.stream().map(way -> answer(way, token)).toList();
        Map<StagedMessage, List<Outlining.Copy>> copies = new IdentityHashMap<>();
        ways.stream().filter(way -> way.refusal == null)
                .forEach(way -> copies.computeIfAbsent(way.message, _ -> new ArrayList<>()).add(new Outlining.Copy(way.folder, way.arrival.firstUid())));
        copies.forEach((message, there) -> message.whole().ifPresent(bytes -> store.outlining().came(bytes, there)));
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
    private Optional<Due> carry(List<Way> ways, Versions versions, String token) {
        try {
            return carryAll(ways, versions, token);
        } finally {
            ways.stream().filter(way -> way.arrival != null).forEach(way -> way.arrival.abandonUnlessOver());
        }
    }

    private Optional<Due> carryAll(List<Way> ways, Versions versions, String token) {
        ways.forEach(way -> attempt(way, () -> charge(way)));
        ways.forEach(way -> attempt(way, () -> reserve(way, versions, token)));
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
            finish(way);
        }
        going.stream().filter(way -> way.refusal == null).forEach(way -> way.arrival.await());
        return record == null ? Optional.empty() : due(record, going);
    }

    private Optional<Due> due(DeliveryRecords.Record record, List<Way> going) {
        List<DeliveryRecords.Copy> filed = copies(going.stream().filter(way -> way.refusal == null).toList());
        if (filed.size() < going.size()) {
            try {
                store.records().narrow(record, filed);
            } catch (IOException failed) {
                LOG.log(System.Logger.Level.ERROR, "a delivery record names copies that were refused: should the machine fail now, they are filed", failed);
            }
        }
        return store.records().due(record, filed);
    }

    private static List<DeliveryRecords.Copy> copies(List<Way> ways) {
        return ways.stream().map(way -> new DeliveryRecords.Copy(way.file, way.arrival, way.sealed)).toList();
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

    private void charge(Way way) throws IOException {
        if (way.folder.isGone()) {
            throw new MailboxException(MailboxException.Reason.NONEXISTENT, "the folder was deleted");
        }
        Mailbox mailbox = way.folder.mailbox();
        if (!mailbox.quota().take(way.message.size(), 1, store.policies().quota(mailbox.account()))) {
            throw new MailboxException(MailboxException.Reason.OVER_QUOTA, "the mailbox is full");
        }
        way.charged = true;
    }

    private void reserve(Way way, Versions versions, String token) throws IOException {
        StagedMessage message = way.message;
        way.file = message.seal(way.received);
        for (MailStore.Following effect : way.effects) {
            Path about = effect.message().isPresent() ? versions.of(effect.message().get()).seal(way.received) : way.file;
            way.sealed.add(new DeliveryRecords.Effect(effect.what(), about));
        }
        String base = store.freshBase(token);
        way.arrival = new Arrival(way.folder,
                List.of(new Arrival.Item(step -> step.with(way.file), base, message.size(), message.size(), way.flags, way.received.toEpochMilli(), "")), false,
                way.kind);
        way.arrival.reserve();
    }

    private void finish(Way way) {
        if (way.refusal == null) {
            way.arrival.mark();
            return;
        }
        if (way.charged) {
            way.folder.mailbox().quota().add(-way.message.size(), -1);
        }
        if (way.arrival != null) {
            way.arrival.undo();
            way.arrival.drop();
        }
    }
}
