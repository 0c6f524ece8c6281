package barua.webmail;

import barua.mailbox.Folder;
import barua.mailbox.Listener.Event;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Outline;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** What a browser is told of an event: where and what, what is there now, the messages it is about, and of new mail from whom. */
final class News {

    /** Past these the page asks for the list anew. */
    private static final int MOST_UIDS = 100;

    private News() {
    }

    static String json(Desk desk, Event event) throws IOException {
        JsonObjectBuilder out = Json.createObjectBuilder().add("kind", word(event.kind()));
        Mailbox mailbox = desk.store().open(event.account());
        Optional<SpecialUse> use = Desk.use(mailbox, event.folder());
        out.add("folder", FolderPath.of(event.folder(), use));
        if (!event.kind().isOfFolders()) {
            try {
                describe(out, mailbox.folder(event.folder()), use, event);
            } catch (MailboxException gone) {
                out.add("unread", 0);
            }
        }
        return out.build().toString();
    }

    /** The page takes what came the same way wherever it came from, and looks at the list of folders anew where that changed. */
    private static String word(Event.Kind kind) {
        return kind.isArrival() ? "ADDED" : kind.isOfFolders() ? "FOLDERS" : kind.name();
    }

    private static void describe(JsonObjectBuilder out, Folder folder, Optional<SpecialUse> use, Event event) throws IOException {
        Folder.Counts counts = folder.counts();
        out.add("unread", Desk.number(counts, use)).add("messages", counts.messages()).add("modseq", event.modseq());
        if (event.uids().length <= MOST_UIDS) {
            out.add("uids", Json.createArrayBuilder(Arrays.stream(event.uids()).boxed().toList()));
        }
        // What was moved here, or back, is no new letter.
        boolean fresh = event.kind() == Event.Kind.DELIVERED || event.kind() == Event.Kind.APPENDED;
        if (fresh && event.uids().length > 0) {
            Outline outline = folder.outline(event.uids()[event.uids().length - 1]);
            out.add("from", People.of(outline.headers(), "from").stream().findFirst().map(People::name).orElse(""));
            out.add("subject", outline.headers().text("subject"));
        }
    }
}
