package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.mailbox.Folder;
import barua.mailbox.MailStore;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.Staged;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;

/**
 * APPEND: the message goes straight from the connection to where the store takes it in (RFC 9051 §6.3.12, RFC 7889, RFC 4315 §3).
 * What can be refused is refused before a client that waits has sent it; one that does not wait is read to its end.
 */
final class Appending {

    private static final int CHUNK = 16 * 1024;

    private final MailStore store;
    private final Mailbox mailbox;
    private final ImapReader in;
    private final Clock clock;
    private final long limit;

    Appending(MailStore store, Mailbox mailbox, ImapReader in, Clock clock, long limit) {
        this.store = store;
        this.mailbox = mailbox;
        this.in = in;
        this.clock = clock;
        this.limit = limit;
    }

    Completion append(OnFolders.Append command) throws IOException {
        if (command.message().size() > limit) {
            // RFC 7889 §4.
            return refuse(command, Completion.no("TOOBIG", "a message may have " + limit + " bytes"));
        }
        Folder folder;
        Staged staged;
        try {
            folder = mailbox.folder(command.folder());
            staged = store.stage();
        } catch (MailboxException no) {
            return refuse(command, Completion.ofTarget(no));
        }
        try (staged) {
            in.proceed(command.message());
            LineEnds text = new LineEnds(staged);
            IOException failed = take(command.message(), text);
            byte[] rest = in.restOfCommand();
            if (!(command.utf8() ? rest.length == 1 && rest[0] == ')' : rest.length == 0)) {
                return Completion.bad("one message at a time");
            }
            if (failed != null) {
                throw failed;
            }
            if (text.hadNul() && !command.message().binary()) {
                return Completion.bad("a message with NUL needs ~ in front of its literal");   // RFC 9051 §9 CHAR8
            }
            return text.hadNul() ? fileBinary(command, staged, folder) : file(command, staged, folder);
        } catch (MailboxException no) {
            return Completion.ofTarget(no);
        }
    }

    private Completion file(OnFolders.Append command, Staged staged, Folder folder) throws IOException {
        long uid = folder.append(staged, command.flags(), command.received().orElseGet(clock::instant));
        return Completion.ok("APPENDUID " + folder.uidValidity() + " " + uid, "filed");
    }

    private Completion fileBinary(OnFolders.Append command, Staged received, Folder folder) throws IOException {
        try (Staged kept = store.stage()) {
            return BinaryMessage.keep(received, kept) ? file(command, kept, folder)
                    : Completion.no("UNKNOWN-CTE", "there is a NUL outside of binary parts");   // RFC 3516 §4.4
        }
    }

    private Completion refuse(OnFolders.Append command, Completion answer) throws IOException {
        in.drop(command.message());
        return answer;
    }

    /** Reads the literal to its end whatever the store says; what it said first is given back. */
    private IOException take(Literal literal, LineEnds text) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, Math.max(1, literal.size()))];
        IOException failed = null;
        InputStream bytes = in.literal(literal);
        for (int read = in.some(bytes, chunk); read > 0; read = in.some(bytes, chunk)) {
            if (failed == null) {
                try {
                    if (literal.binary()) {
                        text.writeBinary(chunk, read);
                    } else {
                        text.write(chunk, read);
                    }
                } catch (IOException full) {
                    failed = full;
                }
            }
        }
        return failed;
    }
}
