package barua.delivery;

import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.ExternalLists;
import barua.sieve.Includes;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** How a text is read as a script of one account: with all extensions, the limits of delivery, what it may include, and the lists that it may ask. */
public record AccountScripts(MailStore store, KnownLists lists, Address account) {

    /** To be run. */
    public Script compile(String name, byte[] text) throws SieveException {
        return compile(name, text, this::included, lists.of(account));
    }

    /** One of the institution's, to be run on the account's mail. */
    Script compileOfInstitution(String name, byte[] text) throws SieveException {
        return compile(name, text, this::included, lists.ofInstitution(account));
    }

    /** To be kept or tried: lists that it counts on must be there now. */
    public Script check(String name, byte[] text) throws SieveException {
        return check(name, text, this::included);
    }

    public Script check(String name, byte[] text, Includes includes) throws SieveException {
        return withLists(compile(name, text, includes, lists.of(account)));
    }

    /** One of the institution's, to be kept. */
    public static void checkOfInstitution(String name, byte[] text, Includes includes, ExternalLists lists) throws SieveException {
        withLists(compile(name, text, includes, lists));
    }

    private static Script compile(String name, byte[] text, Includes includes, ExternalLists lists) throws SieveException {
        return Script.compile(name, text, Limits.DEFAULT, Script.extensions(), includes, lists);
    }

    private static Script withLists(Script script) throws SieveException {
        List<Complaint> missing = script.missingLists();
        if (!missing.isEmpty()) {
            throw new SieveException(missing);
        }
        return script;
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
