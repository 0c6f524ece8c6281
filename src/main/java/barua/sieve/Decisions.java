package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The actions of a run so far: none twice (RFC 5228 §2.10.3), none that contradict each other, not too many. */
final class Decisions {

    private final List<Action> actions = new ArrayList<>();
    private boolean keep = true;      // the implicit keep is in effect (RFC 5228 §2.10.2)
    private int former;               // how many actions come from scripts that ran before this one
    private int redirects;

    /** @throws Failure where it cannot be done beside what was decided, or is one too many */
    void add(Action action, Limits limits) {
        for (int i = 0; i < actions.size(); i++) {
            Optional<Action> one = merged(actions.get(i), action);
            if (one.isPresent()) {
                actions.set(i, one.get());
                return;
            }
        }
        for (int i = 0; i < actions.size(); i++) {
            if (contradict(actions.get(i), action)) {
                if (i < former && action instanceof Action.Vacation) {
                    return;      // the script before it has answered
                }
                throw new Failure(name(action) + " cannot be done together with " + name(actions.get(i)) + " of line " + actions.get(i).place().line());
            }
        }
        if (actions.size() >= limits.actions()) {
            throw new Failure("the script asks for more than " + limits.actions() + " actions");
        }
        if (action instanceof Action.Redirect && ++redirects > limits.redirects()) {
            throw new Failure("the script redirects to more than " + limits.redirects() + " addresses");
        }
        actions.add(action);
    }

    void cancelKeep() {
        keep = false;
    }

    /** Whether the letter would be kept if nothing more were said, or something said so: then a next script may speak. */
    boolean kept() {
        return keep || actions.subList(former, actions.size()).stream().anyMatch(Action.Keep.class::isInstance);
    }

    boolean implicitKeep() {
        return keep;
    }

    void nextScript() {
        keep = true;
        former = actions.size();
    }

    List<Action> actions() {
        return actions;
    }

    /** RFC 5228 §2.10.6: the letter is kept whatever was decided, and nobody is told that it was not taken. */
    void saveLetter(Place place, List<String> flags) {
        actions.removeIf(action -> action instanceof Action.Discard || action instanceof Action.Reject);
        keepAtEnd(new Action.Keep(place, flags, true, Optional.empty()));
    }

    /** Adds the implicit keep, unless the letter is kept already. */
    void keepAtEnd(Action.Keep implicit) {
        if (actions.stream().noneMatch(Action.Keep.class::isInstance)) {
            actions.add(implicit);
        }
    }

    /** One action for two that are the same deed; empty where they are not. Of two lists of flags the later one counts (RFC 5232 §5). */
    private static Optional<Action> merged(Action old, Action added) {
        return switch (added) {
            case Action.Keep k when old instanceof Action.Keep o && o.edited().equals(k.edited()) ->
                    Optional.of(new Action.Keep(o.place(), k.flags(), false, o.edited()));
            case Action.FileInto f when old instanceof Action.FileInto o && o.mailbox().equals(f.mailbox()) && o.specialUse().equals(f.specialUse())
                    && o.mailboxId().equals(f.mailboxId()) && o.edited().equals(f.edited()) ->
                    Optional.of(new Action.FileInto(o.place(), o.mailbox(), f.flags(), o.create() || f.create(), o.specialUse(), o.mailboxId(), o.edited()));
            case Action.Redirect r when old instanceof Action.Redirect o && o.to().folded().equals(r.to().folded()) -> Optional.of(old);
            case Action.Discard _ when old instanceof Action.Discard -> Optional.of(old);
            case Action.Notify n when old instanceof Action.Notify o && o.method().equals(n.method()) && o.message().equals(n.message()) -> Optional.of(old);
            case Action.Remember r when old instanceof Action.Remember o && o.handle().equals(r.handle()) && o.id().equals(r.id()) -> Optional.of(old);
            case Action.Keep _, Action.FileInto _, Action.Redirect _, Action.Discard _, Action.Reject _, Action.Vacation _, Action.Notify _, Action.Remember _,
                    Action.Snooze _ -> Optional.empty();
        };
    }

    /** RFC 5429 §2.1: who is told that the letter was refused must not find that it was taken. RFC 5230 §4.7: one answer. */
    private static boolean contradict(Action old, Action added) {
        return refuses(old) && (delivers(added) || answers(added)) || refuses(added) && (delivers(old) || answers(old)) || answers(old) && answers(added);
    }

    private static boolean refuses(Action action) {
        return action instanceof Action.Reject;
    }

    private static boolean answers(Action action) {
        return action instanceof Action.Vacation || action instanceof Action.Reject;
    }

    private static boolean delivers(Action action) {
        return action instanceof Action.OfLetter;
    }

    private static String name(Action action) {
        return switch (action) {
            case Action.Keep _ -> "keep";
            case Action.FileInto _ -> "fileinto";
            case Action.Redirect _ -> "redirect";
            case Action.Discard _ -> "discard";
            case Action.Reject reject -> reject.ereject() ? "ereject" : "reject";
            case Action.Vacation _ -> "vacation";
            case Action.Notify _ -> "notify";
            case Action.Remember _ -> "duplicate";
            case Action.Snooze _ -> "snooze";
        };
    }
}
