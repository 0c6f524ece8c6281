package barua.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.List;

/** What a command says: done, with lines for people and the same as data, or refused with a sentence. */
sealed interface Answer {

    record Done(List<String> lines, JsonValue data) implements Answer {
    }

    record Refused(String why) implements Answer {
    }

    static Answer done(String line) {
        return new Done(line.isEmpty() ? List.of() : List.of(line), JsonValue.EMPTY_JSON_OBJECT);
    }

    static Answer refused(String why) {
        return new Refused(why);
    }

    /** As it travels. */
    default JsonObject json() {
        return switch (this) {
            case Done(List<String> lines, JsonValue data) -> Json.createObjectBuilder().add("ok", true).add("lines", Json.createArrayBuilder(lines)).add("data", data).build();
            case Refused(String why) -> Json.createObjectBuilder().add("ok", false).add("why", why).build();
        };
    }
}
