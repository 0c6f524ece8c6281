package barua.delivery;

import barua.delivery.AccountSurroundings.Recollection;
import barua.directory.Directory;
import barua.mailbox.Annotations;
import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Listener;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Headers;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.sieve.Action;
import barua.sieve.Complaint;
import barua.sieve.Limits;
import barua.sieve.Outcome;
import barua.sieve.Script;
import barua.sieve.SieveException;
import barua.sieve.Situation;
import barua.trace.Trace;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scripts of accounts that are run when messages are put into a folder, copied there or flagged (RFC 6785), by whatever door. A folder's annotation
 * {@code /shared/imapsieve/script}, or the account's, names the script. They are run behind the act, one after the other for each account; what they do
 * themselves starts none. What cannot be done, or a script that does not work, leaves the message as it is. A crash loses those that were not run yet.
 */
final class ImapEvents implements Listener {

    static final String ENTRY = "/shared/imapsieve/script";

    private static final System.Logger LOG = System.getLogger("barua.delivery");
    /** Of an account; what comes beyond is passed over. */
    private static final int MOST_WAITING = 1_000;
    private static final int MOST_OURS = 100_000;
    private static final int MOST_HEADER = 1 << 20;
    /** They answer whoever sent a letter, or have it come later: here nobody has sent one (RFC 6785 §3.8). Or they change a message that is there. */
    private static final Set<String> NOT_HERE = Set.of("vacation", "vacation-seconds", "reject", "ereject", "snooze", "vnd.cyrus.snooze", "editheader",
            "replace", "enclose");

    /** @param followers sees to what leaves */
    record Parts(MailStore store, Directory directory, KnownLists lists, RedirectRules redirects, Followers followers, Trace trace,
            DeliveryOptions options, Clock clock) {
    }

    private final Parts parts;
    private final Set<String> extensions = new TreeSet<>(Script.extensions());
    private final OwnLetters letters;
    private final EventTroubles troubles;
    /** What scripts did: no event of it is looked at. By folder, UID and, for flags, modseq. */
    private final Cache<String, Boolean> ours = Caffeine.newBuilder().maximumSize(MOST_OURS).expireAfterWrite(Duration.ofMinutes(10)).build();
    /** Guarded by itself: what is to be run for whom; an account that is in it has a thread at work. */
    private final Map<Address, Queue<Listener.Event>> waiting = new HashMap<>();

    ImapEvents(Parts parts) {
        this.parts = parts;
        this.letters = new OwnLetters(parts.options.hostname(), parts.options.zone());
        this.troubles = new EventTroubles(parts.store, parts.directory, letters, parts.clock);
        extensions.removeAll(NOT_HERE);
    }

    @Override
    public void changed(Listener.Event event) {
        if (cause(event.kind()).isEmpty() || script(event).isEmpty()) {
            return;
        }
        synchronized (waiting) {
            Queue<Listener.Event> queue = waiting.get(event.account());
            if (queue == null) {
                waiting.put(event.account(), new ArrayDeque<>(List.of(event)));
                Thread.ofVirtual().name("imapsieve").start(() -> work(event.account()));
            } else if (queue.size() < MOST_WAITING) {
                queue.add(event);
            } else {
                LOG.log(Level.WARNING, "too many events of " + event.account() + " at once: scripts are not run for some");
            }
        }
    }

    private static Optional<String> cause(Listener.Event.Kind kind) {
        return switch (kind) {
            case APPENDED -> Optional.of("APPEND");
            case COPIED -> Optional.of("COPY");
            case FLAGS -> Optional.of("FLAG");
            default -> Optional.empty();
        };
    }

