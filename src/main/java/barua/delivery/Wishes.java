package barua.delivery;

import barua.delivery.AccountSurroundings.Recollection;
import barua.delivery.Doing.Reason;
import barua.delivery.Doing.What;
import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.message.Letter;
import barua.message.ReversePath;
import barua.message.Status;
import barua.sieve.Action;
import barua.sieve.Fcc;
import barua.sieve.Mailto;
import barua.sieve.Place;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Turns what scripts want of one letter into what is done: by policy, by what is there, and so that no letter is lost and nobody is
 * answered by a machine who should not be. Decides and does nothing; used for one letter.
 */
final class Wishes {

    private static final int MOST_TOLD = 5;              // by one notification
    private static final int LONGEST_LETTER = 64 << 10;   // characters of what a script has sent

    /** What it needs of the station. */
    record Tools(RedirectRules redirects, OwnLetters letters, String hostname) {
    }

    /** What is known of this letter. @param heard whether whoever hands it in hears a refusal */
    record Case(Letter letter, Recipient recipient, Owner owner, FolderFinder folders, Recollection recollection, Instant now, boolean heard) {
    }

    private final Tools tools;
    private final Case at;
    private final List<Rules.Copy> copies = new ArrayList<>();
    private final List<Rules.Copy> ownCopies = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Effect> memories = new ArrayList<>();
    private final List<Doing> doings = new ArrayList<>();
    private Optional<Status> refusal = Optional.empty();
    /** Something that would have led the letter elsewhere is not done: where nothing else keeps it, INBOX does. */
    private boolean mustKeep;

    Wishes(Tools tools, Case at) {
        this.tools = tools;
        this.at = at;
    }

    Rules.Decision decision(List<Action> actions) {
        actions.forEach(this::take);
        if (mustKeep && copies.isEmpty()) {
            file(FolderName.INBOX, Flags.NONE, Optional.empty(), "");
            doings.add(new Doing(What.FILE, FolderName.INBOX.toString(), Optional.empty(), "", Optional.empty()));
        }
        copies.addAll(ownCopies);
        effects.addAll(memories);
        return new Rules.Decision(copies, effects, doings, refusal);
    }

    private void take(Action action) {
        switch (action) {
            case Action.Keep keep -> keep(keep);
            case Action.FileInto into -> fileInto(into);
            case Action.Redirect redirect -> redirect(redirect);
            case Action.Discard discard -> doings.add(new Doing(What.DISCARD, "", Optional.empty(), "", Optional.of(discard.place())));
            case Action.Reject reject -> reject(reject);
            case Action.Vacation vacation -> answer(vacation);
            case Action.Notify notify -> inform(notify);
            case Action.Remember remember -> remember(remember);
            case Action.Snooze snooze -> snooze(snooze);
        }
    }

    private void keep(Action.Keep keep) {
        FolderName folder = DetailRules.folder(at.recipient.detail(), at.folders::entries);
        file(folder, ScriptFlags.of(keep.flags()), keep.edited(), keep.implicit() ? "" : keep.place().toString());
        doings.add(new Doing(What.FILE, folder.toString(), Optional.empty(), flags(keep.flags()), keep.implicit() ? Optional.empty()
                : Optional.of(keep.place())));
    }

    private void fileInto(Action.FileInto into) {
        switch (at.folders.find(into.mailbox(), into.create(), into.specialUse(), into.mailboxId())) {
            case FolderFinder.Found.There(FolderName folder) -> {
                file(folder, ScriptFlags.of(into.flags()), into.edited(), into.place().toString());
                doings.add(Doing.of(What.FILE, folder.toString(), flags(into.flags()), into.place()));
            }
            case FolderFinder.Found.Not(Reason why) -> {
                doings.add(Doing.not(What.NOT_FILED, into.mailbox(), why, into.place()));
                file(FolderName.INBOX, ScriptFlags.of(into.flags()), into.edited(), into.place().toString());
                doings.add(Doing.of(What.FILE, FolderName.INBOX.toString(), flags(into.flags()), into.place()));
            }
        }
    }

    /** One copy for each folder and version (RFC 5228 §2.10.3); of two lists of flags the later counts (RFC 5232 §5). */
    private void file(FolderName folder, Flags flags, Optional<Content> edited, String by) {
        for (int i = 0; i < copies.size(); i++) {
            Rules.Copy there = copies.get(i);
            if (there.folder().equals(folder) && there.instead().equals(edited)) {
                copies.set(i, new Rules.Copy(folder, flags, edited, there.by().isEmpty() ? by : there.by()));
                return;
            }
        }
        copies.add(new Rules.Copy(folder, flags, edited, by));
    }

