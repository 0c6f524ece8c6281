package barua.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ids that were served or removed within the last hour, so that adding one of them again changes nothing. */
final class Served {

    private static final long REMEMBERED = Duration.ofHours(1).toNanos();

    private final Map<String, Long> when = new LinkedHashMap<>();    // oldest first

    synchronized void add(String id, long now) {
        when.put(id, now);
    }

    synchronized boolean has(String id) {
        return when.containsKey(id);
    }

    /** Forgets what is older, and says which ones. */
    synchronized List<String> takeOld(long now) {
        List<String> old = new ArrayList<>();
        for (Map.Entry<String, Long> each : when.entrySet()) {
            if (now - each.getValue() <= REMEMBERED) {
                break;
            }
            old.add(each.getKey());
        }
        old.forEach(when::remove);
        return old;
    }
}
