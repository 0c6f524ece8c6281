package barua.delivery;

import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.sieve.Includes;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.Optional;

/** How a text is read as a script of one account: with all extensions, the limits of delivery, and what it may include. */
public record AccountScripts(MailStore store, Address account) {

    public Script compile(String name, byte[] text) throws SieveException {
        return compile(name, text, this::included);
    }

    public static Script compile(String name, byte[] text, Includes includes) throws SieveException {
        return Script.compile(name, text, Limits.DEFAULT, Script.extensions(), includes);
    }

    /** What {@code include} finds; nothing where it cannot be read now. */
    public Optional<byte[]> included(String wanted, boolean global) {
        Optional<ScriptName> name = ScriptName.parse(wanted);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        try {
            if (global) {
                return store.globalScripts().included(name.get(), account.domain()).map(GlobalScripts.Text::bytes);
            }
            Scripts own = store.open(account).scripts();
            return own.find(name.get()).isPresent() ? Optional.of(own.read(name.get()).bytes()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
