package barua.server;

import barua.delivery.AccountScripts;
import barua.delivery.KnownLists;
import barua.mailbox.MailStore;
import barua.mailbox.ScriptName;
import barua.managesieve.ScriptCheck;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.SieveException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads scripts as they are read when mail comes, with all that they include. */
record ScriptChecks(MailStore store, KnownLists lists) implements ScriptCheck {

    private static final byte[] NOTHING = {};

    @Override
    public Verdict check(Address account, ScriptName name, byte[] text, boolean run) {
        List<String> warnings = new ArrayList<>();
        try {
            AccountScripts scripts = new AccountScripts(store, lists, account);
            scripts.check(name.text(), text, (wanted, global) -> {
                Optional<byte[]> there = scripts.included(wanted, global);
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
}
