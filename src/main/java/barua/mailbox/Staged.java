package barua.mailbox;

import barua.message.Content;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** A message being taken in: first written, then read, then filed. Headers that belong in front are put there before the first filing. */
public abstract class Staged implements Content, Closeable {

    Staged() {
    }

    /** Adds bytes as they are on the wire: lines in CRLF, and binary parts (RFC 3516) as they are. */
    public abstract void write(byte[] bytes, int offset, int length) throws IOException;

    /** Puts bytes (whole header fields with CRLF) in front of what was written. */
    public abstract void prepend(byte[] fields) throws IOException;

    @Override
    public abstract long size();

    @Override
    public abstract InputStream open(long from) throws IOException;

    /** Forgets it; whatever was filed stays. */
    @Override
    public abstract void close();
}
