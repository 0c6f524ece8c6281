package barua.managesieve;

import barua.mailbox.ScriptName;
import java.util.Optional;

/** A command, grouped by the state in which RFC 5804 §2 allows it. */
sealed interface ManageSieveCommand {

    /** Not understood, or with arguments that it does not take. */
    record Wrong(String why) implements ManageSieveCommand {
    }

    /** In any state. */
    sealed interface Any extends ManageSieveCommand {
        record Capability() implements Any {
        }

        /** @param tag what the answer repeats (§2.13) */
        record Noop(Optional<byte[]> tag) implements Any {
        }

        record Logout() implements Any {
        }
    }

    sealed interface BeforeLogin extends ManageSieveCommand {
        record StartTls() implements BeforeLogin {
        }

        /** @param initial the response as it came, in base64 */
        record Authenticate(String mechanism, Optional<byte[]> initial) implements BeforeLogin {
        }
    }

    sealed interface OnScripts extends ManageSieveCommand {
        record Unauthenticate() implements OnScripts {
        }

        record HaveSpace(ScriptName name, long bytes) implements OnScripts {
        }

        record PutScript(ScriptName name, byte[] text) implements OnScripts {
        }

        /** @param put whether it was to be put: else it was to be checked */
        record TooLong(long bytes, boolean put) implements OnScripts {
        }

        record ListScripts() implements OnScripts {
        }

        /** @param name empty: none is to be active */
        record SetActive(Optional<ScriptName> name) implements OnScripts {
        }

        record GetScript(ScriptName name) implements OnScripts {
        }

        record DeleteScript(ScriptName name) implements OnScripts {
        }

        record RenameScript(ScriptName from, ScriptName to) implements OnScripts {
        }

        record CheckScript(byte[] text) implements OnScripts {
        }
    }
}
