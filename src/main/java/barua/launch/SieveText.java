package barua.launch;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * A script that is read from a file.
 *
 * @param label what complaints call it
 */
record SieveText(String label, byte[] text) {

    private static final int MOST = 2 << 20;   // the server takes less, and says so
    private static final String STDIN = "-";
    private static final int COMPLAINED = 1;

    /** @throws Refusal where it cannot be read, or is no script for its size */
    static SieveText read(Path file) throws Refusal {
        boolean stdin = file.toString().equals(STDIN);
        try (InputStream in = open(file)) {
            byte[] text = in.readNBytes(MOST + 1);
            if (text.length > MOST) {
                throw new Refusal(file + " is too large for a script");
            }
            return new SieveText(stdin ? "standard input" : file.toString(), text);
        } catch (IOException unreadable) {
            throw new Refusal("cannot read " + file + ": " + unreadable.getMessage());
        }
    }

    private static InputStream open(Path file) throws IOException {
        return file.toString().equals(STDIN) ? System.in : Files.newInputStream(file);
    }

    /** Whether that is meant as a file, and not as a script's name. */
    static boolean isFile(String word) {
        return word.equals(STDIN) || word.indexOf('/') >= 0 || Files.isRegularFile(Path.of(word));
    }

    JsonObjectBuilder in(JsonObjectBuilder request) {
        return request.add("label", label).add("text", Base64.getEncoder().encodeToString(text));
    }

    /** With a message behind it. */
    static JsonObject ask(Main main, JsonObject request, Path message) throws Refusal {
        try (InputStream in = open(message)) {
            return new Remote(main.data()).ask(request, in);
        } catch (IOException unreadable) {
            throw new Refusal("cannot read " + message + ": " + unreadable.getMessage());
        }
    }

    /** Prints a script as it is, byte for byte; with {@code --json} what is known of it. */
    static int print(Main main, JsonObjectBuilder request) throws Refusal {
        JsonObject answer = new Remote(main.data()).ask(request.build());
        if (main.json()) {
            return Ask.show(main, answer);
        }
        byte[] text = answer.getJsonObject("data").getString("text").getBytes(StandardCharsets.UTF_8);
        System.out.write(text, 0, text.length);
        System.out.flush();
        return 0;
    }

    /** Prints the answer; not 0 where there are complaints in it. */
    static int show(Main main, JsonObject answer) {
        Ask.show(main, answer);
        JsonArray complaints = answer.get("data") instanceof JsonObject data ? data.getJsonArray("complaints") : null;
        return complaints == null || complaints.isEmpty() ? 0 : COMPLAINED;
    }
}
