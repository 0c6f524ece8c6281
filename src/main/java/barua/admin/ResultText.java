package barua.admin;

import barua.directory.Account;
import barua.mailbox.Mailbox;
import barua.mailbox.ScriptName;
import barua.message.Address;
import barua.queue.Queue;
import barua.search.IndexState;
import barua.search.SearchState;
import barua.trace.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Results in lines for people. */
final class ResultText {

    private static final String[] UNITS = {"bytes", "KB", "MB", "GB", "TB"};

    private ResultText() {
    }

    static List<String> lines(Result result) {
        return switch (result) {
            case Result.Refused(String why) -> List.of(why);
            case Result.Running running -> running(running);
            case Result.Welcome(List<String> lines) -> lines;
            case Result.Changed(Operation.Change change) -> List.of(words(change));
            case Result.Domains(var domains) -> domains.stream().map(domain -> domain.unicode()).toList();
            case Result.DomainShown(var domain, long accounts, boolean searched) -> List.of("domain:    " + domain.unicode(), "accounts:  " + accounts,
                    "search:    " + (searched ? "on" : "off"));
            case Result.Accounts(List<Account> accounts) -> accounts.stream().map(ResultText::line).toList();
            case Result.Shown shown -> shown(shown);
            case Result.Added(Address account, Optional<String> generated) ->
                    List.of("added " + account + generated.map(password -> " with password " + password).orElse(""));
            case Result.AddedAll(List<Result.Line> lines) -> lines.stream().map(ResultText::line).toList();
            case Result.PasswordSet(Address account, Optional<String> generated) ->
                    List.of("changed the password of " + account + generated.map(made -> " to " + made).orElse(""));
            case Result.Aliases(var aliases) -> aliases.stream().map(alias -> alias.address() + " -> " + list(alias.targets())).toList();
            case Result.Waiting(List<Queue.Item> items) -> items.isEmpty() ? List.of("nothing waits") : items.stream().flatMap(item -> item(item).stream())
                    .toList();
            case Result.Indexed indexed -> index(indexed);
            case Result.Flushed(int messages) -> List.of(messages == 0 ? "nothing waits" : messages + " messages are tried now");
            case Result.Events(String word, List<Event> events) -> events.isEmpty() ? List.of("no trace of " + word) : events.stream().map(ResultText::line)
                    .toList();
            case Result.HandedIn(Report report) -> report.words();
            case Result.Scripts _, Result.GlobalScripts _, Result.ScriptVersions _, Result.ScriptText _, Result.Complaints _, Result.Tried _ ->
                    ScriptRendering.lines(result);
        };
    }

    /** What was done, in a sentence; also for the trace. */
    static String words(Operation.Change change) {
        return switch (change) {
            case Operation.AddDomain(var domain) -> "added " + domain.unicode();
            case Operation.RemoveDomain(var domain) -> "removed " + domain.unicode();
            case Operation.SearchDomain(var domain, boolean on) -> "search of " + domain.unicode() + (on ? " is on: its indexes are made"
                    : " is off: its indexes are deleted, searches look through the mail itself");
            case Operation.AddAccount add -> "added " + add.address().folded();
            case Operation.RemoveAccount(Address address) -> "removed " + address + "; its mail is kept aside under mail/.removed";
            case Operation.RenameAccount(Address from, Address to) -> from + " is now " + to + "; mail for the old address still arrives";
            case Operation.EnableAccount(Address address, boolean enabled) -> (enabled ? "enabled " : "disabled ") + address;
            case Operation.Quota(Address address, long bytes) -> "quota of " + address + ": " + size(bytes);
            case Operation.Administrator(Address address, boolean on) -> address + (on ? " is" : " is not") + " an administrator";
            case Operation.Password password -> "changed the password of " + password.address();
            case Operation.AddAlias(Address alias, List<Address> targets) -> "mail for " + alias + " goes to " + list(targets);
            case Operation.RemoveAlias(Address alias, List<Address> targets) -> targets.isEmpty() ? "removed " + alias : "mail for " + alias
                    + " goes no longer to " + list(targets);
            case Operation.RetryQueued(String id) -> id + " is tried now";
            case Operation.FlushQueue() -> "all that waits is tried now";
            case Operation.RemoveQueued(String id) -> "removed " + id;
            case Operation.Reindex(Address address) -> "the index of " + address + " is made anew";
            case Operation.PutScript put -> "put the script " + put.name() + " of " + put.address();
            case Operation.ActivateScript(Address address, var name) ->
                    (name.isPresent() ? "the script " + name.get() : "no script") + " of " + address + " is run from now on";
            case Operation.RemoveScript(Address address, var name) -> "removed the script " + name + " of " + address;
            case Operation.RenameScript(Address address, var from, var to) -> "the script " + from + " of " + address + " is now " + to;
            case Operation.PutGlobalScript put -> "put the global script " + put.name() + ", " + ScriptRendering.standing(put.when(), put.reach());
            case Operation.RemoveGlobalScript(var name) -> "removed the global script " + name;
            case Operation.OrderGlobalScripts(var names) -> "global scripts are run in the order "
                    + String.join(", ", names.stream().map(ScriptName::text).toList());
        };
    }

