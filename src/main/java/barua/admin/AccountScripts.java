package barua.admin;

import barua.mailbox.GlobalScripts;
import barua.mailbox.GlobalScripts.When;
import barua.mailbox.MailStore;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.sieve.Includes;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scripts that have to do with one account's mail, read as they are when mail comes. */
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

    /** All that are run when mail comes, in their order: those before everybody's, the account's own, those after. */
    List<Script> run() throws IOException, SieveException {
        List<Script> scripts = new ArrayList<>(global(When.BEFORE));
        Optional<Scripts.Text> active = store.open(account).scripts().active();
        if (active.isPresent()) {
            scripts.add(compile(active.get().entry().name().text(), active.get().bytes()));
        }
        scripts.addAll(global(When.AFTER));
        return scripts;
    }

    private List<Script> global(When when) throws IOException, SieveException {
        List<Script> scripts = new ArrayList<>();
        for (GlobalScripts.Text text : store.globalScripts().of(when, account.domain())) {
            scripts.add(compile(text.entry().name().text(), text.bytes()));
        }
        return scripts;
    }
}
