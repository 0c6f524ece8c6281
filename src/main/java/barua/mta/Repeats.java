package barua.mta;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What became of messages that a peer may send again, because our 250 was lost or because not everybody could be served: who has it
 * already. A message is the same when its sender and all of its bytes are. Bounded; after a crash the store remembers its own deliveries.
 */
final class Repeats {

    private static final int AT_MOST = 100_000;
    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final Cache<String, Set<Target>> served;

    Repeats(com.github.benmanes.caffeine.cache.Ticker ticker) {
        this.served = Caffeine.newBuilder().maximumSize(AT_MOST).expireAfterWrite(REMEMBERED).ticker(ticker).build();
    }

    /** @param key empty for a message that is never the same as another */
    boolean has(String key, Destination destination) {
        Set<Target> known = key.isEmpty() ? null : served.getIfPresent(key);
        return known != null && known.contains(Target.of(destination));
    }

    void forget(String key) {
        served.invalidate(key);
    }

    void add(String key, Destination destination) {
        if (!key.isEmpty()) {
            served.get(key, _ -> ConcurrentHashMap.newKeySet()).add(Target.of(destination));
        }
    }
}