    private static List<String> index(Result.Indexed indexed) {
        IndexState now = indexed.index();
        if (now.room().isEmpty()) {
            return List.of(indexed.account() + ": no index, the search of " + indexed.account().domain().unicode() + " is switched off");
        }
        String files = now.filesToRead() == 0 ? "" : ", files of " + now.filesToRead() + " are yet to be read";
        return List.of(indexed.account() + ": " + now.percent() + "% (" + now.known() + " of " + now.all() + " messages)" + files + "; " + size(now.bytes())
                + switch (now.room().get()) {
                    case ALL -> "";
                    case LETTERS -> "; there is room for letters, not for files";
                    case NONE -> "; there is no room for more";
                });
    }

    private static List<String> running(Result.Running running) {
        Vitals now = running.vitals();
        List<String> lines = new ArrayList<>();
        lines.add("Barua has been running for " + words(now.up()) + " as process " + running.pid());
        lines.add("database: " + (now.databaseAnswers() ? "answers" : "away; mail flows on from the last good copy of the directory"));
        lines.add("directory: " + running.domains() + " domains, " + running.accounts() + " accounts");
        lines.add("queue: " + running.queued() + " messages wait");
        now.disk().ifPresent(disk -> lines.add("disk: " + disk.percent() + "% full, " + size(disk.free()) + " of " + size(disk.total()) + " free"
                + (disk.free() < disk.least() ? ": no mail is taken in below " + size(disk.least()) : "")));
        SearchState search = running.search();
        lines.add("search: " + (search.behind() == 0 ? search.limits().parked() == 0 ? "all mail is known" : "all mail is known for which there is room"
                : search.behind() + " accounts are behind, for " + search.lag().toSeconds() + " s at most")
                + (search.filesBehind() == 0 ? "" : ", files of " + search.filesBehind() + " accounts are yet to be read") + "; " + size(search.bytes()));
        limits(search.limits()).ifPresent(lines::add);
        for (Map.Entry<String, Integer> port : now.ports().entrySet()) {
            Integer connections = now.connections().get(port.getKey());
            lines.add("%-12s port %5d".formatted(port.getKey(), port.getValue()) + (connections == null ? "" : ", " + connections + " connections"));
        }
        return lines;
    }

    private static Optional<String> limits(SearchState.Limits limits) {
        String waiting = limits.parked() == 0 ? "" : "; " + limits.parked() + " accounts wait for room";
        return switch (limits.room()) {
            case NONE -> Optional.of("search: " + (limits.disk() ? "the disk is nearly full" : "the indexes take what barua.search.disk-total allows")
                    + ": what comes is not taken in, searches look through it" + waiting);
            case LETTERS -> Optional.of("search: the indexes take most of what barua.search.disk-total allows: files are not read" + waiting);
            case ALL -> limits.parked() == 0 ? Optional.empty() : Optional.of("search: " + limits.parked()
                    + " accounts have reached barua.search.disk-per-account");
        };
    }

    private static String line(Account account) {
        return "%-40s %s%s%s".formatted(account.address(), account.name(), account.administrator() ? " (administrator)" : "", account.enabled() ? ""
                : " (disabled)");
    }

    private static List<String> shown(Result.Shown shown) {
        Account account = shown.account();
        List<String> lines = new ArrayList<>(List.of("address:        " + account.address(), "name:           " + account.name(), "language:       "
                + account.language(),
                "enabled:        " + (account.enabled() ? "yes" : "no"), "administrator:  " + (account.administrator() ? "yes" : "no"), "quota:          "
                + size(account.quota())));
        shown.mail().map(ResultText::line).ifPresent(lines::add);
        lines.add("may write as:   " + list(shown.senders()));
        return lines;
    }

    private static String line(Mailbox.Usage usage) {
        return "mail:           " + usage.messages() + " messages, " + size(usage.bytes());
    }

    private static String line(Result.Line line) {
        return switch (line) {
            case Result.Line.Made(Address account, String password) -> account + "," + password;
            case Result.Line.NotMade(String text, String why) -> "# not added: " + text + ": " + why;
        };
    }

    private static List<String> item(Queue.Item item) {
        List<String> lines = new ArrayList<>();
        lines.add(item.queueId() + "  " + item.arrived() + "  " + item.size() + " bytes  from " + item.from());
        for (Queue.Waiting waiting : item.waiting()) {
            String lastWord = waiting.lastWord().isEmpty() ? "" : "  (" + waiting.lastWord() + ")";
            lines.add("    " + waiting.recipient() + "  tried " + waiting.attempts() + " times, next " + waiting.next() + lastWord);
        }
        return lines;
    }

    private static String line(Event event) {
        return event.when() + "  " + event.queueId() + "  " + event.what() + "  " + event.who() + "  " + event.why();
    }

    private static String list(List<Address> addresses) {
        return String.join(", ", addresses.stream().map(Address::toString).toList());
    }

    private static String size(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return "none";
        }
        int unit = 0;
        double amount = bytes;
        while (amount >= 1024 && unit < UNITS.length - 1) {
            amount /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", amount, UNITS[unit]);
    }

    private static String words(Duration time) {
        if (time.toDays() > 0) {
            return time.toDays() + " d " + time.toHoursPart() + " h";
        }
        return time.toHours() > 0 ? time.toHours() + " h " + time.toMinutesPart() + " min" : time.toMinutes() + " min " + time.toSecondsPart() + " s";
    }
}
