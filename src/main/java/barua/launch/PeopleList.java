package barua.launch;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code barua account add --csv}: the list goes to the server in pieces, and each piece's passwords are printed before the next is asked for. Whoever
 * breaks it off has seen the password of every account there is.
 */
final class PeopleList {

    private static final int PIECE = 50;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final String TELL_LINE = "\r\033[K";   // back to the line's begin, and empty it

    private final Main main;
    private final List<String> lines;
    private final boolean watched = System.console() != null && System.console().isTerminal();
    private final long began = System.nanoTime();
    private int added;
    private int refused;

    PeopleList(Main main, List<String> lines) {
        this.main = main;
        this.lines = lines;
    }

    /** Of a file, or of standard input where it is called {@code -}. A byte order mark, as spreadsheets write it, belongs to no address. */
    static List<String> lines(Path csv) throws Refusal {
        try {
            byte[] bytes = csv.toString().equals("-") ? System.in.readAllBytes() : Files.readAllBytes(csv);
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return (text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text).lines().toList();
        } catch (CharacterCodingException otherCharset) {
            throw new Refusal("cannot read " + csv + ": it is not in UTF-8");
        } catch (NoSuchFileException missing) {
            throw new Refusal("cannot read " + csv + ": there is no such file");
        } catch (IOException unreadable) {
            throw new Refusal("cannot read " + csv + ": " + unreadable.getMessage());
        }
    }

    /** Returns the exit code: 1 where a line was refused. */
    int add() throws Refusal {
        begin();
        try {
            for (int at = 0; at < lines.size(); at += PIECE) {
                List<String> piece = lines.subList(at, Math.min(lines.size(), at + PIECE));
                JsonObject request = Ask.named("account.csv").add("lines", Json.createArrayBuilder(piece)).build();
                new Remote(main.data()).ask(request, (Remote.Shown) this::show);
                progress(at + piece.size());
            }
        } finally {
            end();
        }
        return refused > 0 ? 1 : 0;
    }

    private void show(JsonObject answer) throws Refusal {
        for (JsonValue line : answer.getJsonArray("data")) {
            boolean made = line.asJsonObject().containsKey("password");
            if (main.json()) {
                System.out.print((added + refused == 0 ? "" : ",\n") + line);
            }
            added += made ? 1 : 0;
            refused += made ? 0 : 1;
        }
        if (!main.json()) {
            answer.getJsonArray("lines").forEach(line -> System.out.println(((JsonString) line).getString()));
        }
        if (System.out.checkError()) {
            throw new Refusal("what was to be read is read no more: stopped after " + added + " accounts");
        }
    }

    private void begin() {
        if (main.json()) {
            System.out.print("[");
        }
    }

    private void end() {
        System.out.println(main.json() ? "]" : "# " + added + " added, " + refused + " not");
        if (watched) {
            System.err.print(TELL_LINE);
        }
    }

    /** For whoever waits at a terminal: how far it is, and how long it will take. */
    private void progress(int done) {
        if (watched && done < lines.size()) {
            long seconds = (System.nanoTime() - began) / 1_000_000_000;
            System.err.printf("%s%d of %d (%d %%), about %d s left", TELL_LINE, done, lines.size(), done * 100L / lines.size(),
                    seconds * (lines.size() - done) / done);
        }
    }
}
