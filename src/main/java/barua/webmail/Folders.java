package barua.webmail;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import java.io.IOException;
import java.util.Optional;

/** Makes, renames and deletes the folders that people make for themselves. Those with a use stay as they are: every page counts on them. */
final class Folders {

    /** How it ended. */
    sealed interface Outcome {

        /** @param path of the page to go to */
        record Done(String path) implements Outcome {
        }

        /** @param why a word that the page has a text for: {@code name}, {@code exists}, {@code failed} */
        record Refused(String why) implements Outcome {
        }
    }

    private final Desk desk;

    Folders(Desk desk) {
        this.desk = desk;
    }

    Outcome create(Address account, String text) throws IOException {
        Optional<FolderName> name = FolderName.parse(text.strip());
        if (name.isEmpty()) {
            return new Outcome.Refused("name");
        }
        Mailbox mailbox = desk.store().open(account);
        try {
            mailbox.create(name.get(), Optional.empty());
        } catch (MailboxException refused) {
            if (refused.reason() != MailboxException.Reason.ALREADY_EXISTS) {
                return new Outcome.Refused(name.get().mayBeGiven() ? "failed" : "name");
            }
        }
        mailbox.subscribe(name.get(), true);
        return new Outcome.Done(desk.path(mailbox, name.get()));
    }

    /** What lies below the folder goes with it. The new name is the whole one, so a folder can be put below another. */
    Outcome rename(Address account, String path, String text) throws IOException {
        Optional<FolderName> from = own(account, path);
        Optional<FolderName> to = FolderName.parse(text.strip()).filter(name -> !name.isInbox() && name.mayBeGiven());
        if (from.isEmpty() || to.isEmpty()) {
            return new Outcome.Refused(from.isEmpty() ? "failed" : "name");
        }
        Mailbox mailbox = desk.store().open(account);
        if (!to.equals(from)) {
            try {
                mailbox.rename(from.get(), to.get());
            } catch (MailboxException refused) {
                return new Outcome.Refused(refused.reason() == MailboxException.Reason.ALREADY_EXISTS ? "exists" : "failed");
            }
            mailbox.subscribe(from.get(), false);
            mailbox.subscribe(to.get(), true);
        }
        return new Outcome.Done(desk.path(mailbox, to.get()));
    }

    /** Its mail goes to Trash first, where it can be had back from; folders below it stay. */
    Outcome remove(Address account, String path) throws IOException {
        Optional<FolderName> name = own(account, path);
        if (name.isEmpty()) {
            return new Outcome.Refused("failed");
        }
        Mailbox mailbox = desk.store().open(account);
        try {
            Desk.Opened opened = desk.open(account, path)
                    .orElseThrow(() -> new MailboxException(MailboxException.Reason.NONEXISTENT, "no folder " + name.get()));
            opened.folder().move(opened.folder().uids(), desk.open(account, SpecialUse.TRASH).folder());
            mailbox.delete(name.get());
        } catch (MailboxException refused) {
            return new Outcome.Refused("failed");
        }
        mailbox.subscribe(name.get(), false);
        return new Outcome.Done("inbox");
    }

    /** The folder's name where it is there and has no use. */
    private Optional<FolderName> own(Address account, String path) throws IOException {
        return desk.open(account, path).filter(opened -> opened.use().isEmpty()).map(opened -> opened.folder().name()).filter(name -> !name.isInbox());
    }
}
