package barua.admin;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** A result as it travels to the shell: done, with lines for people and the same as data, or refused with a sentence. */
final class ShellAnswer {

    private ShellAnswer() {
    }

    static JsonObject of(Result result) {
        return switch (result) {
            case Result.Refused(String why) -> refused(why);
            case Result.Running _, Result.Welcome _, Result.Changed _, Result.Domains _, Result.DomainShown _, Result.Accounts _, Result.Shown _,
                    Result.Added _, Result.AddedAll _, Result.PasswordSet _, Result.Aliases _, Result.Waiting _,
                    Result.Flushed _, Result.Indexed _, Result.Events _, Result.HandedIn _,
                    Result.Scripts _, Result.GlobalScripts _, Result.ScriptVersions _, Result.ScriptText _, Result.Complaints _, Result.Tried _ ->
                    Json.createObjectBuilder().add("ok", true).add("lines", Json.createArrayBuilder(ResultText.lines(result)))
                    .add("data", ResultJson.value(result)).build();
        };
    }

    static JsonObject refused(String why) {
        return Json.createObjectBuilder().add("ok", false).add("why", why).build();
    }
}
