package barua.delivery;

import barua.directory.Account;
import barua.directory.Directory;
import barua.message.Address;
import java.util.ArrayList;
import java.util.List;

/**
 * Whose rules are run.
 *
 * @param account   folded
 * @param name      display name; empty where nobody knows it
 * @param language  such as {@code sw}
 * @param addresses all of the account's, folded, its own first
 */
record Owner(Address account, String name, String language, List<Address> addresses) {

    static Owner of(Directory directory, Address account) {
        List<Address> addresses = new ArrayList<>(List.of(account));
        directory.account(account).ifPresent(known -> directory.sendersOf(known).stream().map(Address::folded).filter(one -> !addresses.contains(one))
                .forEach(addresses::add));
        return new Owner(account, directory.account(account).map(Account::name).orElse(""), directory.account(account).map(Account::language).orElse("en"),
                List.copyOf(addresses));
    }

    /** Whether it is one of the account's, whatever stands behind its {@code +}. @param more further addresses of the owner, by his own word */
    boolean has(Address address, List<Address> more) {
        Address whole = address.folded();
        Address base = base(whole);
        return addresses.contains(whole) || addresses.contains(base) || more.stream().map(Address::folded)
                .anyMatch(own -> own.equals(whole) || own.equals(base));
    }

    private static Address base(Address address) {
        int plus = address.local().indexOf('+');
        return plus <= 0 ? address : new Address(address.local().substring(0, plus), address.domain());
    }
}
