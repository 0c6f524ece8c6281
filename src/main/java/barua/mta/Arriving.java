package barua.mta;

import barua.mailbox.Staged;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.HeaderBlock;
import barua.message.Letter;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** One message as it comes in: its header is held back until it is whole, judged and mended, and only then written, before all the rest. */
final class Arriving implements Closeable {

    private static final int BUFFER = 16_384;

    private final Staged staged;
    private final Function<HeaderBlock, JudgedHeader> judge;
    private final HeaderTap tap = new HeaderTap();
    private Optional<JudgedHeader> judged = Optional.empty();

    Arriving(Staged staged, Function<HeaderBlock, JudgedHeader> judge) {
        this.staged = staged;
        this.judge = judge;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        int taken = judged.isPresent() ? 0 : tap.take(bytes, offset, length);
        if (tap.isComplete()) {
            JudgedHeader header = header();
            if (header.refusal().isEmpty() && length > taken) {
                staged.write(bytes, offset + taken, length - taken);
            }
        }
    }

    /** A whole message that lies elsewhere. */
    void write(Content content) throws IOException {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                write(buffer, 0, read);
            }
        }
    }

    /** To be asked when all has come: a header may go on to the end of its message. */
    JudgedHeader header() throws IOException {
        if (judged.isEmpty()) {
            JudgedHeader header = judge.apply(tap.block());
            judged = Optional.of(header);
            if (header.refusal().isEmpty()) {
                byte[] bytes = header.block().bytes();
                staged.write(bytes, 0, bytes.length);
            }
        }
        return judged.get();
    }

    long size() {
        return staged.size();
    }

    /** @param received the field that says how it came here, with its CRLF; empty for what has it already */
    Letter letter(String queueId, Envelope envelope, byte[] received, Instant at, String token) throws IOException {
        byte[] returnPath = Stamps.returnPath(envelope.from());
        ByteArrayOutputStream front = new ByteArrayOutputStream();
        front.write(returnPath);
        front.write(received);
        staged.prepend(front.toByteArray());
        JudgedHeader header = header();
        return new Letter(queueId, envelope, header.block().headers(), header.notes(), staged, returnPath.length, at, token);
    }

    @Override
    public void close() {
        staged.close();
    }
}
