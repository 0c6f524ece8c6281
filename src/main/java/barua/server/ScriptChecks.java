package barua.server;

import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.managesieve.ScriptCheck;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads scripts as they are read when mail comes, with all that they include. */
record ScriptChecks(MailStore store) implements ScriptCheck {

    private static final byte[] NOTHING = {};

    @Override
    public Verdict check(Address account, ScriptName name, byte[] text, boolean run) {
        List<String> warnings = new ArrayList<>();
        try {
            Script.compile(name.text(), text, Limits.DEFAULT, Script.extensions(), (wanted, global) -> {
                Optional<byte[]> there = included(account, wanted, global);
                if (there.isPresent() || run) {
                    return there;
                }
                // RFC 6609 §3.2: scripts may be put in any order.
                warnings.add("there is no " + (global ? "global " : "") + "script \"" + wanted + "\" to be included: until there is, this one is not run");
                return Optional.of(NOTHING);
            });
            return new Verdict(List.of(), warnings);
        } catch (SieveException wrong) {
            return new Verdict(wrong.complaints().stream().map(complaint -> words(complaint, name)).toList(), List.of());
        }
    }

    private static String words(Complaint complaint, ScriptName name) {
        return complaint.place().script().equals(name.text()) ? complaint.toString() : complaint.place().script() + ", " + complaint;
    }

    private Optional<byte[]> included(Address account, String wanted, boolean global) {
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
