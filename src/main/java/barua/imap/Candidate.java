package barua.imap;

import barua.mailbox.MessageInfo;
import barua.message.Content;
import barua.message.Headers;
import barua.message.MimeParser;
import barua.message.Outline;
import java.io.IOException;

/** A message that a search looks at; each step further into it costs more, and is taken only when a key needs it. */
final class Candidate {

    /** A smaller message is read once as a whole, rather than opened for each of its parts. */
    private static final int WHOLE = 4 * 1024 * 1024;

    private final Selected selected;
    private final int sequence;
    private final Infos infos;
    private Outline outline;
    private Content content;
    private Headers headers;

    Candidate(Selected selected, int sequence, Infos infos) {
        this.selected = selected;
        this.sequence = sequence;
        this.infos = infos;
    }

    int sequence() {
        return sequence;
    }

    long uid() {
        return selected.view().uid(sequence);
    }

    MessageInfo info() throws IOException {
        return infos.of(sequence);
    }

    Outline outline() throws IOException {
        if (outline == null) {
            outline = selected.folder().outline(uid());
        }
        return outline;
    }

    Content content() throws IOException {
        if (content == null) {
            Content stored = selected.folder().content(uid());
            long size = stored.size();
            content = size <= WHOLE ? Content.of(stored.bytes(0, (int) size)) : stored;
        }
        return content;
    }

    /** Fields of that name; the message is opened only for what its outline does not hold. */
    Headers headers(String name) throws IOException {
        if (Outline.FIELDS.contains(name)) {
            return outline().headers();
        }
        if (headers == null) {
            headers = MimeParser.parse(header()).headers();
        }
        return headers;
    }

    private Content header() throws IOException {
        return Content.of(content().bytes(0, (int) outline().structure().bodyStart()));
    }
}
