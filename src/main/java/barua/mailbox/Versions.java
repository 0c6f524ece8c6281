package barua.mailbox;

import barua.message.Content;
import java.io.Closeable;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;

/** What one delivery files besides its message: edited versions of it, letters that belong to it. Each is staged once, when it is first asked for. */
final class Versions implements Closeable {

    private final MailStore store;
    private final Map<Content, StagedMessage> staged = new IdentityHashMap<>();

    Versions(MailStore store) {
        this.store = store;
    }

    StagedMessage of(Content content) throws IOException {
        StagedMessage known = staged.get(content);
        if (known == null) {
            known = (StagedMessage) store.stage(content);
            staged.put(content, known);
        }
        return known;
    }

    @Override
    public void close() {
        staged.values().forEach(StagedMessage::close);
    }
}
