package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.Seed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Scripts that nobody would write: they are refused in words, or run without losing the letter. {@code -Dbarua.fuzz.seed=N} repeats a run. */
class FuzzTest {

    private static final Limits LIMITS = new Limits(1 << 20, 32, 10_000, 32, 4, 100_000, Duration.ofSeconds(20));
    private static final String MESSAGE = """
            From: "Neema Mushi" <neema@uni.example>
            To: asha@college.example, =?utf-8?q?x=00?= <@@>, grp: a@b;
            Subject: [list] =?utf-8?q?caf=C3=A9?= \ud83d\ude00
            Date: Sun, 22 Nov 2026 10:42:00 +0300
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            Hello
            --b
            Content-Type: text/html

            <b>Hello</b>
            --b--
            """.replace("\n", "\r\n");

    private static List<String> seeds;
    private static List<String> words;

    @BeforeAll
    static void scriptsOfTheCases() throws IOException {
        seeds = new ArrayList<>();
        try (Stream<Path> files = Files.list(CaseFile.FOLDER)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".sieve")).sorted().toList()) {
                CaseFile.read(file).forEach(one -> seeds.add(one.section("script")));
            }
        }
        words = new ArrayList<>(List.of("require [" + String.join(", ", Script.extensions().stream().map(name -> "\"" + name + "\"").toList()) + "];"));
        seeds.forEach(script -> words.addAll(List.of(script.split("(?<=[\\s;(){}\\[\\],])|(?=[;(){}\\[\\],])"))));
        assertTrue(seeds.size() > 90 && words.size() > 2000);
    }

    @Test
    void soup_of_words() throws Exception {
        long seed = Seed.next();
        var random = new Random(seed);
        int compiled = 0;
        for (int i = 0; i < 3000; i++) {
            var text = new StringBuilder(words.getFirst());
            for (int n = random.nextInt(40); n >= 0; n--) {
                text.append(words.get(random.nextInt(words.size()))).append(' ');
            }
            compiled += check(text.toString().getBytes(StandardCharsets.UTF_8), seed, i);
        }
        assertTrue(compiled > 5, "seed " + seed + ": only " + compiled + " could be run");
    }

    @Test
    void scripts_with_a_few_changes() throws Exception {
        long seed = Seed.next();
        var random = new Random(seed);
        int compiled = 0;
        for (int i = 0; i < 4000; i++) {
            byte[] script = (words.getFirst() + seeds.get(random.nextInt(seeds.size())).replaceAll("require [^;]*;", "")).getBytes(StandardCharsets.UTF_8);
            for (int n = random.nextInt(4); n > 0; n--) {
                script = changed(script, random);
            }
            compiled += check(script, seed, i);
        }
        assertTrue(compiled > 500, "seed " + seed + ": only " + compiled + " could be run");
    }

    /** Commands of several scripts one after the other: what they decide meets. */
    @Test
    void scripts_put_together() throws Exception {
        long seed = Seed.next();
        var random = new Random(seed);
        int compiled = 0;
        for (int i = 0; i < 2000; i++) {
            var text = new StringBuilder(words.getFirst());
            for (int n = random.nextInt(5); n >= 0; n--) {
                text.append(seeds.get(random.nextInt(seeds.size())).replaceAll("require [^;]*;", "")).append('\n');
            }
            compiled += check(text.toString().getBytes(StandardCharsets.UTF_8), seed, i);
        }
        assertTrue(compiled > 100, "seed " + seed + ": only " + compiled + " could be run");
    }

    private static byte[] changed(byte[] script, Random random) {
        int at = random.nextInt(script.length);
        return switch (random.nextInt(4)) {
            case 0 -> joined(script, at, new byte[0], Math.min(script.length, at + 1 + random.nextInt(8)));
            case 1 -> joined(script, at, words.get(random.nextInt(words.size())).getBytes(StandardCharsets.UTF_8), at);
            case 2 -> joined(script, at, new byte[] {(byte) random.nextInt(256)}, at + 1);
            default -> joined(script, at, Arrays.copyOfRange(script, random.nextInt(at + 1), at), at);
        };
    }

    private static byte[] joined(byte[] script, int to, byte[] between, int from) {
        var out = new ByteArrayOutputStream();
        out.write(script, 0, to);
        out.writeBytes(between);
        out.write(script, from, script.length - from);
        return out.toByteArray();
    }

    /** 1 where it could be run. */
    private static int check(byte[] text, long seed, int number) throws IOException {
        String which = "seed " + seed + ", script " + number + ":\n" + new String(text, StandardCharsets.UTF_8);
        Script script;
        try {
            script = Script.compile("fuzz", text, LIMITS, Set.copyOf(Script.extensions()), Includes.NONE);
        } catch (SieveException refused) {
            assertFalse(refused.complaints().isEmpty(), which);
            for (Complaint complaint : refused.complaints()) {
                assertTrue(complaint.place().line() > 0 && complaint.place().column() > 0 && !complaint.text().isBlank(), which);
            }
            return 0;
        } catch (RuntimeException fault) {
            throw new AssertionError(which, fault);
        }
        Outcome outcome = Script.run(List.of(script), ScriptTest.situation(MESSAGE));
        outcome.trouble().ifPresent(trouble -> assertFalse(trouble.text().startsWith(Script.FAULT), trouble + "\n" + which));
        assertTrue(outcome.actions().stream().anyMatch(FuzzTest::saysWhereItGoes), outcome + "\n" + which);
        if (outcome.trouble().isPresent()) {
            assertTrue(outcome.actions().stream().anyMatch(Action.Keep.class::isInstance), outcome + "\n" + which);
        }
        assertTrue(outcome.actions().size() <= LIMITS.actions() + 1, which);
        assertEquals(outcome.actions().size(), Script.run(List.of(script), ScriptTest.situation(MESSAGE)).actions().size(), "another run of " + which);
        return 1;
    }

    private static boolean saysWhereItGoes(Action action) {
        return switch (action) {
            case Action.Keep _, Action.FileInto _, Action.Redirect _, Action.Discard _, Action.Reject _, Action.Snooze _ -> true;
            case Action.Vacation _, Action.Notify _, Action.Remember _ -> false;
        };
    }
}
