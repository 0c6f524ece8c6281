package barua.admin;

import barua.delivery.DryRun;
import barua.directory.Directory;
import barua.directory.DirectoryException;
import barua.directory.Registry;
import barua.mailbox.MailStore;
import barua.message.Address;
import barua.message.Content;
import barua.message.Domain;
import barua.queue.Queue;
import barua.search.Search;
import barua.trace.Event;
import barua.trace.Trace;
import jakarta.ejb.EJBException;
import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The administration: records in, records out, whoever asks and over whichever door. Who may ask is the door's to judge; what was changed
 * stands in the trace with the name of whoever did it.
 */
public final class Operations {

    /** Lines of a list of people that are taken in one operation. */
    public static final int LINES_AT_ONCE = 100;

    private static final Logger LOG = Logger.getLogger(Operations.class.getName());
    private static final int MOST_EVENTS = 10_000;

    private final Parts parts;
    private final AccountOperations accounts;
    private final ScriptOperations scripts;

    /**
     * What the operations work on.
     *
     * @param welcome how to log in
     * @param quota   of a new account, in bytes
     * @param dryRun  tries scripts
     */
    public record Parts(Directory directory, Registry registry, MailStore store, Search search,
            Queue queue, Trace trace, Sendmail sendmail, Supplier<Vitals> vitals,
            Supplier<List<String>> welcome, long quota, DryRun dryRun) {
    }

    public Operations(Parts parts) {
        this.parts = parts;
        this.accounts = new AccountOperations(parts);
        this.scripts = new ScriptOperations(parts);
    }