    /** The name of the script for that folder. */
    private Optional<ScriptName> script(Listener.Event event) {
        try {
            Annotations notes = parts.store.open(event.account()).annotations();
            Optional<byte[]> name = notes.find(event.mailboxId(), ENTRY);
            return (name.isPresent() ? name : notes.find(Annotations.ACCOUNT, ENTRY))
                    .flatMap(bytes -> ScriptName.parse(new String(bytes, StandardCharsets.UTF_8)));
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    private void work(Address account) {
        while (true) {
            Listener.Event next;
            synchronized (waiting) {
                next = waiting.get(account).poll();
                if (next == null) {
                    waiting.remove(account);
                    return;
                }
            }
            try {
                run(next);
            } catch (IOException | RuntimeException failed) {
                LOG.log(Level.WARNING, "the script for " + next.folder() + " of " + account + " was not run: " + failed);
            }
        }
    }

    private void run(Listener.Event event) throws IOException {
        Mailbox mailbox = parts.store.open(event.account());
        Optional<ScriptName> name = script(event);
        if (name.isEmpty() || mailbox.scripts().find(name.get()).isEmpty()) {
            return;
        }
        AccountScripts account = new AccountScripts(parts.store, parts.lists, event.account());
        byte[] text = mailbox.scripts().read(name.get()).bytes();
        Script script;
        try {
            script = Script.compile(name.get().text(), text, Limits.DEFAULT, extensions, account::included, parts.lists.of(event.account()));
        } catch (SieveException wrong) {
            tell(event, "", "not filed", "the script " + name.get() + " cannot be run on events: " + wrong.complaints().getFirst());
            tellOwner(event.account(), new EventTroubles.Mistake(name.get().text(), text, wrong.complaints()));
            return;
        }
        Folder folder = mailbox.folder(event.folder());
        for (long uid : event.uids()) {
            if (!isOurs(event, uid)) {
                run(event, mailbox, folder, uid, script).ifPresent(complaint -> tellOwner(event.account(),
                        new EventTroubles.Mistake(name.get().text(), text, List.of(complaint))));
            }
        }
    }

    /** One that cannot be read, or is gone meanwhile, holds up no other. */
    private Optional<Complaint> run(Listener.Event event, Mailbox mailbox, Folder folder, long uid, Script script) {
        try {
            return run(new Occasion(event, mailbox, folder, folder.info(uid)), script);
        } catch (MailboxException gone) {
            if (gone.reason() != MailboxException.Reason.EXPUNGED && gone.reason() != MailboxException.Reason.NONEXISTENT) {
                tell(event, "", "not filed", "UID " + uid + ": " + gone.getMessage());
            }
        } catch (IOException | RuntimeException failed) {
            LOG.log(Level.WARNING, "the script for UID " + uid + " in " + folder.name() + " of " + event.account() + " did not end well", failed);
            tell(event, "", "not filed", "UID " + uid + ": it cannot be done now");
        }
        return Optional.empty();
    }

    private void tellOwner(Address account, EventTroubles.Mistake mistake) {
        troubles.tell(account, mistake).ifPresent(notice -> ours.put(key(notice.mailboxId(), notice.uid(), 0), true));
    }

    private boolean isOurs(Listener.Event event, long uid) {
        return ours.getIfPresent(key(event.mailboxId(), uid, event.kind() == Listener.Event.Kind.FLAGS ? event.modseq() : 0)) != null;
    }

    private static String key(String mailboxId, long uid, long modseq) {
        return mailboxId + " " + uid + " " + modseq;
    }

    /** One message of one event. */
    private record Occasion(Listener.Event event, Mailbox mailbox, Folder folder, MessageInfo info) {

        Letter letter() throws IOException {
            Content content = folder.content(info.uid());
            Headers header = HeaderBlock.parse(content.bytes(0, MOST_HEADER)).headers();
            ReversePath from = DryRun.sender(content);
            Envelope envelope = new Envelope(from, List.of(Envelope.Recipient.of(event.account())), new Origin.Here());
            String itself = "imap " + event.mailboxId() + "." + info.uid() + "." + event.modseq();
            return new Letter(itself, envelope, header, List.of(), content, DryRun.returnPath(content), info.received(), itself);
        }

        List<String> flags() {
            return ScriptFlags.names(info.flags());
        }
    }

    /** @return where the script went wrong */
    private Optional<Complaint> run(Occasion at, Script script) throws IOException {
        Address account = at.event.account();
        Owner owner = Owner.of(parts.directory, account);
        List<Mailbox.Entry> entries = at.mailbox.list();
        FolderFinder folders = FolderFinder.of(at.mailbox, entries);
        Letter letter = at.letter();
        Recollection recollection = new Recollection(one -> parts.store.open(one).memory(), account, LetterId.of(letter), parts.clock.instant());
        AccountSurroundings around = new AccountSurroundings(folders, recollection, (folder, entry) -> at.mailbox.annotations()
                .find(folder.isEmpty() ? Annotations.ACCOUNT : at.mailbox.folder(folder.get()).mailboxId(), entry), environment(at));
        Outcome outcome = Script.run(List.of(script), new Situation(letter, account, account, owner.addresses(), at.flags(), recollection.now(),
                parts.options.zone(), around));
        if (outcome.trouble().isPresent()) {
            tell(at.event, letter.messageId(), "not filed", "the script went wrong: " + outcome.trouble().get());
            return outcome.trouble();
        }
        boolean done = true;
        boolean kept = false;
        List<Action> leaving = new ArrayList<>();
        for (Action action : outcome.actions()) {
            switch (action) {
                case Action.Keep keep -> {
                    kept = true;
                    flag(at, keep.flags());
                }
                case Action.FileInto into -> done &= copy(at, folders, into, letter);
                case Action.Redirect _, Action.Notify _, Action.Remember _ -> leaving.add(action);
                case Action.Discard _, Action.Reject _, Action.Vacation _, Action.Snooze _ -> { }   // what is not kept is marked below
            }
        }
        done &= send(leaving, letter, account, owner, folders, recollection);
        if (!kept && done) {
            flag(at, FlagChange.How.ADD, Flags.of(Flags.DELETED));   // RFC 6785 §3.7: it is the person's to expunge
            tell(at.event, letter.messageId(), "flagged", at.folder.name() + " UID " + at.info.uid() + ", \\Deleted, by " + script(at.event).orElseThrow());
        }
        return Optional.empty();
    }

    /** RFC 6785 §4.4, RFC 5183. */
    private Map<String, String> environment(Occasion at) {
        String account = at.event.account().toString();
        Map<String, String> environment = new HashMap<>(Map.of("domain", at.event.account().domain().ascii(), "host", parts.options.hostname(),
                "location", "MS", "phase", "post", "name", "Barua", "imap.user", account, "imap.email", account,
                "imap.cause", cause(at.event.kind()).orElseThrow(), "imap.mailbox", at.folder.name().toString()));
        if (at.event.kind() == Listener.Event.Kind.FLAGS) {
            environment.put("imap.changedflags", String.join(" ", ScriptFlags.names(at.event.changed())));
        }
        return environment;
    }

    /** What it changed alone: somebody else may have changed others meanwhile. */
    private void flag(Occasion at, List<String> wanted) throws IOException {
        List<String> before = at.flags();
        flag(at, FlagChange.How.ADD, ScriptFlags.of(without(wanted, before)));
        flag(at, FlagChange.How.REMOVE, ScriptFlags.of(without(before, wanted)));
    }

    private static List<String> without(List<String> flags, List<String> others) {
        return flags.stream().filter(flag -> others.stream().noneMatch(flag::equalsIgnoreCase)).toList();
    }

    private void flag(Occasion at, FlagChange.How how, Flags flags) throws IOException {
        if (flags.equals(Flags.NONE)) {
            return;
        }
        at.folder.store(new long[] {at.info.uid()}, new FlagChange(how, flags), OptionalLong.empty());
        ours.put(key(at.event.mailboxId(), at.info.uid(), at.folder.info(at.info.uid()).modseq()), true);
    }

    private boolean copy(Occasion at, FolderFinder folders, Action.FileInto into, Letter letter) throws IOException {
        FolderFinder.Found found = folders.find(into.mailbox(), into.create(), into.specialUse(), into.mailboxId());
        if (!(found instanceof FolderFinder.Found.There(FolderName name))) {
            tell(at.event, letter.messageId(), "not filed", into.mailbox() + ", " + Doing.Reason.NO_SUCH_FOLDER.words() + ", by " + into.place());
            return false;
        }
        Folder target = folders.exists(name) ? at.mailbox.folder(name) : at.mailbox.create(name, Optional.empty());
        if (target.mailboxId().equals(at.event.mailboxId())) {
            return false;   // it is there
        }
        long[] copies = at.folder.copy(new long[] {at.info.uid()}, target).to();
        for (long uid : copies) {
            ours.put(key(target.mailboxId(), uid, 0), true);
            target.store(new long[] {uid}, new FlagChange(FlagChange.How.SET, ScriptFlags.of(into.flags())), OptionalLong.empty());
            ours.put(key(target.mailboxId(), uid, target.info(uid).modseq()), true);
            tell(at.event, letter.messageId(), "filed", target.name() + " UID " + uid + ", by " + into.place());
        }
        return true;
    }

    private boolean send(List<Action> actions, Letter letter, Address account, Owner owner, FolderFinder folders, Recollection recollection) {
        Wishes wishes = new Wishes(new Wishes.Tools(parts.redirects, letters, parts.options.hostname()),
                new Wishes.Case(letter, new Recipient(account, "", account), owner, folders, recollection, recollection.now(), false));
        Rules.Decision decision = wishes.decision(actions);
        boolean done = decision.doings().stream().allMatch(doing -> doing.why().isEmpty());
        for (Effect effect : decision.effects()) {
            done &= parts.followers.send(KeptEffect.of(letter, account, effect), letter.content()).isDone();
        }
        return done;
    }

    private void tell(Listener.Event event, String messageId, String what, String why) {
        parts.trace.record(barua.trace.Event.of("", messageId, what, event.account().toString(), event.folder() + ": " + why));
    }
}
