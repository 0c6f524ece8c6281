package barua.mailbox;

import barua.message.Outline;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Outlines of messages: those asked for lately in memory, bounded by the bytes they are guessed to take; all in each folder's {@link CacheFile}. */
final class Outlines {

    private static final long ROOM = 48L << 20;

    private record Key(String mailboxId, long uid) {
    }

    private record Held(Outline outline, long weight) {
    }

    // Guarded by this; in the order of use.
    private final Map<Key, Held> held = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    Outline of(Folder folder, long uid) throws IOException {
        Key key = new Key(folder.mailboxId() + folder.uidValidity(), uid);
        Held known;
        synchronized (this) {
            known = held.get(key);
        }
        if (known != null) {
            return known.outline;
        }
        Outline outline = fromFiles(folder, uid);
        keep(key, new Held(outline, weigh(outline)));
        return outline;
    }

    private static Outline fromFiles(Folder folder, long uid) throws IOException {
        CacheFile cache = folder.reading(false, state -> {
            state.cache = state.cache == null ? CacheFile.open(folder) : state.cache;
            return state.cache;
        });
        Optional<Outline> cached = cache.find(uid);
        if (cached.isPresent()) {
            return cached.get();
        }
        Outline outline = Outline.of(folder.content(uid));
        try {
            cache.add(uid, outline);
        } catch (IOException noRoom) {
            // A cache that cannot be written is only slower.
        }
        return outline;
    }

    private synchronized void keep(Key key, Held fresh) {
        Held old = held.put(key, fresh);
        weight += fresh.weight - (old == null ? 0 : old.weight);
        while (weight > ROOM) {
            Map.Entry<Key, Held> eldest = held.entrySet().iterator().next();
            weight -= eldest.getValue().weight;
            held.remove(eldest.getKey());
        }
    }

    private static long weigh(Outline outline) {
        long headers = outline.headers().fields().stream().mapToLong(field -> 80 + field.name().length() + field.raw().length()).sum();
        return 1_000 + headers + outline.preview().length() * 2L;
    }
}