    /** @param message what was handed in with it; empty for most */
    public Result carryOut(Operation operation, Actor actor, Content message) {
        try {
            List<Address> shared = operation instanceof Operation.Change ? scripts.addressesWithScripts() : List.of();
            Result result = result(operation, message);
            changes(operation, result).forEach(change -> trace(change, actor));
            scripts.forgetScriptsOfGone(shared).forEach(change -> trace(change, actor));
            return result;
        } catch (DirectoryException refused) {
            return new Result.Refused(refused.getMessage());
        } catch (EJBException away) {
            LOG.log(Level.WARNING, "an operation met the database away", away);
            return new Result.Refused("the database is away: nothing was changed, try again in a moment");
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "an operation failed", failed);
            return new Result.Refused(String.valueOf(failed.getMessage()));
        }
    }

    /** The passwords that this result holds did not reach whoever asked, and stand nowhere else: those accounts are taken away again. */
    void unseen(Result result, Actor actor) {
        for (Address account : result.madeWithPasswords()) {
            LOG.log(Level.WARNING, "{0} is not made: whoever asked for it did not hear its password", account);
            carryOut(new Operation.RemoveAccount(account), actor, Content.of(new byte[0]));
        }
    }

    private Result result(Operation operation, Content message) throws DirectoryException, IOException {
        return switch (operation) {
            case Operation.Status() -> new Result.Running(parts.vitals.get(), ProcessHandle.current().pid(), parts.directory.domains().size(),
                    parts.directory.accounts().size(), parts.queue.items().size(), parts.search.state());
            case Operation.Welcome() -> new Result.Welcome(parts.welcome.get());
            case Operation.OnDomains onDomains -> result(onDomains);
            case Operation.OnAccounts onAccounts -> accounts.result(onAccounts);
            case Operation.OnAliases onAliases -> result(onAliases);
            case Operation.OnQueue onQueue -> result(onQueue);
            case Operation.OnScripts onScripts -> scripts.result(onScripts, message);
            case Operation.OnIndexes onIndexes -> result(onIndexes);
            case Operation.Trace(String word, int limit) -> new Result.Events(word, parts.trace.find(word, Math.clamp(limit, 1, MOST_EVENTS)));
            case Operation.Sendmail mail -> new Result.HandedIn(parts.sendmail.report(mail, message));
            case Operation.Verify(List<String> recipients) -> new Result.HandedIn(parts.sendmail.verify(recipients));
        };
    }

    private Result result(Operation.OnDomains operation) throws DirectoryException {
        return switch (operation) {
            case Operation.AddDomain add -> {
                parts.registry.addDomain(add.domain());
                yield new Result.Changed(add);
            }
            case Operation.RemoveDomain remove -> {
                parts.registry.removeDomain(remove.domain());
                yield new Result.Changed(remove);
            }
            case Operation.ListDomains() -> new Result.Domains(parts.directory.domains());
            case Operation.ShowDomain(Domain domain) -> shown(domain);
            case Operation.SearchDomain search -> {
                parts.registry.search(search.domain(), search.on());
                parts.search.lookAround();
                yield new Result.Changed(search);
            }
        };
    }

    private Result shown(Domain domain) {
        if (!parts.directory.isOurs(domain)) {
            return new Result.Refused("There is no domain " + domain + " here.");
        }
        long accounts = parts.directory.accounts().stream().filter(account -> account.address().domain().equals(domain)).count();
        return new Result.DomainShown(domain, accounts, !parts.directory.unsearched().contains(domain));
    }

    private Result result(Operation.OnAliases operation) throws DirectoryException {
        return switch (operation) {
            case Operation.AddAlias add -> {
                parts.registry.addAlias(add.alias(), add.targets());
                yield new Result.Changed(add);
            }
            case Operation.RemoveAlias remove -> {
                parts.registry.removeAlias(remove.alias(), remove.targets());
                yield new Result.Changed(remove);
            }
            case Operation.ListAliases() -> new Result.Aliases(parts.directory.aliases());
        };
    }

    private Result result(Operation.OnQueue operation) throws IOException {
        return switch (operation) {
            case Operation.ListQueue() -> new Result.Waiting(parts.queue.items());
            case Operation.RetryQueued retry -> parts.queue.retry(retry.queueId()) ? new Result.Changed(retry) : nothingWaits(retry.queueId());
            case Operation.FlushQueue() -> new Result.Flushed(parts.queue.flush());
            case Operation.RemoveQueued remove -> parts.queue.remove(remove.queueId()) ? new Result.Changed(remove) : nothingWaits(remove.queueId());
        };
    }

    private Result result(Operation.OnIndexes operation) throws IOException {
        Address asked = switch (operation) {
            case Operation.ShowIndex(Address address) -> address.folded();
            case Operation.Reindex(Address address) -> address.folded();
        };
        if (!parts.store.exists(asked)) {
            return new Result.Refused("there is no account " + asked);
        }
        return switch (operation) {
            case Operation.ShowIndex _ -> new Result.Indexed(asked, parts.search.state(asked));
            case Operation.Reindex _ when !parts.search.isIndexed(asked) -> new Result.Refused("the search of " + asked.domain()
                    + " is switched off: barua domain set " + asked.domain() + " --search on");
            case Operation.Reindex reindex -> {
                parts.search.reindex(asked);
                yield new Result.Changed(reindex);
            }
        };
    }

    private static Result nothingWaits(String queueId) {
        return new Result.Refused("nothing waits as " + queueId);
    }

    /** What an operation changed: itself, or one for each account that it made; nothing where it was refused. */
    private static List<Operation.Change> changes(Operation operation, Result result) {
        if (result instanceof Result.Refused || result instanceof Result.Complaints) {
            return List.of();
        }
        return switch (operation) {
            case Operation.Change change -> List.of(change);
            case Operation.AddAccounts _ -> result.madeWithPasswords().stream().<Operation.Change>map(Operation.AddAccount::of).toList();
            case Operation.Status _, Operation.Welcome _, Operation.ListDomains _, Operation.ShowDomain _,
                    Operation.ListAccounts _, Operation.ShowAccount _, Operation.ListAliases _,
                    Operation.ListQueue _, Operation.Trace _, Operation.Sendmail _, Operation.Verify _, Operation.ListScripts _, Operation.ShowScript _,
                    Operation.ScriptVersions _,
                    Operation.CheckScript _, Operation.TestScript _, Operation.ListGlobalScripts _, Operation.ShowGlobalScript _, Operation.ShowIndex _ ->
                    List.of();
        };
    }

    private void trace(Operation.Change change, Actor actor) {
        parts.trace.record(Event.of(change.queueIdOr(""), "", "changed", change.concerns(), ResultText.words(change) + ", by " + actor));
    }
}
