package barua.admin;

import barua.directory.Directory;
import barua.directory.DirectoryException;
import barua.directory.Registry;
import barua.mailbox.MailStore;
import barua.message.Content;
import barua.queue.Queue;
import barua.trace.Event;
import barua.trace.Trace;
import jakarta.ejb.EJBException;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Carries out what barua commands ask. Whoever reaches it may do everything: the socket's mode is the only guard. */
public final class Shell {

    private static final Logger LOG = Logger.getLogger(Shell.class.getName());
    private static final int MOST_EVENTS = 10_000;

    private final Directory directory;
    private final Registry registry;
    private final Accounts accounts;
    private final Queue queue;
    private final Trace trace;
    private final Sendmail sendmail;
    private final Supplier<Vitals> vitals;
    private final Supplier<List<String>> welcome;

    /**
     * What the shell works on.
     *
     * @param welcome how to log in
     * @param quota   of a new account, in bytes
     */
    public record Parts(Directory directory, Registry registry, MailStore store, Queue queue, Trace trace, Sendmail sendmail, Supplier<Vitals> vitals,
            Supplier<List<String>> welcome, long quota) {
    }

    public Shell(Parts parts) {
        this.directory = parts.directory;
        this.registry = parts.registry;
        this.accounts = new Accounts(parts);
        this.queue = parts.queue;
        this.trace = parts.trace;
        this.sendmail = parts.sendmail;
        this.vitals = parts.vitals;
        this.welcome = parts.welcome;
    }