    private static String flags(List<String> flags) {
        return String.join(" ", flags);
    }

    private void redirect(Action.Redirect redirect) {
        Address account = at.owner.account();
        Optional<Claim> claim = RedirectRules.claim(at.letter, redirect.to(), at.now);
        Optional<Reason> no = tools.redirects.refusal(at.letter, account, at.owner.addresses(), redirect.to())
                .or(() -> claim.filter(one -> at.recollection.holds(one.key())).map(_ -> Reason.WENT_THERE));
        if (no.isPresent()) {
            doings.add(Doing.not(What.NOT_REDIRECTED, redirect.to().toString(), no.get(), redirect.place()));
            mustKeep = true;
            return;
        }
        ReversePath from = tools.redirects.returnPath(at.letter.envelope().from(), account, redirect.to());
        effects.add(new Effect.Redirect(from, redirect.to(), claim, redirect.edited(), redirect.place().toString()));
        doings.add(Doing.of(What.REDIRECT, redirect.to().toString(), "", redirect.place()));
    }

    private void reject(Action.Reject reject) {
        Refusals.Way way = Refusals.way(tools.hostname, at.letter, at.owner, at.heard);
        switch (way) {
            case Refusals.Way.Said _ -> {
                refusal = Optional.of(Refusals.status(reject.reason()));
                doings.add(Doing.of(What.REJECT, "", Refusals.words(reject.reason()), reject.place()));
            }
            case Refusals.Way.Reported(Address sender) -> {
                try {
                    Content report = Refusals.report(tools.hostname, at.letter, at.recipient, at.owner, sender, reject.reason(), at.now);
                    effects.add(new Effect.Send(Effect.Kind.REFUSAL, ReversePath.NOBODY, sender, Optional.empty(), report, reject.place().toString()));
                    doings.add(Doing.of(What.REJECT, sender.toString(), Refusals.words(reject.reason()), reject.place()));
                } catch (IOException | IllegalArgumentException unwritable) {
                    notRejected(reject, Reason.TOO_LARGE);
                }
            }
            case Refusals.Way.Not(Reason why) -> notRejected(reject, why);
        }
    }

    private void notRejected(Action.Reject reject, Reason why) {
        doings.add(Doing.not(What.NOT_REJECTED, "", why, reject.place()));
        mustKeep = true;
    }

    private void answer(Action.Vacation vacation) {
        Optional<Address> sender = at.letter.envelope().from().address();
        String who = sender.map(Address::toString).orElse("");
        Claim claim = new Claim("absence " + LetterId.hash(vacation.handle() + "\n" + sender.map(Address::folded).map(Address::toString).orElse("")),
                at.now.plus(vacation.interval()));
        Optional<Reason> no = Automatic.refusal(at.letter, at.owner)
                .or(() -> at.owner.has(sender.orElseThrow(), vacation.addresses()) ? Optional.of(Reason.OWN_ADDRESS) : Optional.empty())
                .or(() -> Automatic.names(at.letter.header(), at.owner, vacation.addresses()) ? Optional.empty() : Optional.of(Reason.NOT_NAMED))
                .or(() -> vacation.reason().length() > LONGEST_LETTER ? Optional.of(Reason.TOO_LARGE) : Optional.empty())
                .or(() -> !vacation.interval().isZero() && at.recollection.holds(claim.key()) ? Optional.of(Reason.TOLD_BEFORE) : Optional.empty());
        if (no.isPresent()) {
            doings.add(Doing.not(What.NOT_ANSWERED, who, no.get(), vacation.place()));
            return;
        }
        try {
            Content answer = tools.letters.answer(at.owner, at.letter, sender.orElseThrow(), vacation, at.now);
            Optional<Claim> once = vacation.interval().isZero() ? Optional.empty() : Optional.of(claim);
            effects.add(new Effect.Send(Effect.Kind.ANSWER, ReversePath.NOBODY, sender.orElseThrow(), once, answer, vacation.place().toString()));
            doings.add(Doing.of(What.ANSWER, who, vacation.subject().orElse(""), vacation.place()));
            vacation.fcc().ifPresent(fcc -> keepCopy(fcc, answer, vacation.place()));
        } catch (IOException | IllegalArgumentException unwritable) {
            doings.add(Doing.not(What.NOT_ANSWERED, who, Reason.TOO_LARGE, vacation.place()));
        }
    }

