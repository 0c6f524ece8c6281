package barua.directory;

import barua.directory.DirectoryException.Reason;
import barua.message.Address;
import barua.message.Domain;
import jakarta.ejb.EJB;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Changes to the directory, each one transaction; afterwards {@link Directory} shows it and listeners hear of it.
 * Database trouble comes out as {@link jakarta.ejb.EJBException}: nothing was changed.
 *
 * <p>It runs outside of any transaction and lets {@link Ledger} have its own, so that what is told here is committed.
 * The Directory is asked for late: whoever makes it needs this bean first.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Registry {

    private static final int LONGEST_NAME = 200;
    /** What the pages and the mail of the server itself speak. */
    public static final Set<String> LANGUAGES = Set.of("en", "sw");

    private static final int LONGEST_PASSWORD = 1_024;   // bytes

    @EJB
    private Ledger ledger;

    @Inject
    private Provider<Directory> directory;

    /** For the container. */
    public Registry() {
    }

    Registry(Ledger ledger, Provider<Directory> directory) {
        this.ledger = ledger;
        this.directory = directory;
    }

    /** Everything as it is in the database now: the source of {@link Directory#open}. */
    public Snapshot snapshot() {
        return ledger.snapshot();
    }

    public void addDomain(Domain domain) throws DirectoryException {
        if (domain.isLiteral() || domain.ascii().indexOf('.') < 0) {
            throw new DirectoryException(Reason.NOT_ALLOWED, domain + " is not a domain name such as chuo.example.");
        }
        ledger.addDomain(domain);
        refresh();
    }

    /** Whether its accounts have a full-text index; whoever keeps the indexes makes or deletes them in its own time. */
    public void search(Domain domain, boolean on) throws DirectoryException {
        ledger.search(domain, on);
        refresh();
    }

    /** @throws DirectoryException NOT_ALLOWED while it has accounts or aliases */
    public void removeDomain(Domain domain) throws DirectoryException {
        ledger.removeDomain(domain);
        refresh();
    }

    /** @param password UTF-8, hashed here (Argon2id and a SCRAM-SHA-256 verifier); the caller wipes it */
    public void addAccount(Address address, String name, byte[] password, String language) throws DirectoryException {
        Optional<DirectoryException> refused = addAccounts(List.of(new NewAccount(address, name, password, false, language, Long.MAX_VALUE))).getFirst();
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    /**
     * Many at once: those that are right in one transaction.
     *
     * @return for each, in their order, why it was not made; empty where it was
     */
    public List<Optional<DirectoryException>> addAccounts(List<NewAccount> accounts) {
        Map<Integer, Ledger.Row> rows = new LinkedHashMap<>();
        List<Optional<DirectoryException>> refusals = new ArrayList<>(Collections.nCopies(accounts.size(), Optional.empty()));
        for (int i = 0; i < accounts.size(); i++) {
            try {
                rows.put(i, row(accounts.get(i)));
            } catch (DirectoryException refused) {
                refusals.set(i, Optional.of(refused));
            }
        }
        keep(rows).forEach((i, refused) -> refusals.set(i, Optional.of(refused)));
        refresh();
        return refusals;
    }

    private static Ledger.Row row(NewAccount account) throws DirectoryException {
        check(account.address());
        check(account.name(), account.language());
        check(account.quota());
        check(account.password());
        Credentials credentials = account.drawn() ? Credentials.ofRandom(account.password()) : Credentials.of(account.password());
        return new Ledger.Row(account.address(), account.name().strip(), account.language(), credentials, account.quota());
    }

    /** Together, or, where one of them is in the way of all, one after the other. */
    private Map<Integer, DirectoryException> keep(Map<Integer, Ledger.Row> rows) {
        Map<Integer, DirectoryException> refused = new LinkedHashMap<>();
        try {
            ledger.addAccounts(List.copyOf(rows.values()));
        } catch (DirectoryException oneOfThem) {
            rows.forEach((i, row) -> {
                try {
                    ledger.addAccounts(List.of(row));
                } catch (DirectoryException thisOne) {
                    refused.put(i, thisOne);
                }
            });
        }
        return refused;
    }

    public void removeAccount(Address address) throws DirectoryException {
        ledger.leave(address);
        refresh();
        removed(address.folded());
        refresh();
    }

    /** The old address stays as an alias. */
    public void renameAccount(Address from, Address to) throws DirectoryException {
        check(to);
        ledger.rename(from, to);
        refresh();
        renamed(from.folded(), to.folded());
        refresh();
    }

    public void password(Address address, byte[] password) throws DirectoryException {
        Credentials credentials = credentials(password);
        ledger.password(address, credentials.hash(), credentials.scram());
        refresh();
    }

    public void enable(Address address, boolean enabled) throws DirectoryException {
        ledger.enable(address, enabled);
        refresh();
    }

    /** @param bytes {@link Long#MAX_VALUE} for no limit */
    public void quota(Address address, long bytes) throws DirectoryException {
        check(bytes);
        ledger.quota(address, bytes);
        refresh();
    }

    public void administrator(Address address, boolean administrator) throws DirectoryException {
        ledger.administrator(address, administrator);
        refresh();
    }

    /** Language and display name, by the person itself. */
    public void present(Address address, String name, String language) throws DirectoryException {
        check(name, language);
        ledger.present(address, name.strip(), language);
        refresh();
    }

    /** Adds targets to an alias, which is made where it is missing. */
    public void addAlias(Address alias, List<Address> targets) throws DirectoryException {
        check(alias);
        if (targets.isEmpty() || targets.stream().anyMatch(target -> target.folded().equals(alias.folded()))) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "An alias leads to one or more addresses other than itself.");
        }
        ledger.addAlias(alias, targets);
        refresh();
    }

    /** Takes targets away, all where none is named; an alias without targets is gone. A former address is taken away in the same way. */
    public void removeAlias(Address alias, List<Address> targets) throws DirectoryException {
        ledger.removeAlias(alias, targets);
        refresh();
    }

    /** What is kept under keys that begin so. */
    public Map<String, String> settings(String prefix) {
        return ledger.settings(prefix);
    }

    public void set(String key, String value) {
        ledger.set(key, value);
    }

    /**
     * Completes what a crash or a failing listener left half done: renamings, removals, accounts that nobody was told of. To be called at start,
     * after listeners are there,
     * and every minute: an account whose mail could not move takes no mail and no login until it did.
     */
    public void settle() {
        Map<Address, Address> moving = ledger.moving();
        List<Address> leaving = ledger.leaving();
        moving.forEach(this::renamed);
        leaving.forEach(this::removed);
        if (!moving.isEmpty() || !leaving.isEmpty()) {
            refresh();
        }
        directory.get().greet();
    }

    private void renamed(Address from, Address to) {
        directory.get().completeAlone(() -> {
            boolean due = to.equals(ledger.moving().get(from));   // else somebody completed it meanwhile
            if (due && directory.get().tell(listener -> listener.renamed(from, to))) {
                moved(to);
            }
        });
    }

    private void moved(Address to) {
        try {
            ledger.moved(to);
        } catch (DirectoryException goneMeanwhile) {
            // Renamed or removed once more by somebody else: that change tells its own.
        }
    }

    private void removed(Address account) {
        directory.get().completeAlone(() -> {
            boolean due = ledger.leaving().contains(account);
            if (due && directory.get().tell(listener -> listener.removed(account))) {
                ledger.forget(account);
            }
        });
    }

    /** The change is committed: where the database goes away right now, the Directory follows later. */
    private void refresh() {
        directory.get().refresh();
    }

    private static Credentials credentials(byte[] password) throws DirectoryException {
        check(password);
        return Credentials.of(password);
    }

    private static void check(byte[] password) throws DirectoryException {
        if (password.length == 0 || password.length > LONGEST_PASSWORD) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "A password has 1 to " + LONGEST_PASSWORD + " bytes.");
        }
    }

    private static void check(long quota) throws DirectoryException {
        if (quota < 0) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "A quota cannot be negative.");
        }
    }

    /** What stands behind {@code +} is the owner's to choose, so no address of its own may hold one. */
    private static void check(Address address) throws DirectoryException {
        if (address.local().indexOf('+') >= 0) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "An address of ours may not hold a + sign.");
        }
    }

    private static void check(String name, String language) throws DirectoryException {
        if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "A name has 1 to " + LONGEST_NAME + " characters without line ends.");
        }
        if (!LANGUAGES.contains(language)) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "There is no language " + language + " here; there are "
                    + String.join(", ", new TreeSet<>(LANGUAGES)) + ".");
        }
    }
}