    /** @param message what followed the request; empty for most */
    Answer answer(ShellCall call, Content message) {
        try {
            return switch (call) {
                case ShellCall.Status() -> status();
                case ShellCall.Welcome() -> new Answer.Done(welcome.get(), JsonValue.EMPTY_JSON_OBJECT);
                case ShellCall.OnDomains onDomains -> answer(onDomains);
                case ShellCall.OnAccounts onAccounts -> accounts.answer(onAccounts);
                case ShellCall.OnAliases onAliases -> answer(onAliases);
                case ShellCall.OnQueue onQueue -> answer(onQueue);
                case ShellCall.Trace(String word, int limit) -> trace(word, Math.clamp(limit, 1, MOST_EVENTS));
                case ShellCall.Sendmail mail -> sendmail.report(mail, message).answer();
                case ShellCall.Verify(var recipients) -> sendmail.verify(recipients).answer();
                case ShellCall.Wrong(String why) -> Answer.refused(why);
            };
        } catch (DirectoryException refused) {
            return Answer.refused(refused.getMessage());
        } catch (EJBException away) {
            LOG.log(Level.WARNING, "a command met the database away", away);
            return Answer.refused("the database is away: nothing was changed, try again in a moment");
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "a command failed", failed);
            return Answer.refused(String.valueOf(failed.getMessage()));
        }
    }

    private Answer status() {
        Vitals now = vitals.get();
        List<String> lines = new ArrayList<>();
        lines.add("Barua has been running for " + words(now.up()) + " as process " + ProcessHandle.current().pid());
        lines.add("database: " + (now.databaseAnswers() ? "answers" : "away; mail flows on from the last good copy of the directory"));
        lines.add("directory: " + directory.domains().size() + " domains, " + directory.accounts().size() + " accounts");
        lines.add("queue: " + queue.items().size() + " messages wait");
        JsonObjectBuilder services = Json.createObjectBuilder();
        for (Map.Entry<String, Integer> port : now.ports().entrySet()) {
            int open = now.connections().getOrDefault(port.getKey(), 0);
            lines.add("%-12s port %5d, %d connections".formatted(port.getKey(), port.getValue(), open));
            services.add(port.getKey(), Json.createObjectBuilder().add("port", port.getValue()).add("connections", open));
        }
        return new Answer.Done(lines, Json.createObjectBuilder().add("pid", ProcessHandle.current().pid()).add("seconds", now.up().toSeconds()).add("database", now.databaseAnswers())
                .add("domains", directory.domains().size()).add("accounts", directory.accounts().size()).add("queued", queue.items().size()).add("services", services).build());
    }

    private Answer answer(ShellCall.OnDomains call) throws DirectoryException {
        return switch (call) {
            case ShellCall.AddDomain(var domain) -> {
                registry.addDomain(domain);
                yield Answer.done("added " + domain.unicode());
            }
            case ShellCall.RemoveDomain(var domain) -> {
                registry.removeDomain(domain);
                yield Answer.done("removed " + domain.unicode());
            }
            case ShellCall.ListDomains() -> {
                List<String> names = directory.domains().stream().map(domain -> domain.unicode()).toList();
                yield new Answer.Done(names, Json.createArrayBuilder(names).build());
            }
        };
    }

    private Answer answer(ShellCall.OnAliases call) throws DirectoryException {
        return switch (call) {
            case ShellCall.AddAlias(var alias, var targets) -> {
                registry.addAlias(alias, targets);
                yield Answer.done("mail for " + alias + " goes to " + targets.stream().map(Object::toString).toList());
            }
            case ShellCall.RemoveAlias(var alias, var targets) -> {
                registry.removeAlias(alias, targets);
                yield Answer.done(targets.isEmpty() ? "removed " + alias : "mail for " + alias + " goes no longer to " + targets);
            }
            case ShellCall.ListAliases() -> {
                JsonObjectBuilder data = Json.createObjectBuilder();
                directory.aliases().forEach(alias -> data.add(alias.address().toString(), Json.createArrayBuilder(alias.targets().stream().map(Object::toString).toList())));
                yield new Answer.Done(directory.aliases().stream().map(alias -> alias.address() + " -> " + String.join(", ", alias.targets().stream().map(Object::toString).toList())).toList(), data.build());
            }
        };
    }

    private Answer answer(ShellCall.OnQueue call) throws IOException {
        return switch (call) {
            case ShellCall.ListQueue() -> waiting();
            case ShellCall.RetryQueued(String id) -> queue.retry(id) ? Answer.done(id + " is tried now") : Answer.refused("nothing waits as " + id);
            case ShellCall.FlushQueue() -> Answer.done(queue.flush() + " messages are tried now");
            case ShellCall.RemoveQueued(String id) -> queue.remove(id) ? Answer.done("removed " + id) : Answer.refused("nothing waits as " + id);
        };
    }

    private Answer waiting() {
        List<String> lines = new ArrayList<>();
        JsonArrayBuilder data = Json.createArrayBuilder();
        for (Queue.Item item : queue.items()) {
            lines.add(item.queueId() + "  " + item.arrived() + "  " + item.size() + " bytes  from " + item.from());
            JsonArrayBuilder recipients = Json.createArrayBuilder();
            for (Queue.Waiting waiting : item.waiting()) {
                lines.add("    " + waiting.recipient() + "  tried " + waiting.attempts() + " times, next " + waiting.next() + (waiting.lastWord().isEmpty() ? "" : "  (" + waiting.lastWord() + ")"));
                recipients.add(Json.createObjectBuilder().add("address", waiting.recipient().toString()).add("attempts", waiting.attempts())
                        .add("next", waiting.next().toString()).add("lastWord", waiting.lastWord()));
            }
            data.add(Json.createObjectBuilder().add("id", item.queueId()).add("from", item.from().toString()).add("size", item.size())
                    .add("arrived", item.arrived().toString()).add("recipients", recipients));
        }
        return new Answer.Done(lines.isEmpty() ? List.of("nothing waits") : lines, data.build());
    }

    private Answer trace(String word, int limit) throws IOException {
        List<Event> events = trace.find(word, limit);
        JsonArrayBuilder data = Json.createArrayBuilder();
        for (Event event : events) {
            data.add(Json.createObjectBuilder().add("when", event.when().toString()).add("queueId", event.queueId()).add("messageId", event.messageId())
                    .add("what", event.what()).add("who", event.who()).add("why", event.why()));
        }
        List<String> lines = events.stream().map(event -> event.when() + "  " + event.queueId() + "  " + event.what() + "  " + event.who() + "  " + event.why()).toList();
        return new Answer.Done(lines.isEmpty() ? List.of("no trace of " + word) : lines, data.build());
    }

    private static String words(Duration time) {
        return time.toDays() > 0 ? time.toDays() + " d " + time.toHoursPart() + " h" : time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min" : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
