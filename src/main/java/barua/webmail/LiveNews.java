package barua.webmail;

import barua.mailbox.Folder;
import barua.mailbox.Listener.Event;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.message.Outline;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;

/** What a browser is told of an event: where, what, how much is unread there now, and of new mail from whom. */
final class LiveNews {

    private LiveNews() {
    }

    static String json(Desk desk, Event event) throws IOException {
        JsonObjectBuilder out = Json.createObjectBuilder().add("kind", event.kind().name());
        Mailbox mailbox = desk.store().open(event.account());
        out.add("folder", desk.path(mailbox, event.folder()));
        if (event.kind() != Event.Kind.FOLDERS) {
            try {
                describe(out, mailbox.folder(event.folder()), event);
            } catch (MailboxException gone) {
                out.add("unread", 0);
            }
        }
        return out.build().toString();
    }

    private static void describe(JsonObjectBuilder out, Folder folder, Event event) throws IOException {
        out.add("unread", folder.counts().unseen());
        if (event.kind() == Event.Kind.ADDED && event.uids().length > 0) {
            Outline outline = folder.outline(event.uids()[event.uids().length - 1]);
            out.add("from", People.of(outline.headers(), "from").stream().findFirst().map(People::name).orElse(""));
            out.add("subject", outline.headers().text("subject"));
        }
    }
}
