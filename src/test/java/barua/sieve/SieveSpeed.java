package barua.sieve;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How long a script takes for each message of a folder, when the machine is warm. The header was read before, as it is at a delivery.
 * <pre>java barua.sieve.SieveSpeed SCRIPT MESSAGES-FOLDER</pre>
 */
final class SieveSpeed {

    private static final int WARM = 20;
    private static final int ROUNDS = 15;

    private SieveSpeed() {
    }

    public static void main(String[] args) throws Exception {
        byte[] text = Files.readAllBytes(Path.of(args[0]));
        long began = System.nanoTime();
        Script script = Script.compile("speed", text, Limits.DEFAULT, Set.copyOf(Script.extensions()), Includes.NONE);
        long compiled = System.nanoTime() - began;
        List<byte[]> messages = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(args[1]))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".eml")).sorted().toList()) {
                messages.add(Files.readAllBytes(file));
            }
        }
        Script keep = Script.compile("keep", "keep;".getBytes(), Limits.DEFAULT, Set.of(), Includes.NONE);
        double[] rounds = new double[ROUNDS];
        double[] empty = new double[ROUNDS];
        for (int round = -WARM; round < ROUNDS; round++) {
            double with = microseconds(script, messages);
            double without = microseconds(keep, messages);
            if (round >= 0) {
                rounds[round] = with;
                empty[round] = without;
            }
        }
        Arrays.sort(rounds);
        Arrays.sort(empty);
        System.out.printf("Barua: %.1f us a message, %.1f of \"keep;\" (medians of %d rounds over %d messages); compiled in %.1f ms, cold%n",
                rounds[ROUNDS / 2], empty[ROUNDS / 2], ROUNDS, messages.size(), compiled / 1e6);
    }

    private static double microseconds(Script script, List<byte[]> messages) throws Exception {
        List<Situation> situations = new ArrayList<>();
        for (byte[] message : messages) {
            situations.add(SieveCases.situation(message));
        }
        long began = System.nanoTime();
        int actions = 0;
        for (Situation situation : situations) {
            actions += Script.run(List.of(script), situation).actions().size();
        }
        long took = System.nanoTime() - began;
        if (actions == 0) {
            throw new IllegalStateException("nothing was done");
        }
        return took / 1e3 / messages.size();
    }
}
