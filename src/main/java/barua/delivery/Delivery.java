package barua.delivery;

import barua.mailbox.FolderName;
import barua.mailbox.Flags;
import barua.mailbox.MailStore;
import barua.mailbox.MailStore.Filed;
import barua.mailbox.MailStore.Filing;
import barua.mailbox.MailboxException;
import barua.mailbox.Mailbox;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Letter;
import barua.message.Status;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One message into the mailboxes of one or more accounts. */
public final class Delivery {

    /** Folders that hold what their owner put there: nobody else's mail is filed into them by writing to {@code name+folder}. */
    private static final Set<SpecialUse> OWN_HAND_ONLY = Set.of(SpecialUse.SENT, SpecialUse.DRAFTS, SpecialUse.TRASH);

    /** What is said when a mailbox is full. */
    public enum WhenFull {
        /** 4.2.2: the sender's server tries again, for there may be room tomorrow. */ TRY_AGAIN,
        /** 5.2.2: the sender hears of it at once. */ REFUSE
    }

    private final MailStore store;
    private final Trace trace;
    private final WhenFull whenFull;

    public Delivery(MailStore store, Trace trace, WhenFull whenFull) {
        this.store = store;
        this.trace = trace;
        this.whenFull = whenFull;
    }

    /**
     * @param account the mailbox
     * @param detail  what stood behind {@code +} in the recipient; empty where there was none
     * @param original the recipient as the peer wrote it
     */
    public record Recipient(Address account, String detail, Address original) {
    }

    /**
     * What became of one recipient.
     *
     * @param gone whether the mailbox, or the folder, is not there any more: where its mail goes now, the directory knows
     */
    public record Result(Status status, boolean gone) {
    }

    /** Durable when it returns; one result for each recipient, in their order. Two recipients that mean one folder get one copy. */
    public List<Result> deliver(Letter letter, List<Recipient> to) {
        Map<Filing, Integer> filings = new LinkedHashMap<>();
        List<Integer> places = new ArrayList<>();
        for (Recipient recipient : to) {
            Filing filing = new Filing(recipient.account(), folder(recipient), Flags.NONE, letter.received());
            filings.putIfAbsent(filing, filings.size());
            places.add(filings.get(filing));
        }
        List<Filed> filed = file(letter, List.copyOf(filings.keySet()));
        List<Result> results = new ArrayList<>();
        for (int i = 0; i < to.size(); i++) {
            Status status = status(filed.get(places.get(i)));
            tell(letter, to.get(i), filed.get(places.get(i)), status);
            results.add(new Result(status, filed.get(places.get(i)) instanceof Filed.Refused(MailboxException why) && why.reason() == MailboxException.Reason.NONEXISTENT));
        }
        return results;
    }

    /** Makes the mailbox of an account that has none yet; false where that cannot be done now. */
    public boolean make(Address account) {
        try {
            store.create(account);
            return true;
        } catch (IOException notNow) {
            System.getLogger("barua.delivery").log(System.Logger.Level.WARNING, "the mailbox of " + account + " cannot be made now: " + notNow.getMessage());
            return false;
        }
    }

    /** What stands against taking so many bytes for that account now; empty where there is room, and where the mailbox is yet to be made. */
    public Optional<Status> refusal(Address account, long size) {
        try {
            Mailbox.Usage usage = store.open(account).usage();
            boolean fits = usage.limit() == Long.MAX_VALUE || usage.bytes() + Math.max(size, 1) <= usage.limit();
            return fits ? Optional.empty() : Optional.of(full());
        } catch (MailboxException refused) {
            return refused.reason() == MailboxException.Reason.NONEXISTENT ? Optional.empty() : Optional.of(status(refused));
        } catch (IOException trouble) {
            return Optional.of(Status.passing(3, 0, "the mailbox cannot be opened now"));
        }
    }

    private List<Filed> file(Letter letter, List<Filing> filings) {
        try {
            return store.deliver(letter.content(), filings, letter.token());
        } catch (MailboxException refused) {
            return java.util.Collections.nCopies(filings.size(), new Filed.Refused(refused));
        } catch (IOException trouble) {
            MailboxException why = new MailboxException(MailboxException.Reason.UNAVAILABLE, "the disk failed", trouble);
            System.getLogger("barua.delivery").log(System.Logger.Level.ERROR, letter.queueId() + " could not be filed", trouble);
            return java.util.Collections.nCopies(filings.size(), new Filed.Refused(why));
        }
    }

    /** The folder that {@code +detail} names, without regard to case, where there is one; else INBOX. */
    private FolderName folder(Recipient recipient) {
        if (recipient.detail().isEmpty()) {
            return FolderName.INBOX;
        }
        try {
            return store.open(recipient.account()).list().stream()
                    .filter(entry -> entry.exists() && entry.name().toString().equalsIgnoreCase(recipient.detail()))
                    .filter(entry -> entry.use().isEmpty() || !OWN_HAND_ONLY.contains(entry.use().get()))
                    .map(Mailbox.Entry::name).findFirst().orElse(FolderName.INBOX);
        } catch (IOException unreadable) {
            return FolderName.INBOX;
        }
    }

    private Status status(Filed filed) {
        return switch (filed) {
            case Filed.Done _ -> Status.DELIVERED;
            case Filed.Refused(MailboxException why) -> status(why);
        };
    }

    private Status status(MailboxException why) {
        return switch (why.reason()) {
            case OVER_QUOTA -> full();
            case DISK_FULL -> Status.passing(3, 1, "no space now, try again later");
            case UNAVAILABLE, EXPUNGED -> Status.passing(3, 0, "the mailbox cannot be written now, try again later");
            case LIMIT, ALREADY_EXISTS -> Status.passing(2, 0, "the mailbox cannot take it now");
            // It may be on its way to a new name or not be made yet; of one that was removed its next recipient command tells.
            case NONEXISTENT -> Status.passing(2, 1, "the mailbox is not there now, try again later");
            case CANNOT -> Status.lasting(2, 0, "the mailbox cannot take this message");
        };
    }

    private Status full() {
        return switch (whenFull) {
            case TRY_AGAIN -> Status.passing(2, 2, "the mailbox is full");
            case REFUSE -> Status.lasting(2, 2, "the mailbox is full");
        };
    }

    private void tell(Letter letter, Recipient recipient, Filed filed, Status status) {
        String original = recipient.original().folded().equals(recipient.account()) ? "" : ", for " + recipient.original();
        String where = switch (filed) {
            case Filed.Done(_, long uid, FolderName folder) -> folder + " UID " + uid + original;
            case Filed.Refused _ -> status + original;
        };
        String what = status.isDone() ? "delivered" : status.isPassing() ? "deferred" : "refused";
        trace.record(Event.of(letter.queueId(), letter.messageId(), what, recipient.account().toString(), where));
    }
}
