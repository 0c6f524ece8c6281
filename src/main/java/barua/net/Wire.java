package barua.net;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Bytes to and from a peer: plain, or through TLS. */
sealed interface Wire permits PlainWire, TlsWire {

    /** What has arrived, without waiting: 0 where there is nothing now, -1 at the end. */
    int read(ByteBuffer into) throws IOException;

    /** Whether {@link #read} has bytes that already left the socket. */
    boolean holdsInput();

    /** Writes all of it; waits while the peer takes nothing, at most the stall time at a stretch. */
    void write(ByteBuffer from) throws IOException;

    /** Says good-bye where the protocol has a word for it, without waiting, and closes. From any thread. */
    void close();
}
