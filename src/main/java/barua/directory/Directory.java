package barua.directory;

import barua.message.Address;
import barua.message.Domain;
import java.util.List;
import java.util.Optional;

/**
 * Everything that mail needs to know about domains, accounts and aliases, in memory: an immutable snapshot that is replaced
 * after each change and written to a last-good copy, so that mail flows while the database is away. Safe for many threads.
 */
public final class Directory {

    public boolean isOurs(Domain domain) {
        throw new UnsupportedOperationException("contract");
    }

    public List<Domain> domains() {
        throw new UnsupportedOperationException("contract");
    }

    /** What the address stands for, without following aliases; postmaster and abuse always exist; {@code +detail} is left out by the caller. */
    public Entry lookUp(Address address) {
        throw new UnsupportedOperationException("contract");
    }

    public Optional<Account> account(Address address) {
        throw new UnsupportedOperationException("contract");
    }

    /** By address, or by a local part alone where it is in the main domain (the oldest). */
    public Optional<Account> byLogin(String user) {
        throw new UnsupportedOperationException("contract");
    }

    public List<Account> accounts() {
        throw new UnsupportedOperationException("contract");
    }

    /** Addresses that the account may write from: its own and the aliases that lead to it alone; with any {@code +detail}. */
    public List<Address> sendersOf(Account account) {
        throw new UnsupportedOperationException("contract");
    }
}
