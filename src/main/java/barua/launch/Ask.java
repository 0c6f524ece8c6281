package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What the commands have in common: the data folder, and how an answer is shown. */
final class Ask {

    private static final int LONGEST_SECRET = 1024;

    private Ask() {
    }

    static JsonObjectBuilder named(String command) {
        return Json.createObjectBuilder().add("command", command);
    }

    /** Asks the server and prints what it says: lines for people, or with {@code --json} one value. */
    static int server(Main main, JsonObjectBuilder request) throws Refusal {
        return show(main, new Remote(main.data()).ask(request.build()));
    }

    static int show(Main main, JsonObject answer) {
        if (main.json()) {
            System.out.println(answer.get("data"));
        } else {
            for (JsonValue line : answer.getJsonArray("lines")) {
                System.out.println(((JsonString) line).getString());
            }
        }
        return 0;
    }

    /** One line of standard input, never an argument: arguments are everybody's to read. Asked for where a person sits there. */
    static String secret() throws Refusal {
        Console console = System.console();
        if (console != null && console.isTerminal()) {
            return new String(console.readPassword("Password: "));
        }
        try {
            byte[] read = System.in.readNBytes(LONGEST_SECRET + 1);
            String line = new String(read, StandardCharsets.UTF_8).lines().findFirst().orElse("");
            if (line.isEmpty() || read.length > LONGEST_SECRET) {
                throw new Refusal("no password on standard input");
            }
            return line;
        } catch (IOException gone) {
            throw new Refusal("no password on standard input");
        }
    }
}
