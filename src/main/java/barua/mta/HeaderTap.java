package barua.mta;

import barua.message.HeaderBlock;
import java.io.ByteArrayOutputStream;

/** Gathers the header of a message that passes in pieces, up to its empty line; of one without an end, a megabyte and the piece that passed it. */
final class HeaderTap {

    private static final int LONGEST = 1 << 20;

    private final ByteArrayOutputStream header = new ByteArrayOutputStream(2_048);
    private int lineLength;       // of the line that is being read
    private boolean afterCr;
    private boolean complete;

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
        complete |= header.size() > LONGEST;
        return at - offset;
    }

    boolean isComplete() {
        return complete;
    }

    HeaderBlock block() {
        return HeaderBlock.parse(header.toByteArray());
    }
}
