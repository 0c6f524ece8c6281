package barua.delivery;

import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.MailStore.Filed;
import barua.mailbox.MailStore.Filing;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Letter;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Does the filings of one plan. What its folder does not take for a reason of the folder's own lies in INBOX in the end. */
final class Filings {

    private final MailStore store;
    private final Followers followers;
    private final Trace trace;

    Filings(MailStore store, Followers followers, Trace trace) {
        this.store = store;
        this.followers = followers;
        this.trace = trace;
    }

    /** What became of each step, in their order. */
    List<Filed> file(Letter letter, List<Plan.Step> steps) {
        if (steps.isEmpty()) {
            return List.of();
        }
        List<Filed> filed = new ArrayList<>(fileOnce(letter, steps));
        Map<Integer, Plan.Step> second = new TreeMap<>();
        for (int i = 0; i < filed.size(); i++) {
            Filing wanted = steps.get(i).filing();
            if (filed.get(i) instanceof Filed.Refused(MailboxException why) && isOfFolder(why) && !wanted.folder().isInbox()) {
                Filing inbox = new Filing(wanted.account(), FolderName.INBOX, wanted.flags(), wanted.received(), wanted.instead());
                second.put(i, new Plan.Step(inbox, steps.get(i).effects()));
                tell(letter, wanted.account(), wanted.folder() + ", " + Doing.Reason.FOLDER_REFUSED.words() + ": " + why.getMessage());
            }
        }
        inInbox(letter, steps, filed, second);
        return filed;
    }

    private void inInbox(Letter letter, List<Plan.Step> steps, List<Filed> filed, Map<Integer, Plan.Step> second) {
        List<Plan.Step> fresh = new ArrayList<>();
        List<Integer> which = new ArrayList<>();
        second.forEach((index, step) -> {
            int there = inboxAlready(steps, filed, step.filing());
            if (there < 0) {
                fresh.add(step);
                which.add(index);
                return;
            }
            filed.set(index, filed.get(there));
            // They belong to a copy that is there: if one cannot follow now, it follows with this letter's next repeat, or never.
            step.effects().forEach(effect -> followers.send(KeptEffect.of(letter, step.filing().account(), effect), letter.content()));
        });
        if (!fresh.isEmpty()) {
            List<Filed> now = fileOnce(letter, fresh);
            for (int i = 0; i < which.size(); i++) {
                filed.set(which.get(i), now.get(i));
            }
        }
    }

    private static int inboxAlready(List<Plan.Step> steps, List<Filed> filed, Filing inbox) {
        for (int i = 0; i < steps.size(); i++) {
            Filing other = steps.get(i).filing();
            if (filed.get(i) instanceof Filed.Done && other.account().equals(inbox.account()) && other.folder().isInbox() && other.instead()
                    .equals(inbox.instead())) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isOfFolder(MailboxException why) {
        return switch (why.reason()) {
            case NONEXISTENT, ALREADY_EXISTS, CANNOT, LIMIT -> true;
            case OVER_QUOTA, DISK_FULL, UNAVAILABLE, EXPUNGED, UNREADABLE, CHANGED -> false;
        };
    }

    private List<Filed> fileOnce(Letter letter, List<Plan.Step> steps) {
        try {
            List<List<MailStore.Following>> effects = steps.stream().map(step -> kept(letter, step)).toList();
            MailStore.Delivered delivered = store.deliver(letter.content(), steps.stream().map(Plan.Step::filing).toList(), effects, letter.token());
            delivered.due().ifPresent(followers::follow);
            return delivered.filed();
        } catch (MailboxException refused) {
            return refused(steps.size(), refused);
        } catch (IOException trouble) {
            System.getLogger("barua.delivery").log(System.Logger.Level.ERROR, letter.queueId() + " could not be filed", trouble);
            return refused(steps.size(), new MailboxException(MailboxException.Reason.UNAVAILABLE, "the disk failed", trouble));
        }
    }

    private static List<Filed> refused(int steps, MailboxException why) {
        return Collections.nCopies(steps, new Filed.Refused(why));
    }

    private static List<MailStore.Following> kept(Letter letter, Plan.Step step) {
        List<MailStore.Following> kept = new ArrayList<>();
        for (Effect effect : step.effects()) {
            // Of an edited copy the letter itself goes on, unless it was edited for that, too.
            boolean original = effect instanceof Effect.Redirect && effect.about().isEmpty() && step.filing().instead().isPresent();
            kept.add(new MailStore.Following(KeptEffect.of(letter, step.filing().account(), effect).bytes(), original ? Optional.of(letter.content())
                    : effect.about()));
        }
        return kept;
    }

    private void tell(Letter letter, Address account, String why) {
        trace.record(Event.of(letter.queueId(), letter.messageId(), "not filed", account.toString(), why));
    }
}
