package barua.admin;

import barua.admin.Operation.Meant;
import barua.delivery.AccountScripts;
import barua.delivery.DryRun;
import barua.directory.Account;
import barua.directory.Directory;
import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.MailboxException;
import barua.mailbox.ScriptName;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.message.Content;
import barua.sieve.Complaint;
import barua.sieve.Includes;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The operations on Sieve scripts. What cannot be run is not put. */
final class ScriptOperations {

    private static final byte[] NOTHING = {};

    private final Directory directory;
    private final MailStore store;
    private final DryRun dryRun;

    ScriptOperations(Operations.Parts parts) {
        this.directory = parts.directory();
        this.store = parts.store();
        this.dryRun = parts.dryRun();
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
            case Operation.TestScript(Meant meant) -> test(meant, message);
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
    private Result test(Meant meant, Content message) throws IOException {
        DryRun.Tried tried = tried(meant);
        if (!tried.complaints().isEmpty()) {
            return new Result.Tried(List.of(), tried.complaints());
        }
        DryRun.Result result = tried.on(message);
        return new Result.Tried(result.doings(), result.complaints());
    }

    private Result put(Operation.PutGlobalScript put) throws IOException {
        try {
            AccountScripts.compile(put.name().text(), put.text(), includes());
        } catch (SieveException wrong) {
            return new Result.Complaints(put.name().text(), put.label(), wrong.complaints());
        }
        if (put.domain().filter(domain -> !directory.isOurs(domain)).isPresent()) {
            return new Result.Refused("there is no domain " + put.domain().get().unicode() + " here: the script would never be run");
        }
        global().put(put.name(), put.text(), put.when(), put.domain(), OptionalLong.empty());
        return new Result.Changed(put);
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
