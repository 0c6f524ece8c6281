package barua.smtp;

import barua.message.Address;
import barua.message.ReversePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The port through which a session hands mail over: {@code mta} implements it for port 25, for submission and for LMTP. */
public interface Receiver {

    /** A new session; called before the greeting. */
    Visit visit(Peer peer) throws IOException;

    /** One session. Called by its thread alone. */
    interface Visit {

        /** May the session go on at all? A 220 greets; anything else is said and the session ends. */
        Reply greeting();

        /** After EHLO, HELO, LHLO, STARTTLS or AUTH: what is known of the peer now. */
        void peer(Peer peer);

        /** MAIL FROM. 250 begins a transaction. */
        Reply sender(ReversePath from, Parameters parameters) throws IOException;

        /** RCPT TO: 250 adds the recipient. {@code <postmaster>} comes as postmaster at {@link SmtpOptions#hostname()} (RFC 5321 §4.5.1). */
        Reply recipient(Address to, Parameters parameters) throws IOException;

        /** DATA or the first BDAT, with at least one recipient: where the message is written, or why not. */
        Intake begin() throws IOException;

        /** RSET, a new EHLO, the end of a message or of the session: what began is forgotten. May come more than once. */
        void reset();
    }

    /** Taking in one message. */
    sealed interface Intake {

        /** Not now: said instead of 354. */
        record No(Reply why) implements Intake {
        }

        /** @param lineEnds what becomes of an LF that stands alone */
        record Yes(Sink sink, LineEnds lineEnds) implements Intake {

            public Yes(Sink sink) {
                this(sink, LineEnds.STRICT);
            }
        }
    }

    /** How the line ends of one message are taken. The message itself ends at CRLF, dot, CRLF and nowhere else, whichever it is. */
    enum LineEnds {
        /** CRLF alone; anything else is refused. */ STRICT,
        /** A lone LF becomes CRLF, as devices and scripts mean it. */ MENDED
    }

    /** Where the bytes of one message go. Exactly one of {@link #end} and {@link #abandon} comes last. */
    interface Sink {

        /** Dot-stuffing undone, CRLF lines. An IOException is remembered by the session, which reads to the end and answers 451 or 452. */
        void write(byte[] bytes, int offset, int length) throws IOException;

        /** The message is complete. SMTP: one reply. LMTP: one for each accepted recipient, in their order (RFC 2033 §4.2). */
        List<Reply> end() throws IOException;

        void abandon();
    }

    /**
     * Parameters of MAIL or RCPT (RFC 5321 §4.1.2), keywords in upper case; a keyword without value maps to the empty string.
     * The session has checked that each was advertised and its syntax.
     */
    record Parameters(Map<String, String> values) {

        public static final Parameters NONE = new Parameters(Map.of());

        public boolean has(String keyword) {
            return values.containsKey(keyword);
        }

        /** SIZE= in bytes; 0 where it was not said, {@link Long#MAX_VALUE} where it does not fit (RFC 1870 §3 allows 20 digits). */
        public long size() {
            String digits = values.getOrDefault("SIZE", "0");
            return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
        }
    }
}
