package barua.delivery;

import barua.directory.Directory;
import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.sieve.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells an owner by a letter that a script does not work on what happens in a folder: once for each version of it. */
final class EventTroubles {

    private static final System.Logger LOG = System.getLogger("barua.delivery");

    /** @param text of the script as it is now */
    record Mistake(String script, byte[] text, List<Complaint> complaints) {

        String key() {
            return "trouble on events " + LetterId.hash(script + "\n" + new String(text, StandardCharsets.ISO_8859_1));
        }
    }

    /** Where the letter is. */
    record Notice(String mailboxId, long uid) {
    }

    private final MailStore store;
    private final Directory directory;
    private final OwnLetters letters;
    private final Clock clock;

    EventTroubles(MailStore store, Directory directory, OwnLetters letters, Clock clock) {
        this.store = store;
        this.directory = directory;
        this.letters = letters;
        this.clock = clock;
    }

    /** Empty where he knows, or cannot be told. */
    Optional<Notice> tell(Address account, Mistake mistake) {
        Instant now = clock.instant();
        try (Staged staged = store.stage()) {
            Mailbox mailbox = store.open(account);
            if (mailbox.memory().holds(mistake.key(), "anybody", now)) {
                return Optional.empty();
            }
            byte[] buffer = new byte[8_192];
            try (InputStream in = letters.trouble(Owner.of(directory, account), mistake.script, mistake.complaints, OwnLetters.When.EVENT, now).open()) {
                for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
                    staged.write(buffer, 0, n);
                }
            }
            Folder inbox = mailbox.folder(FolderName.INBOX);
            Notice notice = new Notice(inbox.mailboxId(), inbox.append(staged, Flags.NONE, now));
            mailbox.memory().keep(mistake.key(), "told", now.plus(OwnLetters.TOLD));
            return Optional.of(notice);
        } catch (IOException | IllegalArgumentException untold) {
            LOG.log(Level.WARNING, account + " cannot be told that the script " + mistake.script + " does not work", untold);
            return Optional.empty();
        }
    }
}
