package barua.imap;

import barua.net.Connection;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes responses: text, numbers, strings in the form that fits (RFC 9051 §4). A response goes out whole or not at all,
 * unless a literal in it is too large to be held; so a failure on the way to it leaves the conversation in step.
 */
final class ImapWriter {

    private static final byte[] NOTHING = {};
    private static final byte NO_NUL = (byte) 0x80;
    private static final int FIRST = 1024;
    /** So much is gathered before it is handed to the connection; also how much of a large literal is held at once. */
    private static final int FULL = 64 * 1024;
    /** A longer string is sent as a literal: some clients bound their lines. */
    private static final int LONGEST_QUOTED = 1000;

    private final Connection connection;
    private byte[] buffer = NOTHING;
    private int length;
    private int whole;
    private boolean torn;
    private boolean utf8;

    ImapWriter(Connection connection) {
        this.connection = connection;
    }

    /** From now on strings and names may be UTF-8 in quotes (RFC 6855 §3, RFC 9051 §5.1). */
    void speakUtf8() {
        utf8 = true;
    }

    boolean speaksUtf8() {
        return utf8;
    }

    ImapWriter text(String ascii) {
        room(ascii.length());
        length += copy(ascii);
        return this;
    }

    @SuppressWarnings("deprecation")   // the one that copies low bytes: exactly what ASCII needs, without an array between
    private int copy(String ascii) {
        ascii.getBytes(0, ascii.length(), buffer, length);
        return ascii.length();
    }

    ImapWriter raw(byte[] bytes) {
        room(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
        return this;
    }

    ImapWriter character(char ascii) {
        room(1);
        buffer[length++] = (byte) ascii;
        return this;
    }

    ImapWriter space() {
        return character(' ');
    }

    ImapWriter number(long value) {
        room(20);
        int end = length + digits(value);
        for (int i = end; i > length; value /= 10) {
            buffer[--i] = (byte) ('0' + value % 10);
        }
        length = end;
        return this;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /** Quoted where that is possible, else a literal. */
    ImapWriter string(String value) {
        if (quotable(value)) {
            return quoted(value);
        }
        byte[] bytes = value.replace("\0", "").getBytes(StandardCharsets.UTF_8);
        return literal(bytes);
    }

    private boolean quotable(String value) {
        if (value.length() > LONGEST_QUOTED) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\r' || c == '\n' || c == 0 || c > 126 && !utf8) {
                return false;
            }
        }
        return true;
    }

    private ImapWriter quoted(String value) {
        character('"');
        boolean plain = true;
        for (int i = 0; i < value.length() && plain; i++) {
            char c = value.charAt(i);
            plain = c != '"' && c != '\\' && c < 127;
        }
        if (plain) {
            text(value);
        } else {
            raw(value.replace("\\", "\\\\").replace("\"", "\\\"").getBytes(StandardCharsets.UTF_8));
        }
        return character('"');
    }

    /** NIL for the empty string: where the grammar says nstring and absence is meant. */
    ImapWriter nstring(String value) {
        return value.isEmpty() ? text("NIL") : string(value);
    }

    ImapWriter folder(String name) {
        return string(FolderNames.encode(name, utf8));
    }

    ImapWriter literal(byte[] bytes) {
        return character('{').number(bytes.length).text("}\r\n").raw(bytes);
    }

    /** A literal of so many bytes from that stream; a large one is passed on while it is read. NUL, which has no place in it (RFC 9051 §9), becomes 0x80. */
    ImapWriter literal(long size, InputStream in) throws IOException {
        character('{').number(size).text("}\r\n");
        return bytes(size, in, false);
    }

    /** A literal8, in which NUL may stand. */
    ImapWriter literal8(long size, InputStream in) throws IOException {
        text("~{").number(size).text("}\r\n");
        return bytes(size, in, true);
    }

    private ImapWriter bytes(long size, InputStream in, boolean nul) throws IOException {
        boolean large = size > FULL;
        for (long left = size; left > 0; ) {
            int wanted = (int) Math.min(left, FULL);
            if (large && length > 0) {
                drain();
            }
            room(wanted);
            int read = in.readNBytes(buffer, length, wanted);
            if (read < wanted) {
                throw new EOFException("a message is shorter than it should be");
            }
            for (int i = length; i < length + read && !nul; i++) {
                buffer[i] = buffer[i] == 0 ? NO_NUL : buffer[i];
            }
            length += read;
            left -= read;
        }
        return this;
    }

    /** {@code (a b c)} */
    ImapWriter list(List<String> atoms) {
        return character('(').text(String.join(" ", atoms)).character(')');
    }

    /** Ends one response. */
    void end() throws IOException {
        text("\r\n");
        whole = length;
        torn = false;
        if (length >= FULL / 2) {
            drain();
        }
    }

    /**
     * Forgets what has been written since the last {@link #end}.
     *
     * @throws PeerException where part of it has gone out: then only hanging up is honest
     */
    void abandon() throws IOException {
        if (torn) {
            throw new PeerException(new IOException("a response was cut short"));
        }
        length = whole;
    }

    private void drain() throws IOException {
        torn |= length > whole;
        try {
            connection.write(buffer, 0, length);
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
        length = 0;
        whole = 0;
    }

    /** Hands all whole responses to the connection, which lets them go before it waits for the peer. */
    void handOver() throws IOException {
        if (length > 0) {
            drain();
        }
        torn = false;
    }

    void flush() throws IOException {
        handOver();
        try {
            connection.flush();
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
    }

    /** Gives the buffer back while the session waits. Only after {@link #handOver}. */
    void rest() {
        buffer = NOTHING;
    }

    private void room(int more) {
        if (buffer.length - length < more) {
            int size = Math.max(Math.max(FIRST, buffer.length * 2), length + more);
            buffer = Arrays.copyOf(buffer, size);
        }
    }
}
