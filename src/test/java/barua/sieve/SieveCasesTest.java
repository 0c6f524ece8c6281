package barua.sieve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each script of {@code cases} does to each message what stands there; {@code src/test/tools/pigeonhole.py} compares the same with Pigeonhole. */
class SieveCasesTest {

    private static final Path FOLDER = Path.of("src/test/resources/barua/sieve/cases");

    private static final byte[] ODD = "\r\n--b\r\n\r\n:; ".getBytes(StandardCharsets.US_ASCII);

    @TestFactory
    Stream<DynamicTest> scripts_do_what_stands_there() throws Exception {
        List<SieveCases.Case> cases = SieveCases.read(FOLDER);
        Map<String, byte[]> messages = SieveCases.messages(FOLDER.resolve("messages"));
        assertTrue(cases.size() > 100 && messages.size() > 5);
        return cases.stream().map(one -> DynamicTest.dynamicTest(one.toString(), () -> {
            Script script = SieveCases.compile(one.script());
            var done = new LinkedHashMap<String, String>();
            for (String message : one.wanted().keySet()) {
                done.put(message, SieveCases.actions(script, messages.get(message)));
            }
            assertEquals(messages.keySet(), one.wanted().keySet());
            assertEquals(one.wanted(), done);
        }));
    }

    @Test
    void broken_letters_are_no_fault_of_the_engine() throws Exception {
        long seed = Long.getLong("barua.sieve.seed", 7);
        var random = new Random(seed);
        List<byte[]> messages = List.copyOf(SieveCases.messages(FOLDER.resolve("messages")).values());
        for (SieveCases.Case one : SieveCases.read(FOLDER)) {
            Script script = SieveCases.compile(one.script());
            for (int i = 0; i < 25; i++) {
                byte[] message = broken(messages.get(random.nextInt(messages.size())), random);
                Outcome outcome = Script.run(List.of(script), SieveCases.situation(message));
                assertTrue(outcome.trouble().filter(trouble -> trouble.text().startsWith(Script.FAULT)).isEmpty(),
                        () -> one + ", seed " + seed + ": " + outcome.trouble());
                assertFalse(outcome.actions().isEmpty());
                for (Action action : outcome.actions()) {
                    if (action instanceof Action.OfLetter letter && letter.edited().isPresent()) {
                        assertEquals(letter.edited().get().size(), letter.edited().get().open().transferTo(OutputStream.nullOutputStream()));
                    }
                }
            }
        }
    }

    private static byte[] broken(byte[] message, Random random) {
        byte[] out = Arrays.copyOf(message, random.nextInt(4) == 0 ? random.nextInt(message.length + 1) : message.length);
        for (int i = random.nextInt(12); i > 0 && out.length > 0; i--) {
            int at = random.nextInt(out.length);
            switch (random.nextInt(3)) {
                case 0 -> out[at] = (byte) random.nextInt(256);
                case 1 -> System.arraycopy(ODD, 0, out, at, Math.min(ODD.length, out.length - at));
                default -> System.arraycopy(message, random.nextInt(message.length / 2), out, at, Math.min(out.length - at, message.length / 2));
            }
        }
        return out;
    }
}
