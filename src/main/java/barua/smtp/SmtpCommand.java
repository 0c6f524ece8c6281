package barua.smtp;

import barua.message.Address;
import barua.message.ReversePath;
import barua.smtp.Receiver.Parameters;
import java.util.Arrays;
import java.util.Optional;

/** What a client of SMTP or LMTP can say, grouped by when it makes sense. */
sealed interface SmtpCommand {

    /** Legal at any time (RFC 5321 §4.1.4). */
    sealed interface Any extends SmtpCommand {
        record Noop() implements Any {
        }

        record Rset() implements Any {
        }

        record Quit() implements Any {
        }

        record Help() implements Any {
        }

        record Vrfy() implements Any {
        }

        record Expn() implements Any {
        }

        record Malformed(Reply why) implements Any {
        }

        /** Nothing that follows may be obeyed: another protocol (a browser was led here), or a chunk of unknown length. */
        record Fatal(Reply why) implements Any {
        }
    }

    /** Who talks, and how safely. */
    sealed interface Opening extends SmtpCommand {

        /** The peer's name is any text: it promises nothing (RFC 5321 §4.1.4). */
        sealed interface Hello extends Opening {
        }

        record Ehlo(String name) implements Hello {
        }

        record Helo(String name) implements Hello {
        }

        /** RFC 2033 §4.1. */
        record Lhlo(String name) implements Hello {
        }

        record StartTls() implements Opening {
        }

        /** RFC 4954 §4; the initial response is decoded. */
        record Auth(String mechanism, Optional<byte[]> initial) implements Opening {

            @Override
            public boolean equals(Object other) {
                return other instanceof Auth that && mechanism.equals(that.mechanism)
                        && Arrays.equals(initial.orElse(null), that.initial.orElse(null));
            }

            @Override
            public int hashCode() {
                return mechanism.hashCode();
            }

            @Override
            public String toString() {
                return "Auth[" + mechanism + "]";   // the response holds a password
            }
        }
    }

    /** One message. {@code unicode} says that the path itself held more than US-ASCII, which needs SMTPUTF8 (RFC 6531 §3.4). */
    sealed interface Transaction extends SmtpCommand {
        record Mail(ReversePath from, Parameters parameters, boolean unicode) implements Transaction {
        }

        record Rcpt(Address to, Parameters parameters, boolean unicode) implements Transaction {
        }

        record Data() implements Transaction {
        }

        /** RFC 3030 §2. */
        record Bdat(long size, boolean last) implements Transaction {
        }
    }
}
