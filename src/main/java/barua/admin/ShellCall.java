package barua.admin;

import barua.message.Address;
import barua.message.Domain;
import java.util.List;
import java.util.Optional;

/** What a barua command asks of the running server. */
sealed interface ShellCall {

    record Status() implements ShellCall {
    }

    /** How to log in, for whoever has just started the server. */
    record Welcome() implements ShellCall {
    }

    sealed interface OnDomains extends ShellCall {
    }

    record AddDomain(Domain domain) implements OnDomains {
    }

    record ListDomains() implements OnDomains {
    }

    record RemoveDomain(Domain domain) implements OnDomains {
    }

    sealed interface OnAccounts extends ShellCall {
    }

    /** @param password empty to have one generated; the strings of a request cannot be wiped, the array can */
    record AddAccount(Address address, String name, String language, Optional<byte[]> password) implements OnAccounts {
    }

    /** Each line: address, name, language; the last two may be missing. */
    record AddAccounts(List<String> lines) implements OnAccounts {
    }

    record ListAccounts() implements OnAccounts {
    }

    record ShowAccount(Address address) implements OnAccounts {
    }

    record RemoveAccount(Address address) implements OnAccounts {
    }

    record RenameAccount(Address from, Address to) implements OnAccounts {
    }

    record EnableAccount(Address address, boolean enabled) implements OnAccounts {
    }

    /** @param bytes {@link Long#MAX_VALUE} for no limit */
    record Quota(Address address, long bytes) implements OnAccounts {
    }

    record Administrator(Address address, boolean administrator) implements OnAccounts {
    }

    record Password(Address address, Optional<byte[]> password) implements OnAccounts {
    }

    sealed interface OnAliases extends ShellCall {
    }

    record AddAlias(Address alias, List<Address> targets) implements OnAliases {
    }

    record ListAliases() implements OnAliases {
    }

    /** Without targets: all of it. */
    record RemoveAlias(Address alias, List<Address> targets) implements OnAliases {
    }

    sealed interface OnQueue extends ShellCall {
    }

    record ListQueue() implements OnQueue {
    }

    record RetryQueued(String queueId) implements OnQueue {
    }

    record RemoveQueued(String queueId) implements OnQueue {
    }

    /** Tries all that waits. */
    record FlushQueue() implements OnQueue {
    }

    record Trace(String word, int limit) implements ShellCall {
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
    record Sendmail(String user, Optional<String> from, String fullName, List<String> recipients, boolean fromHeader, boolean errorMail) implements ShellCall {
    }

    /** sendmail -bv: what would become of mail for them. */
    record Verify(List<String> recipients) implements ShellCall {
    }

    /** Not a call that this server knows, or one with wrong arguments. */
    record Wrong(String why) implements ShellCall {
    }
}
