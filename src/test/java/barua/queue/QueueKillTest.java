package barua.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Content;
import barua.trace.Trace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills a process in the middle of adding and sending. */
final class QueueKillTest {

    @Test
    @Timeout(120)
    void after_kill_9_every_acknowledged_message_is_there_or_was_sent(@TempDir Path folder) throws Exception {
        long seed = barua.Seed.next();
        Set<String> added = new HashSet<>();
        Set<String> sent = new HashSet<>();
        killed(folder, 150 + new Random(seed).nextInt(200), added, sent);
        assertTrue(added.size() >= 100, "seed " + seed);
        try (Queue queue = Queue.open(QueueOptions.of(folder, "mx.example.org", Address.of("postmaster@example.org")), Trace.none(), Clock.systemUTC())) {
            for (String id : added) {
                boolean waits = queue.item(id).isPresent();
                assertTrue(waits || sent.contains(id), id + " is lost, seed " + seed);
                if (waits) {
                    Content content = queue.content(id).orElseThrow();
                    assertArrayEquals(Adder.letter(Integer.parseInt(id.substring(1))), content.bytes(0, 1 << 20), id);
                }
            }
            List<Queue.Item> unfinished = queue.items().stream().filter(item -> !added.contains(item.queueId())).toList();
            assertTrue(unfinished.size() <= 1, "one at most was being added");
            assertEquals(queue.items().size(), queue.items().stream().distinct().count());
        }
    }

    private static void killed(Path folder, int after, Set<String> added, Set<String> sent) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "-Xmx128m", "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path") + ":" + Path.of(Adder.class.getProtectionDomain().getCodeSource().getLocation().getPath()),
                "barua.queue.Adder", folder.toString()));
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int lines = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                String[] words = line.split(" ");
                (words[0].equals("ADDED") ? added : sent).add(words[1]);
                if (++lines == after) {
                    process.toHandle().destroyForcibly();    // SIGKILL, and what it said before can still be read
                }
            }
        }
        process.waitFor();
    }
}
