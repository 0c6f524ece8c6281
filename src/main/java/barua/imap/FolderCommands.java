package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import java.io.IOException;
import java.util.List;

/** What a client does with folders from outside (RFC 9051 §6.3). */
final class FolderCommands {

    private final Mailbox mailbox;
    private final ImapWriter out;
    private final Enabled enabled;
    private final long appendLimit;

    FolderCommands(Mailbox mailbox, ImapWriter out, Enabled enabled, long appendLimit) {
        this.mailbox = mailbox;
        this.out = out;
        this.enabled = enabled;
        this.appendLimit = appendLimit;
    }

    Completion create(OnFolders.Create command) throws IOException {
        mailbox.create(command.folder(), command.use());
        return Completion.ok("created");
    }

    Completion delete(OnFolders.Delete command) throws IOException {
        mailbox.delete(command.folder());
        return Completion.ok("deleted");
    }

    Completion rename(OnFolders.Rename command) throws IOException {
        mailbox.rename(command.from(), command.to());
        return Completion.ok("renamed");
    }

    Completion subscribe(OnFolders.Subscribe command) throws IOException {
        if (command.on() && mailbox.list().stream().noneMatch(entry -> entry.name().equals(command.folder()))) {
            return Completion.no("NONEXISTENT", "there is no such folder");
        }
        mailbox.subscribe(command.folder(), command.on());
        return Completion.ok(command.on() ? "subscribed" : "unsubscribed");
    }

    Completion namespace() throws IOException {
        out.text("* NAMESPACE ((\"\" \"/\")) NIL NIL").end();   // RFC 2342 §5
        return Completion.ok("namespaces told");
    }

    Completion lsub(OnFolders.Lsub command) throws IOException {
        if (command.pattern().isEmpty()) {
            separator("LSUB");
        } else {
            for (FolderLister.Line line : FolderLister.lsub(mailbox.list(), command.pattern())) {
                line("LSUB", line);
            }
        }
        return Completion.ok("subscriptions listed");
    }

    Completion list(ListRequest request) throws IOException {
        if (!request.extended() && request.patterns().getFirst().isEmpty()) {
            separator("LIST");
            return Completion.ok("separator told");
        }
        for (FolderLister.Line line : FolderLister.list(mailbox.list(), request)) {
            line("LIST", line);
            if (!request.status().isEmpty() && line.exists()) {
                status(line.name(), request.status());
            }
        }
        return Completion.ok("folders listed");
    }

    private void separator(String response) throws IOException {
        out.text("* ").text(response).text(" (\\Noselect) \"/\" \"\"").end();
    }

    private void line(String response, FolderLister.Line line) throws IOException {
        out.text("* ").text(response).space().list(line.attributes()).text(" \"/\" ").folder(line.name().toString());
        if (!line.childInfo().isEmpty()) {
            out.text(" (CHILDINFO (\"").text(String.join("\" \"", line.childInfo())).text("\"))");
        }
        out.end();
    }

    /** RFC 5819 §2: a folder that cannot be read is passed over. */
    private void status(FolderName name, List<StatusItem> items) throws IOException {
        try {
            status(mailbox.folder(name), name, items);
        } catch (MailboxException gone) {
            out.abandon();
        }
    }

    Completion status(OnFolders.Status command) throws IOException {
        status(mailbox.folder(command.folder()), command.folder(), command.items());
        return Completion.ok("status told");
    }

    private void status(Folder folder, FolderName name, List<StatusItem> items) throws IOException {
        Folder.Counts counts = folder.counts();
        out.text("* STATUS ").folder(name.toString()).text(" (");
        String between = "";
        for (StatusItem item : items) {
            out.text(between).text(item.name()).space();
            switch (item) {
                case MESSAGES -> out.number(counts.messages());
                case RECENT -> out.number(folder.recent());
                case UIDNEXT -> out.number(counts.uidNext());
                case UIDVALIDITY -> out.number(folder.uidValidity());
                case UNSEEN -> out.number(counts.unseen());
                case DELETED -> out.number(counts.deleted());
                case SIZE -> out.number(counts.bytes());
                case HIGHESTMODSEQ -> {
                    enabled.enableCondstore();   // RFC 7162 §3.1
                    out.number(counts.highestModseq());
                }
                case APPENDLIMIT -> out.number(appendLimit);
                case MAILBOXID -> out.character('(').text(folder.mailboxId()).character(')');   // RFC 8474 §4.3
            }
            between = " ";
        }
        out.character(')').end();
    }
}
