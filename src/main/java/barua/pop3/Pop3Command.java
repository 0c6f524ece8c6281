package barua.pop3;

import java.util.Optional;
import java.util.OptionalInt;

/** A command, grouped by the state in which RFC 1939 allows it. */
sealed interface Pop3Command {

    /** Not understood, or with arguments that it does not take. */
    record Wrong(String why) implements Pop3Command {
    }

    /** At any time. */
    sealed interface Any extends Pop3Command {
        record Capa() implements Any {          // RFC 2449 §5
        }

        record Quit() implements Any {          // RFC 1939 §4, §6
        }
    }

    /** In the AUTHORIZATION state (RFC 1939 §4, §7). */
    sealed interface BeforeLogin extends Pop3Command {
        record Stls() implements BeforeLogin {                       // RFC 2595 §4
        }

        record User(String name) implements BeforeLogin {
        }

        /** @param password as it was sent; whoever checks it wipes it */
        record Pass(byte[] password) implements BeforeLogin {
        }

        /** @param initial the initial response, decoded (RFC 5034 §4) */
        record Auth(String mechanism, Optional<byte[]> initial) implements BeforeLogin {
        }

        /** AUTH alone: an old way to ask for the mechanisms, which some clients still go. */
        record Mechanisms() implements BeforeLogin {
        }
    }

    /** In the TRANSACTION state (RFC 1939 §5, §7). Message numbers are 1 and up. */
    sealed interface OnMaildrop extends Pop3Command {
        record Stat() implements OnMaildrop {
        }

        record Scan(OptionalInt message) implements OnMaildrop {     // LIST
        }

        record Uidl(OptionalInt message) implements OnMaildrop {
        }

        record Retr(int message) implements OnMaildrop {
        }

        record Top(int message, int lines) implements OnMaildrop {
        }

        record Dele(int message) implements OnMaildrop {
        }

        record Noop() implements OnMaildrop {
        }

        record Rset() implements OnMaildrop {
        }
    }
}
