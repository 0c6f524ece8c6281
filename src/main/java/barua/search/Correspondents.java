package barua.search;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up whom an account wrote to and who wrote to it: each letter counts, the old ones less and less; to have written to somebody says more. */
final class Correspondents {

    /** Of them. */
    static final int MOST = 5_000;
    /** To have written to somebody says more than to have got mail from them. */
    private static final double WRITTEN = 5;
    private static final double HALF_LIFE_MS = Duration.ofDays(90).toMillis();

    private final long now;
    private final Map<String, Tally> people = new HashMap<>();
    private final Set<String> lists = new HashSet<>();

    private static final class Tally {
        double weight;
        String name = "";
        long named = Long.MIN_VALUE;
        boolean machine;
    }

    Correspondents(Instant now) {
        this.now = now.toEpochMilli();
    }

    /** What one letter of that time counts. @param received in milliseconds since 1970 */
    double worth(long received) {
        return Math.pow(0.5, Math.max(0, now - received) / HALF_LIFE_MS);
    }

    /** @param worth of all letters in which they have this part under this name @param newest of them */
    void add(LetterPeople person, double worth, long newest) {
        if (person.part() == LetterPeople.LIST) {
            lists.add(person.address());
            return;
        }
        Tally tally = people.computeIfAbsent(person.address(), _ -> new Tally());
        tally.weight += person.part() == LetterPeople.TO ? WRITTEN * worth : worth;
        tally.machine |= person.isMachine();
        if (!person.name().isEmpty() && newest > tally.named) {
            tally.name = person.name();
            tally.named = newest;
        }
    }

    /** The likeliest first, programs and lists behind all others. */
    List<Correspondent> all() {
        return people.entrySet().stream().map(entry -> new Correspondent(entry.getValue().name, entry.getKey(), entry.getValue().weight,
                entry.getValue().machine || lists.contains(entry.getKey())))
                .sorted(Comparator.comparing(Correspondent::machine).thenComparing(Comparator.comparingDouble(Correspondent::weight).reversed())
                        .thenComparing(Correspondent::address)).limit(MOST).toList();
    }
}
