package barua.webmail;

import barua.mailbox.FlagChange;
import barua.mailbox.Flags;
import barua.sieve.Action;
import barua.sieve.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What is done with a letter that lies in a folder already when a script is applied to it later: it is put elsewhere, copied, flagged, or goes to Trash.
 * Nothing is ever sent then: no redirect, reply, rejection or notification.
 *
 * <p>
 * Letters with equal filings go together.
 *
 * @param folders  as scripts name them
 * @param trash    the script throws it away: in a folder that means Trash, where it can be had back from
 * @param stays    it keeps its place as well
 * @param flagging flags it gets; none where the script says nothing of them
 */
record Refiling(List<Into> folders, boolean trash, boolean stays, Flags flagging) {

    /** @param create whether it is made where it is not there */
    record Into(String mailbox, boolean create) {
    }

    Refiling {
        folders = List.copyOf(folders);
    }

    static final Refiling NOTHING = new Refiling(List.of(), false, true, Flags.NONE);

    static Refiling of(Outcome outcome) {
        if (outcome.trouble().isPresent()) {
            return NOTHING;
        }
        List<Into> folders = new ArrayList<>();
        Set<String> flags = new LinkedHashSet<>();
        boolean stays = false;
        boolean discarded = false;
        boolean elsewhere = false;
        for (Action action : outcome.actions()) {
            switch (action) {
                case Action.Keep keep -> {
                    stays = true;
                    flags.addAll(keep.flags());
                }
                case Action.FileInto into -> {
                    folders.add(new Into(into.mailbox(), into.create()));
                    flags.addAll(into.flags());
                }
                case Action.Discard _ -> discarded = true;
                case Action.Redirect _, Action.Reject _, Action.Snooze _ -> elsewhere = true;
                case Action.Vacation _, Action.Notify _, Action.Remember _ -> { }
            }
        }
        return new Refiling(folders, discarded && folders.isEmpty() && !stays && !elsewhere, stays || folders.isEmpty(), flags(flags));
    }

    boolean changes() {
        return trash || !folders.isEmpty() || !flagging.equals(Flags.NONE);
    }

    Optional<FlagChange> flagChange() {
        return flagging.equals(Flags.NONE) ? Optional.empty() : Optional.of(new FlagChange(FlagChange.How.ADD, flagging));
    }

    /** Flags as IMAP writes them; those that only a server sets are passed over. */
    private static Flags flags(Set<String> written) {
        int system = 0;
        Set<String> keywords = new LinkedHashSet<>();
        for (String flag : written) {
            switch (flag.toLowerCase(Locale.ROOT)) {
                case "\\seen" -> system |= Flags.SEEN;
                case "\\answered" -> system |= Flags.ANSWERED;
                case "\\flagged" -> system |= Flags.FLAGGED;
                case "\\draft" -> system |= Flags.DRAFT;
                case "\\deleted" -> system |= Flags.DELETED;
                case String other when !other.startsWith("\\") -> keywords.add(flag);
                default -> { }
            }
        }
        return Flags.of(system, keywords);
    }
}
