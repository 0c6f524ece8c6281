package barua.mta;

import barua.mailbox.Staged;
import barua.message.Content;
import barua.message.HeaderBlock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Gathers the header of a message that passes in pieces, up to its empty line. */
final class HeaderTap {

    private static final int LONGEST = 1 << 20;

    private static final int BUFFER = 16_384;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream(2_048);
    private int lineLength;       // of the line that is being read
    private boolean afterCr;
    private boolean complete;
    private boolean tooLong;

    /**
     * Takes what belongs to the header.
     *
     * @return how many of the bytes it took: fewer than {@code length} when the header ended within
     */
    int take(byte[] bytes, int offset, int length) {
        int at = offset;
        while (!complete && at < offset + length) {
            byte b = bytes[at++];
            if (b == '\n') {
                complete = lineLength == (afterCr ? 1 : 0);
                lineLength = 0;
            } else {
                lineLength++;
            }
            afterCr = b == '\r';
        }
        header.write(bytes, offset, at - offset);
        tooLong = header.size() > LONGEST;
        complete |= tooLong;
        return at - offset;
    }

    boolean isComplete() {
        return complete;
    }

    boolean isTooLong() {
        return tooLong;
    }

    HeaderBlock block() {
        return HeaderBlock.parse(header.toByteArray());
    }

    /** Copies a message into staging and gives its header. */
    static HeaderBlock copy(Content content, Staged staged) throws IOException {
        HeaderTap tap = new HeaderTap();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (!tap.isComplete()) {
                    tap.take(buffer, 0, read);
                }
                staged.write(buffer, 0, read);
            }
        }
        return tap.block();
    }

    static HeaderBlock header(Content content) throws IOException {
        HeaderTap tap = new HeaderTap();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = content.open()) {
            for (int read = in.read(buffer); read >= 0 && !tap.isComplete(); read = in.read(buffer)) {
                tap.take(buffer, 0, read);
            }
        }
        return tap.block();
    }
}
