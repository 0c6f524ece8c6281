package barua.directory;

import barua.directory.DirectoryException.Reason;
import barua.message.Address;
import barua.message.Domain;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.exception.ConstraintViolationException;

/**
 * The directory's rows, each method one transaction. Whoever changes something asks {@link Registry}, which also tells those who
 * must know; this class is public only because the container asks it.
 */
@Stateless
public class Ledger {

    private static final int TARGETS_AT_MOST = 1_000;
    private static final String DECOY = "directory.decoy";

    @PersistenceContext(unitName = "barua")
    EntityManager rows;

    public Snapshot snapshot() {
        List<DomainRow> domains = rows.createQuery("select d from DomainRow d order by d.id", DomainRow.class).getResultList();
        Set<Domain> unsearched = domains.stream().filter(row -> !row.searched).map(row -> new Domain(row.name)).collect(Collectors.toSet());
        List<Snapshot.Person> people =
                rows.createQuery("select a from AccountRow a join fetch a.address r join fetch r.domain where a.leaving = false order by a.id",
                AccountRow.class).getResultStream().map(Ledger::person).toList();
        List<Snapshot.Former> former = rows.createQuery("select f from FormerAddressRow f join fetch f.address r join fetch r.domain order by f.until, f.id",
                FormerAddressRow.class).getResultStream().map(row -> new Snapshot.Former(row.address.address(), row.account.id)).toList();
        String decoy = rows.find(SettingRow.class, DECOY).value;
        return new Snapshot(domains.stream().map(row -> new Domain(row.name)).toList(), unsearched, people, former, aliases(), decoy);
    }

    public void addDomain(Domain domain) throws DirectoryException {
        if (!rows.createQuery("select d from DomainRow d where d.name = :name", DomainRow.class).setParameter("name", domain.ascii()).getResultList()
                .isEmpty()) {
            throw new DirectoryException(Reason.ALREADY_EXISTS, "There is already a domain " + domain + ".");
        }
        keep(new DomainRow(domain.ascii(), now()), "domain " + domain);
    }

    /** Whether its accounts have a full-text index. */
    public void search(Domain domain, boolean on) throws DirectoryException {
        domain(domain).searched = on;
    }

