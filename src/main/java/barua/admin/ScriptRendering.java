package barua.admin;

import barua.delivery.Doing;
import barua.mailbox.GlobalScripts;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.message.Domain;
import barua.sieve.Complaint;
import barua.sieve.Place;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Results about Sieve scripts, in lines for people and as data. */
final class ScriptRendering {

    private ScriptRendering() {
    }

    static List<String> lines(Result result) {
        return switch (result) {
            case Result.Scripts(var scripts) -> scripts.isEmpty() ? List.of("no scripts") : scripts.stream().map(ScriptRendering::line).toList();
            case Result.GlobalScripts(var scripts) -> scripts.isEmpty() ? List.of("no global scripts") : scripts.stream().map(ScriptRendering::line).toList();
            case Result.ScriptVersions(var versions) -> versions.stream().map(ScriptRendering::line).toList();
            case Result.ScriptText(_, byte[] text) -> new String(text, StandardCharsets.UTF_8).lines().toList();
            case Result.Complaints complaints -> complaints.complaints().isEmpty() ? List.of(complaints.label() + ": nothing is wrong with it")
                    : complaints.complaints().stream().map(complaint -> line(complaint, complaints)).toList();
            case Result.Tried tried -> lines(tried);
            default -> throw new IllegalArgumentException("not about scripts");
        };
    }

    private static String line(Scripts.Entry script) {
        return "%s  %s  %d bytes%s".formatted(script.name(), script.changed(), script.bytes(), script.active() ? "  (active)" : "");
    }

    private static String line(Scripts.Earlier version) {
        return version.version() + "  " + version.changed() + "  " + version.bytes() + " bytes";
    }

    private static String line(GlobalScripts.Entry script) {
        return "%s  %s  %s  %d bytes".formatted(script.name(), standing(script.when(), script.reach()), script.changed(), script.bytes());
    }

    /** When a global script is run, and for whom. */
    static String standing(GlobalScripts.When when, GlobalScripts.Reach reach) {
        String moment = switch (when) {
            case BEFORE -> "before those of ";
            case AFTER -> "after those of ";
            case INCLUDED -> "to be included by ";
        };
        return moment + switch (reach) {
            case GlobalScripts.Reach.Everybody _ -> "everybody";
            case GlobalScripts.Reach.OfDomain(Domain domain) -> domain.unicode();
            case GlobalScripts.Reach.OfAddress(Address address) -> "whoever gets mail to " + address;
        };
    }

    private static String line(Complaint complaint, Result.Complaints of) {
        return line(complaint, complaint.place().script().equals(of.script()) ? of.label() : complaint.place().script());
    }

    private static String line(Complaint complaint, String label) {
        return label + ":" + complaint.place().line() + ":" + complaint.place().column() + ": " + complaint.text();
    }

    private static List<String> lines(Result.Tried tried) {
        List<String> lines = new ArrayList<>(tried.doings().stream().map(ScriptRendering::words).toList());
        tried.complaints().forEach(complaint -> lines.add(line(complaint, complaint.place().script())));
        return lines;
    }

    private static String words(Doing doing) {
        String what = switch (doing.what()) {
            case FILE -> "file into " + doing.to();
            case REDIRECT -> "send on to " + doing.to();
            case DISCARD -> "throw away";
            case REJECT -> "refuse" + (doing.to().isEmpty() ? "" : " by a report to " + doing.to());
            case ANSWER -> "answer " + doing.to();
            case NOTIFY -> "tell " + doing.to();
            case SNOOZE -> "put out of sight" + (doing.to().isEmpty() ? "" : " into " + doing.to());
            case NOT_FILED -> "not file into " + doing.to();
            case NOT_REDIRECTED -> "not send on to " + doing.to();
            case NOT_ANSWERED -> "not answer" + (doing.to().isEmpty() ? "" : " " + doing.to());
            case NOT_NOTIFIED -> "not tell " + doing.to();
            case NOT_REJECTED -> "not refuse";
            case NOT_SNOOZED -> "not put out of sight";
            case TROUBLE -> "tell the owner that " + doing.to() + " does not work";
        };
        return what + (doing.more().isEmpty() ? "" : ", " + doing.more()) + doing.why().map(why -> ": " + why.words()).orElse("")
                + doing.place().map(place -> " (" + place + ")").orElse("");
    }

    static JsonValue value(Result result) {
        return switch (result) {
            case Result.Scripts(var scripts) -> array(scripts, ScriptRendering::object);
            case Result.GlobalScripts(var scripts) -> array(scripts, ScriptRendering::object);
            case Result.ScriptVersions(var versions) -> array(versions, ScriptRendering::object);
            case Result.ScriptText(var name, byte[] text) -> Json.createObjectBuilder().add("name", name.text())
                    .add("text", new String(text, StandardCharsets.UTF_8)).build();
            case Result.Complaints complaints -> Json.createObjectBuilder().add("complaints", array(complaints.complaints(), ScriptRendering::object)).build();
            case Result.Tried tried -> Json.createObjectBuilder().add("actions", array(tried.doings(), ScriptRendering::object))
                    .add("complaints", array(tried.complaints(), ScriptRendering::object)).build();
            default -> throw new IllegalArgumentException("not about scripts");
        };
    }

    private static <T> JsonArray array(List<T> all, Function<T, JsonValue> one) {
        JsonArrayBuilder array = Json.createArrayBuilder();
        all.forEach(each -> array.add(one.apply(each)));
        return array.build();
    }

    private static JsonObject object(Scripts.Entry script) {
        return Json.createObjectBuilder().add("name", script.name().text()).add("active", script.active()).add("bytes", script.bytes())
                .add("changed", script.changed().toString()).add("version", script.version()).build();
    }

    private static JsonObject object(Scripts.Earlier version) {
        return Json.createObjectBuilder().add("version", version.version()).add("changed", version.changed().toString()).add("bytes", version.bytes()).build();
    }

    private static JsonObject object(GlobalScripts.Entry script) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("name", script.name().text()).add("when", script.when().name().toLowerCase(Locale.ROOT));
        switch (script.reach()) {
            case GlobalScripts.Reach.Everybody _ -> json.addNull("domain").addNull("address");
            case GlobalScripts.Reach.OfDomain(Domain domain) -> json.add("domain", domain.unicode()).addNull("address");
            case GlobalScripts.Reach.OfAddress(Address address) -> json.addNull("domain").add("address", address.toString());
        }
        return json.add("bytes", script.bytes()).add("changed", script.changed().toString()).add("version", script.version()).build();
    }

    private static JsonObject object(Complaint complaint) {
        return placed(complaint.place()).add("text", complaint.text()).build();
    }

    private static JsonObject object(Doing doing) {
        JsonObjectBuilder json = doing.place().map(ScriptRendering::placed).orElseGet(Json::createObjectBuilder)
                .add("what", word(doing.what())).add("to", doing.to()).add("more", doing.more());
        doing.why().ifPresent(why -> json.add("why", word(why)));
        return json.build();
    }

    private static String word(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static JsonObjectBuilder placed(Place place) {
        return Json.createObjectBuilder().add("script", place.script()).add("rule", place.rule()).add("line", place.line()).add("column", place.column());
    }
}
