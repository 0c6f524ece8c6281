package barua.admin;

import barua.mailbox.GlobalScripts;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.message.Domain;
import java.util.List;
import java.util.Optional;

/** What somebody asks of the running server: in the shell today, over other doors as they come. {@link Operations} carries it out. */
public sealed interface Operation {

    /** It changes something, so that it leaves a trace with the name of whoever asked. */
    sealed interface Change extends Operation {

        /** What the trace calls global Sieve scripts. */
        String SIEVE = "sieve";

        /** The address that it is about, else the domain's name or another word; empty where it is about none. */
        default String concerns() {
            return switch (this) {
                case AddDomain(Domain domain) -> domain.toString();
                case RemoveDomain(Domain domain) -> domain.toString();
                case SearchDomain(Domain domain, _) -> domain.toString();
                case AddAccount add -> add.address().folded().toString();
                case RemoveAccount(Address address) -> address.folded().toString();
                case RenameAccount(Address from, _) -> from.folded().toString();
                case EnableAccount(Address address, _) -> address.folded().toString();
                case Quota(Address address, _) -> address.folded().toString();
                case Administrator(Address address, _) -> address.folded().toString();
                case Password password -> password.address().folded().toString();
                case AddAlias(Address alias, _) -> alias.folded().toString();
                case RemoveAlias(Address alias, _) -> alias.folded().toString();
                case RetryQueued _, FlushQueue _, RemoveQueued _ -> "";
                case PutScript put -> put.address().folded().toString();
                case ActivateScript(Address address, _) -> address.folded().toString();
                case RemoveScript(Address address, _) -> address.folded().toString();
                case RenameScript(Address address, _, _) -> address.folded().toString();
                case PutGlobalScript _, RemoveGlobalScript _, OrderGlobalScripts _ -> SIEVE;
                case Reindex(Address address) -> address.folded().toString();
            };
        }

        /** The queue id that it is about, for the trace. */
        default String queueIdOr(String none) {
            return switch (this) {
                case RetryQueued(String queueId) -> queueId;
                case RemoveQueued(String queueId) -> queueId;
                case AddDomain _, RemoveDomain _, SearchDomain _, AddAccount _, RemoveAccount _, RenameAccount _, EnableAccount _, Quota _,
                        Administrator _, Password _, AddAlias _,
                        RemoveAlias _, FlushQueue _, PutScript _, ActivateScript _, RemoveScript _, RenameScript _, PutGlobalScript _, RemoveGlobalScript _,
                        OrderGlobalScripts _, Reindex _ -> none;
            };
        }
    }

    record Status() implements Operation {
    }

    /** How to log in, for whoever has just started the server. */
    record Welcome() implements Operation {
    }

    sealed interface OnDomains extends Operation {
    }

    record AddDomain(Domain domain) implements OnDomains, Change {
    }

    record ListDomains() implements OnDomains {
    }

    record ShowDomain(Domain domain) implements OnDomains {
    }

    /** Whether its accounts have a full-text index. */
    record SearchDomain(Domain domain, boolean on) implements OnDomains, Change {
    }

    record RemoveDomain(Domain domain) implements OnDomains, Change {
    }

    sealed interface OnAccounts extends Operation {
    }

    /** @param password empty to have one generated; the strings of a request cannot be wiped, the array can */
    record AddAccount(Address address, String name, String language, Optional<byte[]> password) implements OnAccounts, Change {

        /** As the trace tells it of an account that was one of many. */
        static AddAccount of(Address address) {
            return new AddAccount(address, "", "", Optional.empty());
        }
    }

    /** Each line: address, name, language; the last two may be missing. At most {@value Operations#LINES_AT_ONCE}. */
    record AddAccounts(List<String> lines) implements OnAccounts {
    }

    record ListAccounts() implements OnAccounts {
    }

    record ShowAccount(Address address) implements OnAccounts {
    }

    record RemoveAccount(Address address) implements OnAccounts, Change {
    }

    record RenameAccount(Address from, Address to) implements OnAccounts, Change {
    }

    record EnableAccount(Address address, boolean enabled) implements OnAccounts, Change {
    }

