package barua.admin;

import barua.mailbox.GlobalScripts;
import barua.mailbox.Scripts;
import barua.message.Domain;
import barua.sieve.Action;
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
        return "%s  %s  %s  %d bytes".formatted(script.name(), standing(script.when(), script.domain()), script.changed(), script.bytes());
    }

    /** When a global script is run, and for whom. */
    static String standing(GlobalScripts.When when, Optional<Domain> domain) {
        String moment = switch (when) {
            case BEFORE -> "before those of ";
            case AFTER -> "after those of ";
            case INCLUDED -> "to be included by ";
        };
        return moment + domain.map(Domain::unicode).orElse("everybody");
    }

    private static String line(Complaint complaint, Result.Complaints of) {
        return line(complaint, complaint.place().script().equals(of.script()) ? of.label() : complaint.place().script());
    }

    private static String line(Complaint complaint, String label) {
        return label + ":" + complaint.place().line() + ":" + complaint.place().column() + ": " + complaint.text();
    }

    private static List<String> lines(Result.Tried tried) {
        List<String> lines = new ArrayList<>(tried.actions().stream().map(ScriptRendering::words).toList());
        tried.complaints().forEach(complaint -> lines.add(line(complaint, complaint.place().script())));
        return lines;
    }

    private static String words(Action action) {
        String what = switch (action) {
            case Action.Keep keep -> "keep in INBOX" + flags(keep.flags());
            case Action.FileInto file -> "file into " + file.mailbox() + (file.create() ? ", made where it is missing" : "") + flags(file.flags());
            case Action.Redirect redirect -> "send on to " + redirect.to();
            case Action.Discard _ -> "throw away";
            case Action.Reject reject -> "refuse: " + reject.reason();
            case Action.Vacation vacation -> "answer the sender, once in " + vacation.interval().toDays() + " days";
            case Action.Notify tell -> "tell " + tell.method();
            case Action.Remember remember -> "remember that " + remember.id() + " came";
            case Action.Snooze snooze -> "put out of sight, then into " + snooze.mailbox().orElse("INBOX");
        };
        boolean asked = !(action instanceof Action.Keep(_, _, boolean implicit, _)) || !implicit;
        return what + edited(action) + (asked ? " (" + action.place() + ")" : "");
    }

    private static String flags(List<String> flags) {
        return flags.isEmpty() ? "" : ", flags " + String.join(" ", flags);
    }

    private static String edited(Action action) {
        return action instanceof Action.OfLetter letter && letter.edited().isPresent() ? ", edited" : "";
    }

    static JsonValue value(Result result) {
        return switch (result) {
            case Result.Scripts(var scripts) -> array(scripts, ScriptRendering::object);
            case Result.GlobalScripts(var scripts) -> array(scripts, ScriptRendering::object);
            case Result.ScriptVersions(var versions) -> array(versions, ScriptRendering::object);
            case Result.ScriptText(var name, byte[] text) -> Json.createObjectBuilder().add("name", name.text())
                    .add("text", new String(text, StandardCharsets.UTF_8)).build();
            case Result.Complaints complaints -> Json.createObjectBuilder().add("complaints", array(complaints.complaints(), ScriptRendering::object)).build();
            case Result.Tried tried -> Json.createObjectBuilder().add("actions", array(tried.actions(), ScriptRendering::object))
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
        script.domain().ifPresentOrElse(domain -> json.add("domain", domain.unicode()), () -> json.addNull("domain"));
        return json.add("bytes", script.bytes()).add("changed", script.changed().toString()).add("version", script.version()).build();
    }

    private static JsonObject object(Complaint complaint) {
        return placed(complaint.place()).add("text", complaint.text()).build();
    }

    private static JsonObject object(Action action) {
        JsonObjectBuilder json = placed(action.place());
        switch (action) {
            case Action.Keep keep -> json.add("what", "keep").add("implicit", keep.implicit()).add("flags", strings(keep.flags()));
            case Action.FileInto file -> json.add("what", "fileinto").add("to", file.mailbox()).add("create", file.create())
                    .add("flags", strings(file.flags()));
            case Action.Redirect redirect -> json.add("what", "redirect").add("to", redirect.to().toString());
            case Action.Discard _ -> json.add("what", "discard");
            case Action.Reject reject -> json.add("what", reject.ereject() ? "ereject" : "reject").add("reason", reject.reason());
            case Action.Vacation vacation -> json.add("what", "vacation").add("seconds", vacation.interval().toSeconds()).add("reason", vacation.reason());
            case Action.Notify tell -> json.add("what", "notify").add("to", tell.method());
            case Action.Remember remember -> json.add("what", "duplicate").add("id", remember.id());
            case Action.Snooze snooze -> json.add("what", "snooze").add("to", snooze.mailbox().orElse("INBOX"));
        }
        return json.build();
    }

    private static JsonArray strings(List<String> all) {
        return array(all, Json::createValue);
    }

    private static JsonObjectBuilder placed(Place place) {
        return Json.createObjectBuilder().add("script", place.script()).add("rule", place.rule()).add("line", place.line()).add("column", place.column());
    }
}
