package barua.admin;

import barua.admin.Operation.Meant;
import barua.delivery.AccountScripts;
import barua.delivery.DryRun;
import barua.delivery.KnownLists;
import barua.directory.Account;
import barua.directory.Directory;
import barua.directory.Entry;
import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.MailboxException;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.sieve.Complaint;
import barua.sieve.Includes;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The operations on Sieve scripts. What cannot be run is not put. */
final class ScriptOperations {

    private static final byte[] NOTHING = {};
    /** For whom a global script is read before it is kept: all names of lists are known to it that are known for anybody. */
    private static final Address SOMEBODY = Address.of("somebody@localhost");

    private final Directory directory;
    private final MailStore store;
    private final DryRun dryRun;
    private final KnownLists lists;

    ScriptOperations(Operations.Parts parts) {
        this.directory = parts.directory();
        this.store = parts.store();
        this.dryRun = parts.dryRun();
        this.lists = new KnownLists(store, directory);
    }

    /** @param message what a script is tried on; empty for all other operations */
    Result result(Operation.OnScripts operation, Content message) throws IOException {
        return switch (operation) {
            case Operation.ListScripts(Address address) -> new Result.Scripts(scripts(address).list());
            case Operation.ShowScript(Address address, var name, long version) -> show(scripts(address), name, version);
            case Operation.ScriptVersions(Address address, ScriptName name) -> new Result.ScriptVersions(scripts(address).versions(name));
            case Operation.PutScript put -> put(put);
            case Operation.ActivateScript activate -> activate(activate);
            case Operation.RemoveScript remove -> {
                scripts(remove.address()).delete(remove.name());
                yield new Result.Changed(remove);
            }
            case Operation.RenameScript rename -> {
                scripts(rename.address()).rename(rename.from(), rename.to());
                yield new Result.Changed(rename);
            }
            case Operation.CheckScript(Meant meant) -> check(meant);
            case Operation.TestScript(Meant meant, Optional<Address> to) -> test(meant, to, message);
            case Operation.ListGlobalScripts() -> new Result.GlobalScripts(global().list());
            case Operation.ShowGlobalScript(ScriptName name) -> new Result.ScriptText(name, global().read(name).bytes());
            case Operation.PutGlobalScript put -> put(put);
            case Operation.RemoveGlobalScript remove -> {
                global().delete(remove.name());
                yield new Result.Changed(remove);
            }
            case Operation.OrderGlobalScripts order -> {
                global().order(order.names());
                yield new Result.Changed(order);
            }
        };
    }

    private Scripts scripts(Address address) throws IOException {
        return store.open(account(address)).scripts();
    }

    private Address account(Address address) throws MailboxException {
        return directory.account(address).map(Account::address)
                .orElseThrow(() -> new MailboxException(MailboxException.Reason.NONEXISTENT, "there is no account " + address));
    }

    private GlobalScripts global() {
        return store.globalScripts();
    }

    private static Result show(Scripts scripts, Optional<ScriptName> name, long version) throws IOException {
        if (name.isEmpty()) {
            return scripts.active().<Result>map(text -> new Result.ScriptText(text.entry().name(), text.bytes()))
                    .orElse(new Result.Refused("no script is active"));
        }
        byte[] text = version == 0 ? scripts.read(name.get()).bytes() : scripts.read(name.get(), version);
        return new Result.ScriptText(name.get(), text);
    }

    private Result put(Operation.PutScript put) throws IOException {
        List<Complaint> complaints = dryRun.of(account(put.address()), put.name().text(), put.text()).complaints();
        if (!complaints.isEmpty()) {
            return new Result.Complaints(put.name().text(), put.label(), complaints);
        }
        scripts(put.address()).put(put.name(), put.text(), OptionalLong.empty());
        return new Result.Changed(put);
    }

    private Result activate(Operation.ActivateScript activate) throws IOException {
        Scripts scripts = scripts(activate.address());
        if (activate.name().isPresent()) {
            String name = activate.name().get().text();
            List<Complaint> complaints = dryRun.of(account(activate.address()), name, scripts.read(activate.name().get()).bytes()).complaints();
            if (!complaints.isEmpty()) {
                return new Result.Complaints(name, name, complaints);
            }
        }
        scripts.activate(activate.name());
        return new Result.Changed(activate);
    }

