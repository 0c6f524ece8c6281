package barua.sieve;

import barua.message.Origin;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code environment} (RFC 5183). Items that the surroundings know come before those that a run knows by itself. */
final class Environment {

    private Environment() {
    }

    static Test environment(Words words) {
        Matching matching = words.matching();
        Text name = words.string("the name of an item");
        Comparison comparison = matching.keys();
        return run -> item(run, name.in(run).toLowerCase(Locale.ROOT)).filter(value -> comparison.any(run, List.of(value))).isPresent();
    }

    private static Optional<String> item(Run run, String name) {
        return run.situation().surroundings().environment(name).or(() -> switch (name) {
            case "name" -> Optional.of("Barua");
            case "location" -> Optional.of("MDA");
            case "phase" -> Optional.of("during");
            case "remote-ip" -> run.situation().letter().envelope().origin() instanceof Origin.Session session
                    ? Optional.of(session.address().getHostAddress()) : Optional.empty();
            default -> Optional.empty();
        });
    }
}
