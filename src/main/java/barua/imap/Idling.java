package barua.imap;

import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** IDLE: every change of the folder is told as it happens, until the client says DONE (RFC 2177, RFC 9051 §6.3.13). */
final class Idling {

    private final Connection connection;
    private final ImapReader in;
    private final ImapWriter out;
    private final Waiting waiting;

    Idling(Connection connection, ImapReader in, ImapWriter out, Waiting waiting) {
        this.connection = connection;
        this.in = in;
        this.out = out;
        this.waiting = waiting;
    }

    Completion idle(Optional<State.InFolder> folder, Duration longest) throws IOException {
        out.text("+ idling").end();
        try {
            folder.ifPresent(state -> state.selected().view().onChange(connection::interrupt));
            waiting.until(longest, () -> tell(folder));
        } finally {
            folder.ifPresent(state -> state.selected().view().onChange(() -> { }));
        }
        return isDone() ? Completion.ok("done idling") : Completion.bad("expected DONE");
    }

    private void tell(Optional<State.InFolder> folder) throws IOException {
        if (folder.isPresent()) {
            Teller teller = folder.get().teller();
            teller.tell(true, false);
            if (teller.gone()) {
                throw new HopelessException("the folder was deleted");
            }
            out.flush();
        }
    }

    private boolean isDone() throws IOException {
        try {
            return new String(in.line(), StandardCharsets.ISO_8859_1).strip().equalsIgnoreCase("DONE");
        } catch (LineTooLongException | BareLineEndException wrong) {
            return false;
        }
    }
}
