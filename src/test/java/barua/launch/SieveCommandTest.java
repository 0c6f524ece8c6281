package barua.launch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command line of {@code barua sieve}: what it takes, before any server is asked. */
class SieveCommandTest {

    @TempDir
    private Path folder;

    @Test
    void every_command_is_there_and_explains_itself() {
        CommandLine sieve = Main.commandLine().getSubcommands().get("sieve");
        assertEquals(Set.of("list", "show", "versions", "put", "activate", "deactivate", "remove", "rename", "check", "test", "global"), sieve.getSubcommands()
                .keySet());
        assertEquals(Set.of("list", "show", "put", "remove", "order"), sieve.getSubcommands().get("global").getSubcommands().keySet());
        for (CommandLine command : sieve.getSubcommands().values()) {
            assertTrue(command.getUsageMessage().contains(command.getCommandName()));
            assertEquals(0, Main.commandLine().execute("sieve", command.getCommandName(), "--help"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sieve", "sieve list", "sieve put a@b.example work", "sieve test a@b.example", "sieve global", "sieve global put work -",
            "sieve global put work - --before --after",
        "sieve global order", "sieve show a@b.example work --earlier x"})
    void a_wrong_command_line_ends_with_2(String line) {
        assertEquals(2, Main.commandLine().execute(line.split(" ")));
    }

    @Test
    void a_word_is_a_file_where_there_is_one_or_it_looks_like_one() throws IOException {
        Path file = Files.writeString(folder.resolve("x"), "keep;");
        assertTrue(SieveText.isFile("-"));
        assertTrue(SieveText.isFile(file.toString()));
        assertTrue(SieveText.isFile("./missing"));
        assertFalse(SieveText.isFile("work"));
    }

    @Test
    void a_file_travels_byte_for_byte_and_one_that_is_too_large_does_not() throws Exception {
        byte[] odd = {'#', ' ', (byte) 0xff, '\r', '\n', 0};
        SieveText text = SieveText.read(Files.write(folder.resolve("odd.sieve"), odd));
        assertArrayEquals(odd, java.util.Base64.getDecoder().decode(text.in(Json.createObjectBuilder()).build().getString("text")));
        assertEquals(folder.resolve("odd.sieve").toString(), text.label());
        Path large = Files.write(folder.resolve("large"), new byte[(2 << 20) + 1]);
        assertTrue(assertThrows(Refusal.class, () -> SieveText.read(large)).getMessage().endsWith("is too large for a script"));
        assertTrue(assertThrows(Refusal.class, () -> SieveText.read(folder.resolve("none"))).getMessage().startsWith("cannot read "));
    }
}