    public void removeDomain(Domain domain) throws DirectoryException {
        DomainRow row = domain(domain);
        long addresses = rows.createQuery("select count(r) from AddressRow r where r.domain = :domain", Long.class).setParameter("domain", row)
                .getSingleResult();
        if (addresses > 0) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "The domain " + domain + " still has " + addresses
                    + " addresses (accounts, former addresses, aliases).");
        }
        rows.remove(row);
        flush("domain " + domain);
    }

    /** An account that is to be kept. @param quota {@link Long#MAX_VALUE} for no limit */
    public record Row(Address address, String name, String language, Credentials credentials, long quota) {
    }

    /** All of them or none. */
    public void addAccounts(List<Row> accounts) throws DirectoryException {
        for (Row account : accounts) {
            AccountRow row = new AccountRow(newAddress(account.address()), account.name(), account.language(), account.credentials(), now());
            row.quota = account.quota() == Long.MAX_VALUE ? null : account.quota();
            rows.persist(row);
        }
        flush("accounts");
    }

    /** From now on nobody sees the account; its address stays taken until {@link #forget}. */
    public void leave(Address address) throws DirectoryException {
        AccountRow row = dispensable(address);
        row.leaving = true;
        row.enabled = false;
        touch(row);
    }

    /** Removes what is left of an account that is leaving, and every alias target that named it. */
    public void forget(Address address) {
        for (AccountRow row : byAddress("select a from AccountRow a join fetch a.address r where a.leaving = true and r.local = :local and r.domain.name = "
                + ":domain",
                AccountRow.class, address).getResultList()) {
            List<FormerAddressRow> former = rows.createQuery("select f from FormerAddressRow f join fetch f.address where f.account = :account",
                    FormerAddressRow.class)
                    .setParameter("account", row).getResultList();
            AddressRow own = row.address;
            former.forEach(rows::remove);
            rows.remove(row);
            rows.flush();
            former.forEach(old -> rows.remove(old.address));
            rows.remove(own);
            replaceTarget(address, Optional.empty());
        }
    }

    /** Addresses of accounts that are leaving. */
    public List<Address> leaving() {
        return rows.createQuery("select r from AccountRow a join a.address r join fetch r.domain where a.leaving = true order by a.id", AddressRow.class)
                .getResultStream().map(AddressRow::address).toList();
    }

    /** The account gets the new address at once; its mail has still to be moved, see {@link #moved}. */
    public void rename(Address from, Address to) throws DirectoryException {
        AccountRow row = account(from);
        if (row.movingFrom != null) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "The account is being renamed already.");
        }
        AddressRow old = row.address;
        row.address = formerOf(row, to).isPresent() ? free(formerOf(row, to).get()) : newAddress(to);
        row.movingFrom = old;
        touch(row);
        keep(new FormerAddressRow(old, row, now()), "former address " + from);
        replaceTarget(from, Optional.of(to));
    }

    /** Its mail has been moved. */
    public void moved(Address account) throws DirectoryException {
        account(account).movingFrom = null;
    }

    /** Accounts whose mail has still to be moved: new address by old. */
    public Map<Address, Address> moving() {
        Map<Address, Address> moving = new LinkedHashMap<>();
        rows.createQuery("select a from AccountRow a join fetch a.address r join fetch r.domain join fetch a.movingFrom m join fetch m.domain order by a.id",
                AccountRow.class).getResultStream().forEach(row -> moving.put(row.movingFrom.address(), row.address.address()));
        return moving;
    }

    public void password(Address address, String hash, String scram) throws DirectoryException {
        AccountRow row = account(address);
        row.passwordHash = hash;
        row.scram = scram;
        touch(row);
    }

    public void enable(Address address, boolean enabled) throws DirectoryException {
        AccountRow row = enabled ? account(address) : dispensable(address);
        row.enabled = enabled;
        touch(row);
    }

    public void quota(Address address, long bytes) throws DirectoryException {
        AccountRow row = account(address);
        row.quota = bytes == Long.MAX_VALUE ? null : bytes;
        touch(row);
    }

    public void administrator(Address address, boolean administrator) throws DirectoryException {
        AccountRow row = administrator ? account(address) : dispensable(address);
        row.administrator = administrator;
        touch(row);
    }

    public void present(Address address, String name, String language) throws DirectoryException {
        AccountRow row = account(address);
        row.name = name;
        row.language = language;
        touch(row);
    }

    public void addAlias(Address alias, List<Address> targets) throws DirectoryException {
        Optional<AliasRow> found = alias(alias);
        AliasRow row = found.isPresent() ? found.get() : new AliasRow(newAddress(alias), now());
        targets.forEach(target -> row.targets.add(text(target)));
        if (row.targets.size() > TARGETS_AT_MOST) {
            throw new DirectoryException(Reason.LIMIT, "An alias leads to at most " + TARGETS_AT_MOST + " addresses.");
        }
        keep(row, "alias " + alias);
    }

    public void removeAlias(Address alias, List<Address> targets) throws DirectoryException {
        Optional<AliasRow> found = alias(alias);
        if (found.isEmpty()) {
            removeFormer(alias);
            return;
        }
        AliasRow row = found.get();
        if (targets.isEmpty()) {
            row.targets.clear();
        } else {
            targets.forEach(target -> row.targets.remove(text(target)));
        }
        dropIfEmpty(row);
    }

    /** Settings that are kept in the database, by key. */
    public Map<String, String> settings(String prefix) {
        Map<String, String> settings = new LinkedHashMap<>();
        rows.createQuery("select s from SettingRow s where substring(s.name, 1, :length) = :prefix order by s.name", SettingRow.class)
                .setParameter("length", prefix.length()).setParameter("prefix", prefix).getResultStream().forEach(row -> settings.put(row.name, row.value));
        return settings;
    }

    public void set(String name, String value) {
        rows.merge(new SettingRow(name, value, now()));
    }

    private static Snapshot.Person person(AccountRow row) {
        return new Snapshot.Person(row.account(), new Credentials(row.passwordHash, row.scram), row.movingFrom != null);
    }

    private List<Entry.Alias> aliases() {
        Map<Address, List<Address>> targets = new LinkedHashMap<>();
        List<Object[]> lines =
                rows.createQuery("select r.local, d.name, t from AliasRow a join a.address r join r.domain d join a.targets t order by d.name, r.local, t",
                Object[].class).getResultList();
        for (Object[] line : lines) {
            List<Address> of = targets.computeIfAbsent(new Address((String) line[0], new Domain((String) line[1])), _ -> new ArrayList<>());
            Address.parse((String) line[2]).ifPresent(of::add);
        }
        return targets.entrySet().stream().map(alias -> new Entry.Alias(alias.getKey(), List.copyOf(alias.getValue()))).toList();
    }

    private DomainRow domain(Domain domain) throws DirectoryException {
        return rows.createQuery("select d from DomainRow d where d.name = :name", DomainRow.class).setParameter("name", domain.ascii())
                .getResultStream().findFirst().orElseThrow(() -> new DirectoryException(Reason.NONEXISTENT, "There is no domain " + domain + " here."));
    }

    /** Locked, so that two changes to one account follow each other. */
    private AccountRow account(Address address) throws DirectoryException {
        return byAddress("select a from AccountRow a join a.address r join r.domain d where a.leaving = false and r.local = :local and d.name = :domain",
                AccountRow.class, address).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst()
                .orElseThrow(() -> new DirectoryException(Reason.NONEXISTENT, "There is no account " + address + "."));
    }

    /** An account without which there is still an administrator. All of them are locked, so that the last two do not leave at once. */
    private AccountRow dispensable(Address address) throws DirectoryException {
        List<AccountRow> able =
                rows.createQuery("select a from AccountRow a where a.administrator = true and a.enabled = true and a.leaving = false order by a.id",
                AccountRow.class).setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultList();
        AccountRow row = account(address);
        if (able.size() == 1 && able.getFirst().id.equals(row.id)) {
            throw new DirectoryException(Reason.NOT_ALLOWED, address + " is the last administrator: make somebody else one first.");
        }
        return row;
    }

    private Optional<AliasRow> alias(Address address) {
        return byAddress("select a from AliasRow a join a.address r join r.domain d where r.local = :local and d.name = :domain", AliasRow.class, address)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE).getResultStream().findFirst();
    }

    private <T> TypedQuery<T> byAddress(String query, Class<T> type, Address address) {
        Address folded = address.folded();
        return rows.createQuery(query, type).setParameter("local", folded.local()).setParameter("domain", folded.domain().ascii());
    }

    private AddressRow newAddress(Address address) throws DirectoryException {
        DomainRow domain = domain(address.domain());
        boolean taken = !byAddress("select r from AddressRow r join r.domain d where r.local = :local and d.name = :domain", AddressRow.class, address)
                .getResultList().isEmpty();
        if (taken) {
            throw new DirectoryException(Reason.ALREADY_EXISTS, "The address " + address
                    + " is taken: it is an account, an alias, or somebody's former address.");
        }
        AddressRow row = new AddressRow(domain, address.folded().local());
        keep(row, "address " + address);
        return row;
    }

    private Optional<FormerAddressRow> formerOf(AccountRow account, Address address) {
        return byAddress("select f from FormerAddressRow f join f.address r join r.domain d where r.local = :local and d.name = :domain",
                FormerAddressRow.class, address)
                .getResultStream().filter(row -> row.account.id.equals(account.id)).findFirst();
    }

    /** Somebody takes a name of their own back. */
    private AddressRow free(FormerAddressRow former) {
        AddressRow address = former.address;
        rows.remove(former);
        rows.flush();
        return address;
    }

    private void removeFormer(Address address) throws DirectoryException {
        FormerAddressRow row = byAddress("select f from FormerAddressRow f join f.address r join r.domain d where r.local = :local and d.name = :domain",
                FormerAddressRow.class, address).getResultStream().findFirst()
                .orElseThrow(() -> new DirectoryException(Reason.NONEXISTENT, "There is no alias " + address + "."));
        if (row.address.equals(row.account.movingFrom)) {
            throw new DirectoryException(Reason.NOT_ALLOWED, "The account is still being renamed.");
        }
        free(row);
        rows.remove(row.address);
    }

    /** In all aliases; without new target the old one goes, and the alias too when it was the last. */
    private void replaceTarget(Address from, Optional<Address> to) {
        List<AliasRow> named = rows.createQuery("select a from AliasRow a where :target member of a.targets", AliasRow.class)
                .setParameter("target", text(from)).getResultList();
        for (AliasRow row : named) {
            row.targets.remove(text(from));
            to.ifPresent(target -> row.targets.add(text(target)));
            dropIfEmpty(row);
        }
    }

    private void dropIfEmpty(AliasRow row) {
        if (row.targets.isEmpty()) {
            rows.remove(row);
            rows.flush();
            rows.remove(row.address);
        }
    }

    /** Our own are compared folded; a foreign local part keeps its case (RFC 5321 §2.4). */
    private String text(Address target) {
        boolean ours = !rows.createQuery("select d.id from DomainRow d where d.name = :name", Long.class)
                .setParameter("name", target.domain().ascii()).getResultList().isEmpty();
        return (ours ? target.folded() : target).toString();
    }

    private void keep(Object row, String what) throws DirectoryException {
        rows.persist(row);
        flush(what);
    }

    /** Two who add the same at once: the second is told so by the unique key. */
    private void flush(String what) throws DirectoryException {
        try {
            rows.flush();
        } catch (ConstraintViolationException meanwhile) {
            throw new DirectoryException(Reason.ALREADY_EXISTS, "Somebody changed the " + what + " at the same moment.");
        } catch (PersistenceException trouble) {
            if (trouble.getCause() instanceof ConstraintViolationException) {
                throw new DirectoryException(Reason.ALREADY_EXISTS, "Somebody changed the " + what + " at the same moment.");
            }
            throw trouble;
        }
    }

    private static void touch(AccountRow row) {
        row.changed = now();
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
