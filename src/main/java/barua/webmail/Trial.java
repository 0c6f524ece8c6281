package barua.webmail;

import barua.delivery.DryRun;
import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.MessageInfo;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.Content;
import barua.sieve.Outcome;
import barua.sieve.Script;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs scripts on the letters that came last, wherever they lie now, and does nothing. */
final class Trial {

    static final int LETTERS = 100;
    /** Folders that are looked through; whoever has more gets an answer from the first. */
    private static final int FOLDERS = 300;
    private static final Set<SpecialUse> NOT_RECEIVED = Set.of(SpecialUse.SENT, SpecialUse.DRAFTS);

    /** A letter where it lies. */
    record Lying(Desk.Opened in, MessageInfo info) {
    }

    private final Desk desk;

    Trial(Desk desk) {
        this.desk = desk;
    }

    /** The last ones that the account got, the newest first. */
    List<Lying> recent(Address account) throws IOException {
        Mailbox mailbox = desk.store().open(account);
        List<Lying> found = new ArrayList<>();
        for (Mailbox.Entry entry : mailbox.list().stream().filter(entry -> entry.exists() && entry.use().filter(NOT_RECEIVED::contains).isEmpty())
                .limit(FOLDERS).toList()) {
            Optional<Desk.Opened> opened = desk.open(account, FolderPath.of(entry.name(), entry.use()));
            if (opened.isPresent()) {
                Folder folder = opened.get().folder();
                long[] uids = folder.uids();
                long[] last = Arrays.copyOfRange(uids, Math.max(0, uids.length - LETTERS), uids.length);
                folder.infos(last).forEach(info -> found.add(new Lying(opened.get(), info)));
            }
        }
        return found.stream().sorted(Comparator.comparing((Lying letter) -> letter.info().received()).reversed()).limit(LETTERS).toList();
    }

    /** What the script would do; empty where the letter is gone or cannot be read. */
    Optional<Outcome> run(Script script, Lying letter, List<Address> addresses) throws IOException {
        try {
            return Optional.of(Script.run(List.of(script), StoredLetter.situation(letter.in.folder().content(letter.info.uid()), letter.info.received(),
                    letter.in.account(), addresses, ZoneId.systemDefault(), Sorting.around(letter.in.mailbox()))));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** What would come of it, by policy too, if the letter had come for the first time; empty where it is gone. */
    Optional<DryRun.Result> dryRun(DryRun.Tried tried, Lying letter) throws IOException {
        try {
            Content content = letter.in.folder().content(letter.info.uid());
            Address to = StoredLetter.recipient(letter.in.folder().outline(letter.info.uid()).headers(), letter.in.account());
            return Optional.of(tried.anew(content, new DryRun.Assumed(DryRun.sender(content), to, letter.info.received())));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }
}