    private DryRun.Tried tried(Meant meant) throws IOException {
        Address account = account(meant.address());
        if (meant.text().isPresent()) {
            return dryRun.of(account, meant.label(), meant.text().get());
        }
        return meant.name().isEmpty() ? dryRun.active(account)
                : dryRun.of(account, meant.name().get().text(), scripts(account).read(meant.name().get()).bytes());
    }

    private Result check(Meant meant) throws IOException {
        return new Result.Complaints(meant.name().map(ScriptName::text).orElse(meant.label()), meant.label(), tried(meant).complaints());
    }

    /** Of scripts that cannot all be read nothing is tried. */
    private Result test(Meant meant, Optional<Address> to, Content message) throws IOException {
        DryRun.Tried tried = tried(meant);
        if (!tried.complaints().isEmpty()) {
            return new Result.Tried(List.of(), tried.complaints());
        }
        DryRun.Result result = to.isPresent() ? tried.on(message, to.get()) : tried.on(message);
        return new Result.Tried(result.doings(), result.complaints());
    }

    private Result put(Operation.PutGlobalScript put) throws IOException {
        try {
            AccountScripts.checkOfInstitution(put.name().text(), put.text(), includes(), lists.ofInstitution(SOMEBODY));
        } catch (SieveException wrong) {
            return new Result.Complaints(put.name().text(), put.label(), wrong.complaints());
        }
        Optional<String> never = neverRun(put);
        if (never.isPresent()) {
            return new Result.Refused(never.get() + ": the script would never be run");
        }
        global().put(put.name(), put.text(), put.when(), put.reach(), OptionalLong.empty());
        return new Result.Changed(put);
    }

    private Optional<String> neverRun(Operation.PutGlobalScript put) {
        return switch (put.reach()) {
            case GlobalScripts.Reach.Everybody _ -> Optional.empty();
            case GlobalScripts.Reach.OfDomain(Domain domain) -> directory.isOurs(domain) ? Optional.empty()
                    : Optional.of("there is no domain " + domain.unicode() + " here");
            case GlobalScripts.Reach.OfAddress _ when put.when() == GlobalScripts.When.INCLUDED ->
                    Optional.of("a script that is included is for all or a domain");
            case GlobalScripts.Reach.OfAddress(Address address) -> switch (directory.lookUp(address)) {
                case Entry.Alias _, Entry.Members _ -> Optional.empty();
                case Entry.Person _ -> Optional.of(address + " is an account, which has scripts of its own");
                case Entry.Nobody _, Entry.Foreign _ -> Optional.of("there is no address " + address + " here");
            };
        };
    }

    /** Addresses that have global scripts and are there. */
    List<Address> addressesWithScripts() throws IOException {
        return global().list().stream().flatMap(entry -> entry.reach() instanceof GlobalScripts.Reach.OfAddress(Address address) ? Stream.of(address)
                : Stream.empty()).filter(this::isShared).distinct().toList();
    }

    /** Of those the ones that are not there any more lose their scripts: whoever gets such an address next shall not find them. @return what was done */
    List<Operation.Change> forgetScriptsOfGone(List<Address> before) throws IOException {
        List<Address> gone = before.stream().filter(address -> !isShared(address)).toList();
        return gone.isEmpty() ? List.of() : global().deleteOf(gone).stream().<Operation.Change>map(Operation.RemoveGlobalScript::new).toList();
    }

    private boolean isShared(Address address) {
        return switch (directory.lookUp(address)) {
            case Entry.Alias _, Entry.Members _ -> true;
            case Entry.Person _, Entry.Nobody _, Entry.Foreign _ -> false;
        };
    }

    /** Of whom the personal ones would be is not known yet. */
    private Includes includes() {
        return (name, global) -> global ? ScriptName.parse(name).flatMap(this::included) : Optional.of(NOTHING);
    }

    private Optional<byte[]> included(ScriptName name) {
        try {
            boolean there = global().list().stream().anyMatch(entry -> entry.name().equals(name) && entry.when() == GlobalScripts.When.INCLUDED);
            return there ? Optional.of(global().read(name).bytes()) : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }
}
