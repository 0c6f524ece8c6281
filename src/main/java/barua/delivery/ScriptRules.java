package barua.delivery;

import barua.delivery.AccountSurroundings.Recollection;
import barua.delivery.Doing.Reason;
import barua.delivery.Doing.What;
import barua.directory.Directory;
import barua.mailbox.Annotations;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.message.Content;
import barua.message.Letter;
import barua.sieve.Complaint;
import barua.sieve.Outcome;
import barua.sieve.Script;
import barua.sieve.Situation;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * By the Sieve scripts of the account and the institution; as {@link DetailRules} where there are none. A script that does not work keeps the
 * letter, and its owner is told once.
 */
final class ScriptRules implements Rules {

    private static final System.Logger LOG = System.getLogger("barua.delivery");

    /** @param memories where accounts remember */
    record Parts(MailStore store, Directory directory, Memories memories, RedirectRules redirects, DeliveryOptions options, Clock clock) {
    }

    private final Parts parts;
    private final ScriptSource source;
    private final OwnLetters letters;
    private final Rules otherwise = new DetailRules();

    ScriptRules(Parts parts, ScriptSource source) {
        this.parts = parts;
        this.source = source;
        this.letters = new OwnLetters(parts.options.hostname(), parts.options.zone());
    }

    @Override
    public Decision decide(Letter letter, Recipient recipient, Supplier<List<Mailbox.Entry>> folders, boolean heard) {
        ScriptSource.Compiled compiled;
        try {
            compiled = source.of(recipient.account(), recipient.original());
        } catch (IOException unreadable) {
            // The mailbox is gone, or the disk fails: filing says so, or the letter is kept.
            return otherwise.decide(letter, recipient, folders, heard);
        }
        if (compiled.scripts().isEmpty() && compiled.broken().isEmpty()) {
            return otherwise.decide(letter, recipient, folders, heard);
        }
        return decide(compiled, new Asked(letter, recipient, folders.get(), heard, parts.memories, parts.clock.instant()));
    }

    /** One letter for one account. @param heard whether whoever hands it in hears a refusal */
    record Asked(Letter letter, Recipient recipient, List<Mailbox.Entry> folders, boolean heard, Memories memories, Instant now) {
    }

    /** As those scripts want it. */
    Decision decide(ScriptSource.Compiled compiled, Asked asked) {
        Letter letter = asked.letter;
        Recipient recipient = asked.recipient;
        Instant now = asked.now;
        Owner owner = Owner.of(parts.directory, recipient.account());
        FolderFinder folders = folders(recipient, asked.folders);
        Recollection recollection = new Recollection(asked.memories, recipient.account(), LetterId.of(letter), now);
        Outcome outcome = run(compiled.scripts(), letter, recipient, owner,
                new AccountSurroundings(folders, recollection, notes(recipient.account()), environment(recipient)), now);
        Wishes wishes = new Wishes(new Wishes.Tools(parts.redirects, letters, parts.options.hostname()),
                new Wishes.Case(letter, recipient, owner, folders, recollection, now, asked.heard));
        return withTrouble(wishes.decision(outcome.actions()), compiled, outcome.trouble(), owner, recollection);
    }

    private AccountSurroundings.Notes notes(Address account) {
        return (folder, entry) -> {
            Mailbox mailbox = parts.store.open(account);
            return mailbox.annotations().find(folder.isEmpty() ? Annotations.ACCOUNT : mailbox.folder(folder.get()).mailboxId(), entry);
        };
    }

    private FolderFinder folders(Recipient recipient, List<Mailbox.Entry> entries) {
        try {
            return FolderFinder.of(parts.store.open(recipient.account()), entries);
        } catch (IOException gone) {
            return new FolderFinder(entries, _ -> Optional.empty());
        }
    }

    private Outcome run(List<Script> scripts, Letter letter, Recipient recipient, Owner owner, AccountSurroundings around, Instant now) {
        return Script.run(scripts,
                new Situation(letter, owner.account(), recipient.original(), owner.addresses(), List.of(), now, parts.options.zone(), around));
    }

    /** RFC 5183 §4.1. */
    private Map<String, String> environment(Recipient recipient) {
        return Map.of("domain", recipient.account().domain().ascii(), "host", parts.options.hostname(), "location", "MDA", "phase", "during", "name", "Barua");
    }

    private Decision withTrouble(Decision decision, ScriptSource.Compiled compiled, Optional<Complaint> failed, Owner owner, Recollection recollection) {
        if (failed.isEmpty() && compiled.broken().isEmpty()) {
            return decision;
        }
        List<Copy> copies = new ArrayList<>(decision.copies());
        List<Effect> effects = new ArrayList<>(decision.effects());
        List<Doing> doings = new ArrayList<>(decision.doings());
        for (ScriptSource.Broken broken : compiled.broken()) {
            doings.add(new Doing(What.TROUBLE, broken.script(), Optional.of(Reason.SCRIPT_BROKEN), broken.complaints().getFirst().text(),
                    Optional.of(broken.complaints().getFirst().place())));
            tellOnce(broken, compiled.version(), false, owner, recollection, copies, effects);
        }
        failed.ifPresent(complaint -> {
            doings.add(new Doing(What.TROUBLE, complaint.place().script(), Optional.of(Reason.SCRIPT_FAILED), complaint.text(),
                    Optional.of(complaint.place())));
            boolean own = compiled.own().equals(Optional.of(complaint.place().script()));
            tellOnce(new ScriptSource.Broken(complaint.place().script(), own, List.of(complaint)), compiled.version(), true, owner, recollection, copies,
                    effects);
        });
        return new Decision(copies, effects, doings, decision.refusal());
    }

    private void tellOnce(ScriptSource.Broken broken, String version, boolean runs, Owner owner, Recollection recollection, List<Copy> copies,
            List<Effect> effects) {
        if (!broken.own()) {
            LOG.log(Level.WARNING, "global script {0} does not work: {1}", broken.script(), broken.complaints().getFirst());
            return;
        }
        String own = version.split(" ")[0];
        Claim claim = new Claim("trouble " + LetterId.hash(broken.script() + "\n" + own + "\n" + runs), recollection.now().plus(OwnLetters.TOLD));
        if (recollection.holds(claim.key())) {
            return;
        }
        try {
            Content notice = letters.trouble(owner, broken.script(), broken.complaints(), runs ? OwnLetters.When.RUN : OwnLetters.When.COMPILED,
                    recollection.now());
            copies.add(new Copy(FolderName.INBOX, Flags.NONE, Optional.of(notice), "the rules' own trouble"));
            effects.add(new Effect.Remember(claim));
        } catch (IOException | IllegalArgumentException unwritable) {
            LOG.log(Level.WARNING, "the owner cannot be told that a script does not work", unwritable);
        }
    }
}
