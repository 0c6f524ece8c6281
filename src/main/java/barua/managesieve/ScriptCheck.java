package barua.managesieve;

import barua.mailbox.ScriptName;
import barua.message.Address;
import java.util.List;

/** The port to whoever reads scripts. */
@FunctionalInterface
public interface ScriptCheck {

    /**
     * What there is to say of a script.
     *
     * @param complaints what is wrong, a line each: it cannot be run
     * @param warnings   what is likely not meant, a line each
     */
    record Verdict(List<String> complaints, List<String> warnings) {

        public Verdict {
            complaints = List.copyOf(complaints);
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * As the account's script of that name.
     *
     * @param run whether it is to be run: then the scripts that it includes must be there, which else may follow
     */
    Verdict check(Address account, ScriptName name, byte[] text, boolean run);
}
