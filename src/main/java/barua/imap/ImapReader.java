package barua.imap;

import barua.imap.ImapCommand.Malformed;
import barua.imap.ImapCommand.OnFolders;
import barua.net.BareLineEndException;
import barua.net.Connection;
import barua.net.LineTooLongException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gathers one whole command, literals included, under a bound (RFC 9051 §2.2.1, §4.3, RFC 7888), and only then has it parsed.
 * The message of an APPEND is left unread: it is for whoever files it.
 */
final class ImapReader {

    /** A command without an APPEND's message. */
    static final int COMMAND_LIMIT = 64 * 1024;
    /** So much of a literal that nobody wants is read and dropped to stay in step; beyond it the session ends. */
    static final long PATIENCE = 256L * 1024 * 1024;

    private static final byte[] CRLF = {'\r', '\n'};

    private final Connection connection;
    private final ImapWriter out;

    ImapReader(Connection connection, ImapWriter out) {
        this.connection = connection;
        this.out = out;
    }

    /** The next command. What is wrong with it is in the answer; an exception means that there is none any more. */
    Request next(boolean utf8) throws IOException {
        ByteArrayOutputStream gathered = new ByteArrayOutputStream(128);
        try {
            while (true) {
                gathered.write(readLine(COMMAND_LIMIT - gathered.size()));
                byte[] wire = gathered.toByteArray();
                Optional<Literal> literal = Literal.atEnd(wire, wire.length);
                if (literal.isEmpty()) {
                    return parsed(wire, utf8);
                }
                Optional<Request> append = ImapParser.appendBefore(wire, literal.get(), utf8);
                if (append.isPresent()) {
                    return append.get().command() instanceof OnFolders.Append ? append.get() : refused(append.get(), literal.get());
                }
                if (literal.get().size() > COMMAND_LIMIT - gathered.size() - CRLF.length) {
                    return refused(new Request(ImapParser.tagOf(wire), new Malformed("the command is too long")), literal.get());
                }
                gathered.write(CRLF);
                proceed(literal.get());
                gathered.write(exactly((int) literal.get().size()));
            }
        } catch (LineTooLongException tooLong) {
            byte[] start = gathered.size() > 0 ? gathered.toByteArray() : tooLong.start();
            return new Request(ImapParser.tagOf(start), new Malformed("the line is too long"));
        } catch (BareLineEndException bare) {
            return new Request(ImapParser.tagOf(gathered.toByteArray()), new Malformed("lines end in CRLF"));
        }
    }

    private static Request parsed(byte[] wire, boolean utf8) {
        Request request = ImapParser.parse(wire, utf8);
        Arrays.fill(wire, (byte) 0);   // a password may have been in it
        return request;
    }

    /** Says that the client may go on, where it waits for that (RFC 9051 §7.6). */
    void proceed(Literal literal) throws IOException {
        if (literal.waits()) {
            out.text("+ go ahead").end();
            out.flush();
        }
    }

    private Request refused(Request answer, Literal literal) throws IOException {
        drop(literal);
        return answer;
    }

    /** Passes over a literal that is not wanted, and the rest of its command: a client that does not wait sends them all the same. */
    void drop(Literal literal) throws IOException {
        for (Optional<Literal> next = Optional.of(literal); next.isPresent() && !next.get().waits(); ) {
            if (next.get().size() > PATIENCE) {
                throw new HopelessException("that literal is too large");
            }
            try {
                connection.counted(next.get().size()).skipNBytes(next.get().size());
            } catch (IOException gone) {
                throw new PeerException(gone);
            }
            byte[] rest = restOfCommand();
            next = Literal.atEnd(rest, rest.length);
        }
    }

    /** The bytes of a literal, to be read by {@link #some}. */
    InputStream literal(Literal literal) {
        return connection.counted(literal.size());
    }

    /** The next bytes of a literal; 0 or less at its end. */
    int some(InputStream literal, byte[] into) throws IOException {
        try {
            return literal.read(into, 0, into.length);
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
    }

    private byte[] exactly(int size) throws IOException {
        byte[] bytes;
        try {
            bytes = connection.counted(size).readNBytes(size);
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
        if (bytes.length < size) {
            throw new PeerException(new EOFException("hung up within a literal"));
        }
        return bytes;
    }

    /** What stands behind an APPEND's message; a line that breaks the rules counts as empty of sense, not of length. */
    byte[] restOfCommand() throws IOException {
        try {
            return readLine(COMMAND_LIMIT);
        } catch (LineTooLongException | BareLineEndException wrong) {
            return new byte[] {'?'};
        }
    }

    /** A line of an authentication, or DONE. */
    byte[] line() throws IOException {
        return readLine(COMMAND_LIMIT);
    }

    private byte[] readLine(int limit) throws IOException {
        if (limit <= CRLF.length) {
            throw new HopelessException("the command is too long");
        }
        try {
            return connection.readLine(limit);
        } catch (LineTooLongException | BareLineEndException wrong) {
            throw wrong;
        } catch (IOException gone) {
            throw new PeerException(gone);
        }
    }
}