    private void inform(Action.Notify notify) {
        Optional<Mailto> mailto = Mailto.parse(notify.method()).filter(uri -> told(uri).size() <= MOST_TOLD);
        if (mailto.isEmpty() || Automatic.isNotification(at.letter.header())) {
            doings.add(Doing.not(What.NOT_NOTIFIED, notify.method(), mailto.isEmpty() ? Reason.METHOD : Reason.MACHINE, notify.place()));
            return;
        }
        Address account = at.owner.account();
        Address from = notify.from().flatMap(Address::parse).filter(one -> at.owner.has(one, List.of())).orElse(account);
        // RFC 5436 §2.6: of what nobody answers for, nobody is told of failures either.
        ReversePath returnPath = at.letter.envelope().from().address().isEmpty() ? ReversePath.NOBODY : ReversePath.of(account);
        boolean kept = false;
        for (Address to : told(mailto.get())) {
            Optional<Reason> no = tools.redirects.refusal(account, to);
            if (no.isPresent()) {
                doings.add(Doing.not(What.NOT_NOTIFIED, to.toString(), no.get(), notify.place()));
                continue;
            }
            try {
                Content letter = tools.letters.notification(new OwnLetters.About(at.owner, at.letter, at.now), notify, mailto.get(), from, to);
                effects.add(new Effect.Send(Effect.Kind.NOTIFICATION, returnPath, to, Optional.empty(), letter, notify.place().toString()));
                doings.add(Doing.of(What.NOTIFY, to.toString(), notify.message().orElse(""), notify.place()));
                if (!kept) {
                    notify.fcc().ifPresent(fcc -> keepCopy(fcc, letter, notify.place()));
                    kept = true;
                }
            } catch (IOException | IllegalArgumentException unwritable) {
                doings.add(Doing.not(What.NOT_NOTIFIED, to.toString(), Reason.TOO_LARGE, notify.place()));
            }
        }
    }

    /** Each gets a letter of his own, so that who hears of it by bcc stays hidden. */
    private static List<Address> told(Mailto uri) {
        return Stream.of(uri.to(), uri.cc(), uri.bcc()).flatMap(List::stream).map(Address::folded).distinct().toList();
    }

    /** A copy of what is sent (RFC 8580). */
    private void keepCopy(Fcc fcc, Content letter, Place place) {
        switch (at.folders.find(fcc)) {
            case FolderFinder.Found.There(FolderName folder) -> {
                ownCopies.add(new Rules.Copy(folder, ScriptFlags.of(fcc.flags()), Optional.of(letter), place.toString()));
                doings.add(Doing.of(What.FILE, folder.toString(), "fcc", place));
            }
            case FolderFinder.Found.Not(Reason why) -> doings.add(Doing.not(What.NOT_FILED, fcc.mailbox(), why, place));
        }
    }

    /** The letter itself says until when: so it can be woken whatever else is lost. */
    private void snooze(Action.Snooze snooze) {
        Optional<SleepNote> note = SleepNote.of(snooze, at.now);
        if (note.isEmpty()) {
            doings.add(Doing.not(What.NOT_SNOOZED, snooze.mailbox().orElse(""), Reason.NOT_HERE, snooze.place()));
            mustKeep = true;
            return;
        }
        FolderName bed = at.folders.byUse(SpecialUse.SNOOZED.attribute()).orElse(SpecialUse.SNOOZED.usualName());
        Content letter = snooze.edited().orElse(at.letter.content());
        int front = at.letter.returnPath();
        Content noted = Content.joined(List.of(letter.slice(0, front), note.get().field(), letter.behind(front)));
        file(bed, Flags.NONE, Optional.of(noted), snooze.place().toString());
        effects.add(new Effect.Wake(note.get().until()));
        doings.add(Doing.of(What.SNOOZE, snooze.mailbox().orElse("INBOX"), "until " + note.get().until(), snooze.place()));
    }

    private void remember(Action.Remember remember) {
        String key = AccountSurroundings.seen(remember.handle(), remember.id());
        if (remember.last() || !at.recollection.holds(key)) {
            memories.add(new Effect.Remember(new Claim(key, at.now.plus(remember.kept()))));
        }
    }
}
