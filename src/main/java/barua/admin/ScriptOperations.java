package barua.admin;

import barua.admin.Operation.Meant;
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
import barua.sieve.Script;
import barua.sieve.SieveException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** The operations on Sieve scripts. What cannot be run is not put. */
final class ScriptOperations {

    private static final byte[] NOTHING = {};

    private final Directory directory;
    private final MailStore store;

    ScriptOperations(Operations.Parts parts) {
        this.directory = parts.directory();
        this.store = parts.store();
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
        return store.open(account(address).address()).scripts();
    }

    private Account account(Address address) throws MailboxException {
        return directory.account(address).orElseThrow(() -> new MailboxException(MailboxException.Reason.NONEXISTENT, "there is no account " + address));
    }

    /** What is wrong with a text as a script of that account. */
    private List<Complaint> complaints(Address address, String name, byte[] text) throws IOException {
        try {
            new AccountScripts(store, account(address).address()).compile(name, text);
            return List.of();
        } catch (SieveException wrong) {
            return wrong.complaints();
        }
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
        List<Complaint> complaints = complaints(put.address(), put.name().text(), put.text());
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
            List<Complaint> complaints = complaints(activate.address(), name, scripts.read(activate.name().get()).bytes());
            if (!complaints.isEmpty()) {
                return new Result.Complaints(name, name, complaints);
            }
        }
        scripts.activate(activate.name());
        return new Result.Changed(activate);
    }

    /** Scripts of an account, or what is wrong with them. */
    private record Read(List<Script> scripts, List<Complaint> complaints) {
    }

    private Read read(Meant meant) throws IOException {
        AccountScripts scripts = new AccountScripts(store, account(meant.address()).address());
        try {
            if (meant.text().isPresent()) {
                return new Read(List.of(scripts.compile(meant.label(), meant.text().get())), List.of());
            }
            if (meant.name().isEmpty()) {
                return new Read(scripts.run(), List.of());
            }
            ScriptName name = meant.name().get();
            return new Read(List.of(scripts.compile(name.text(), scripts(meant.address()).read(name).bytes())), List.of());
        } catch (SieveException wrong) {
            return new Read(List.of(), wrong.complaints());
        }
    }

    private Result check(Meant meant) throws IOException {
        return new Result.Complaints(meant.name().map(ScriptName::text).orElse(meant.label()), meant.label(), read(meant).complaints);
    }

    private Result test(Meant meant, Content message) throws IOException {
        Read read = read(meant);
        if (!read.complaints.isEmpty()) {
            return new Result.Tried(List.of(), read.complaints);
        }
        Account account = account(meant.address());
        List<Address> addresses = Stream.concat(Stream.of(account.address()), directory.sendersOf(account).stream()).distinct().toList();
        return new ScriptTrial(store.open(account.address()), addresses).of(read.scripts, message);
    }

    private Result put(Operation.PutGlobalScript put) throws IOException {
        try {
            AccountScripts.compile(put.name().text(), put.text(), includes());
        } catch (SieveException wrong) {
            return new Result.Complaints(put.name().text(), put.label(), wrong.complaints());
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