    /** @param bytes {@link Long#MAX_VALUE} for no limit */
    record Quota(Address address, long bytes) implements OnAccounts, Change {
    }

    record Administrator(Address address, boolean administrator) implements OnAccounts, Change {
    }

    record Password(Address address, Optional<byte[]> password) implements OnAccounts, Change {
    }

    sealed interface OnAliases extends Operation {
    }

    record AddAlias(Address alias, List<Address> targets) implements OnAliases, Change {
    }

    record ListAliases() implements OnAliases {
    }

    /** Without targets: all of it. */
    record RemoveAlias(Address alias, List<Address> targets) implements OnAliases, Change {
    }

    sealed interface OnQueue extends Operation {
    }

    record ListQueue() implements OnQueue {
    }

    record RetryQueued(String queueId) implements OnQueue, Change {
    }

    /** Tries all that waits and is not held. */
    record FlushQueue() implements OnQueue, Change {
    }

    record RemoveQueued(String queueId) implements OnQueue, Change {
    }

    /** On Sieve scripts, an account's own or the institution's. */
    sealed interface OnScripts extends Operation {
    }

    record ListScripts(Address address) implements OnScripts {
    }

    /** @param name empty for the active one @param version 0 for the present text */
    record ShowScript(Address address, Optional<ScriptName> name, long version) implements OnScripts {
    }

    record ScriptVersions(Address address, ScriptName name) implements OnScripts {
    }

    /** @param label what complaints call the text: the file that it came from */
    record PutScript(Address address, ScriptName name, byte[] text, String label) implements OnScripts, Change {
    }

    /** @param name empty: none is run */
    record ActivateScript(Address address, Optional<ScriptName> name) implements OnScripts, Change {
    }

    record RemoveScript(Address address, ScriptName name) implements OnScripts, Change {
    }

    record RenameScript(Address address, ScriptName from, ScriptName to) implements OnScripts, Change {
    }

    /**
     * Which script is meant.
     *
     * @param name of one that is kept; empty where there is a text, and for all that is run on the account's mail
     * @param text one that is not kept
     */
    record Meant(Address address, Optional<ScriptName> name, Optional<byte[]> text, String label) {
    }

    record CheckScript(Meant script) implements OnScripts {
    }

    /** What would be done with the message that follows the request. @param to the address that it was written to; empty for the account's own */
    record TestScript(Meant script, Optional<Address> to) implements OnScripts {
    }

    record ListGlobalScripts() implements OnScripts {
    }

    record ShowGlobalScript(ScriptName name) implements OnScripts {
    }

    record PutGlobalScript(ScriptName name, byte[] text, GlobalScripts.When when, GlobalScripts.Reach reach, String label) implements OnScripts, Change {
    }

    record RemoveGlobalScript(ScriptName name) implements OnScripts, Change {
    }

    /** @param names these first, in this order; the others follow as they stand */
    record OrderGlobalScripts(List<ScriptName> names) implements OnScripts, Change {
    }

    /** On what the full-text index knows of an account's mail. */
    sealed interface OnIndexes extends Operation {
    }

    record ShowIndex(Address address) implements OnIndexes {
    }

    /** It is made anew; searches look through the mail itself meanwhile. */
    record Reindex(Address address) implements OnIndexes, Change {
    }

    record Trace(String word, int limit) implements Operation {
    }

    /**
     * sendmail(1): the message follows the request.
     *
     * @param user       who calls, as the system knows it
     * @param from       the envelope's sender where it was said ({@code -f}); {@code <>} for nobody
     * @param fullName   for a From field that is missing ({@code -F})
     * @param recipients as written: addresses, or local parts of the main domain
     * @param fromHeader take recipients from To, Cc and Bcc too ({@code -t})
     * @param errorMail  what is refused is told to the sender by mail ({@code -oem})
     */
    record Sendmail(String user, Optional<String> from, String fullName, List<String> recipients, boolean fromHeader, boolean errorMail) implements Operation {
    }

    /** sendmail -bv: what would become of mail for them. */
    record Verify(List<String> recipients) implements Operation {
    }
}
