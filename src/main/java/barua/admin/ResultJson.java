package barua.admin;

import barua.directory.Account;
import barua.directory.Entry;
import barua.mailbox.Mailbox;
import barua.message.Address;
import barua.queue.Queue;
import barua.search.Room;
import barua.trace.Event;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Results as data for programs: what {@code --json} prints. */
final class ResultJson {

    private ResultJson() {
    }

    static JsonValue value(Result result) {
        return switch (result) {
            case Result.Refused _, Result.Welcome _, Result.Changed _ -> JsonValue.EMPTY_JSON_OBJECT;
            case Result.Running running -> running(running);
            case Result.Domains(var domains) -> array(domains, domain -> Json.createValue(domain.unicode()));
            case Result.DomainShown(var domain, long accounts, boolean searched) -> Json.createObjectBuilder().add("domain", domain.unicode())
                    .add("accounts", accounts).add("search", searched).build();
            case Result.Accounts(List<Account> accounts) -> array(accounts, account -> account(account).build());
            case Result.Shown shown -> shown(shown);
            case Result.Added(Address account, Optional<String> generated) -> withPassword(account, generated);
            case Result.AddedAll(List<Result.Line> lines) -> array(lines, ResultJson::line);
            case Result.PasswordSet(Address account, Optional<String> generated) -> withPassword(account, generated);
            case Result.Aliases(List<Entry.Alias> aliases) -> aliases(aliases);
            case Result.Waiting(List<Queue.Item> items) -> array(items, ResultJson::item);
            case Result.Indexed(var account, var now) -> Json.createObjectBuilder().add("account", account.toString()).add("known", now.known())
                    .add("messages", now.all()).add("percent", now.percent()).add("filesToRead", now.filesToRead()).add("bytes", now.bytes())
                    .add("room", now.room().map(ResultJson::word).orElse("off")).build();
            case Result.Flushed(int messages) -> Json.createObjectBuilder().add("messages", messages).build();
            case Result.HandedIn(Report report) -> Json.createObjectBuilder().add("exit", report.exit())
                    .add("troubles", Json.createArrayBuilder(report.troubles())).build();
            case Result.Scripts _, Result.GlobalScripts _, Result.ScriptVersions _, Result.ScriptText _, Result.Complaints _, Result.Tried _ ->
                    ScriptRendering.value(result);
            case Result.Events(_, List<Event> events) -> array(events, ResultJson::event);
        };
    }

    private static String word(Room room) {
        return room.name().toLowerCase(Locale.ROOT);
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonValue> one) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(each -> array.add(one.apply(each)));
        return array.build();
    }

    private static JsonArray strings(List<Address> addresses) {
        return array(addresses, address -> Json.createValue(address.toString()));
    }

    private static JsonObject running(Result.Running running) {
        JsonObjectBuilder services = Json.createObjectBuilder();
        for (Map.Entry<String, Integer> port : running.vitals().ports().entrySet()) {
            JsonObjectBuilder service = Json.createObjectBuilder().add("port", port.getValue());
            Optional.ofNullable(running.vitals().connections().get(port.getKey())).ifPresent(connections -> service.add("connections", connections));
            services.add(port.getKey(), service);
        }
        JsonObjectBuilder disk = Json.createObjectBuilder();
        running.vitals().disk().ifPresent(of -> disk.add("free", of.free()).add("total", of.total()).add("least", of.least()));
        return Json.createObjectBuilder().add("pid", running.pid()).add("seconds", running.vitals().up().toSeconds())
                .add("database", running.vitals().databaseAnswers())
                .add("domains", running.domains()).add("accounts", running.accounts()).add("queued", running.queued())
                .add("disk", disk)
                .add("search", Json.createObjectBuilder().add("behind", running.search().behind()).add("lagSeconds", running.search().lag().toSeconds())
                        .add("filesBehind", running.search().filesBehind()).add("bytes", running.search().bytes())
                        .add("room", word(running.search().limits().room())).add("waitForRoom", running.search().limits().parked()))
                .add("services", services).build();
    }

    private static JsonObjectBuilder account(Account account) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("address", account.address().toString()).add("name", account.name())
                .add("language", account.language())
                .add("enabled", account.enabled()).add("administrator", account.administrator());
        return account.quota() == Long.MAX_VALUE ? json.addNull("quota") : json.add("quota", account.quota());
    }

    private static JsonObject shown(Result.Shown shown) {
        JsonObjectBuilder data = account(shown.account());
        if (shown.mail().isPresent()) {
            Mailbox.Usage mail = shown.mail().get();
            data.add("messages", mail.messages()).add("bytes", mail.bytes());
        }
        return data.add("senders", strings(shown.senders())).build();
    }

    private static JsonObject withPassword(Address account, Optional<String> generated) {
        JsonObjectBuilder data = Json.createObjectBuilder().add("address", account.toString());
        generated.ifPresent(password -> data.add("password", password));
        return data.build();
    }

    private static JsonObject line(Result.Line line) {
        return switch (line) {
            case Result.Line.Made(Address account, String password) -> withPassword(account, Optional.of(password));
            case Result.Line.NotMade(String text, String why) -> Json.createObjectBuilder().add("line", text).add("why", why).build();
        };
    }

    private static JsonObject aliases(List<Entry.Alias> aliases) {
        JsonObjectBuilder data = Json.createObjectBuilder();
        aliases.forEach(alias -> data.add(alias.address().toString(), strings(alias.targets())));
        return data.build();
    }

    private static JsonObject item(Queue.Item item) {
        return Json.createObjectBuilder().add("id", item.queueId()).add("from", item.from().toString()).add("size", item.size())
                .add("arrived", item.arrived().toString())
                .add("recipients", array(item.waiting(), ResultJson::waiting)).build();
    }

    private static JsonObject waiting(Queue.Waiting waiting) {
        return Json.createObjectBuilder().add("address", waiting.recipient().toString()).add("attempts", waiting.attempts())
                .add("next", waiting.next().toString())
                .add("lastWord", waiting.lastWord()).build();
    }

    private static JsonObject event(Event event) {
        return Json.createObjectBuilder().add("when", event.when().toString()).add("queueId", event.queueId()).add("messageId", event.messageId())
                .add("what", event.what()).add("who", event.who()).add("why", event.why()).build();
    }
}
