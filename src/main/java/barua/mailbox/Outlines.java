package barua.mailbox;

import barua.message.Content;
import barua.message.Headers;
import barua.message.Outline;
import barua.message.OutlineCodec;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Outlines of messages: those asked for lately in memory, bounded by the bytes they are guessed to take; all in each folder's {@link CacheFile}. */
final class Outlines {

    private static final long ROOM = 48L << 20;
    private static final int WHOLE = 256 * 1024;

    private record Key(String mailboxId, long uid) {
    }

    private record Held(Outline outline, long weight) {
    }

    // Guarded by this; in the order of use.
    private final Map<Key, Held> held = new LinkedHashMap<>(64, 0.75f, true);
    private long weight;

    Outline of(FolderState folder, long uid) throws IOException {
        Key key = key(folder, uid);
        Optional<Outline> known = held(key);
        if (known.isPresent()) {
            return known.get();
        }
        Optional<Outline> cached = cached(folder, cache -> cache.find(uid));
        Outline outline = cached.isPresent() ? cached.get() : Outline.of(atHand(new MessageReader(folder).content(uid)));
        if (cached.isEmpty()) {
            write(folder, uid, OutlineCodec.encode(outline), false);
        }
        keep(key, outline);
        return outline;
    }

    /** The header fields of an outline, for a walk through more of them than there is room for: what the file has is not kept in memory. */
    Headers headers(FolderState folder, long uid) throws IOException {
        Optional<Headers> known = held(key(folder, uid)).map(Outline::headers).or(() -> cached(folder, cache -> cache.findHeaders(uid)));
        return known.isPresent() ? known.get() : of(folder, uid).headers();
    }

    private synchronized Optional<Outline> held(Key key) {
        Held known = held.get(key);
        return known == null ? Optional.empty() : Optional.of(known.outline);
    }

    /** A message came whose outline is known already. */
    void came(FolderState folder, long uid, Outline outline, byte[] encoded) {
        write(folder, uid, encoded, true);
        keep(key(folder, uid), outline);
    }

    private static Key key(FolderState folder, long uid) {
        return new Key(folder.mailboxId() + folder.uidValidity(), uid);
    }

    private static <T> Optional<T> cached(FolderState folder, FolderState.Caching<Optional<T>> use) {
        try {
            return folder.caching(use);
        } catch (IOException unreadable) {
            return Optional.empty();   // the message itself says what is wrong, if anything is
        }
    }

    /** A small message is opened once, not for each look into it. */
    private static Content atHand(Content content) throws IOException {
        long size = content.size();
        return size <= WHOLE ? Content.of(content.bytes(0, (int) size)) : content;
    }

    private static void write(FolderState folder, long uid, byte[] encoded, boolean onlyIfAtHand) {
        try {
            if (onlyIfAtHand && !folder.isCacheAtHand()) {
                return;
            }
            folder.caching(cache -> {
                cache.add(uid, encoded);
                return null;
            });
        } catch (IOException noRoom) {
            // A cache that cannot be written is only slower.
        }
    }

    private void keep(Key key, Outline outline) {
        keep(key, new Held(outline, weigh(outline)));
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
