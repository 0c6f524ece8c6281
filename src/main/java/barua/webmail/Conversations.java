package barua.webmail;

import barua.message.Headers;
import barua.message.MessageIds;
import barua.message.Subjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which messages of one folder belong together: those that name each other in References or In-Reply-To (RFC 5322 §3.6.4), and replies
 * that name nothing, by their base subject (RFC 5256 §2.1). Messages are added one by one in any order, and conversations only ever
 * grow together: a union-find over slots, with hashes of Message-IDs instead of the ids themselves, so a message costs about 100 bytes.
 * Not safe for threads: its owner locks.
 */
final class Conversations {

    private static final int MOST_REFERENCES = 60;

    // By slot: the parent in the union-find, the lowest slot of a set being its root or on the way to it.
    private int[] parent = new int[64];
    private long[] uid = new long[64];
    private int size;
    private final Map<Long, Integer> slotOfUid = new HashMap<>();
    private final Map<Long, Integer> slotOfId = new HashMap<>();
    private final Map<Long, Integer> slotOfSubject = new HashMap<>();
    // Subjects whose first letter, the one that is no reply, is known: a second letter of the same subject is another matter.
    private final Set<Long> begun = new HashSet<>();

    /** Takes a message in; a second time it changes nothing. */
    void add(long message, Headers headers) {
        if (slotOfUid.containsKey(message)) {
            return;
        }
        int slot = slot(message);
        List<String> ids = references(headers);
        headers.first("message-id").ifPresent(field -> MessageIds.parse(field.raw()).stream().limit(1).forEach(own -> join(slotOfId, hash(own), slot)));
        ids.forEach(id -> join(slotOfId, hash(id), slot));
        bySubject(headers, slot, ids.isEmpty());
    }

    boolean has(long message) {
        return slotOfUid.containsKey(message);
    }

    /** Two messages of one conversation have the same number; a message that was not added stands alone. */
    long of(long message) {
        Integer slot = slotOfUid.get(message);
        return slot == null ? -message : root(slot);
    }

    int size() {
        return size;
    }

    private void bySubject(Headers headers, int slot, boolean namesNothing) {
        String subject = headers.text("subject");
        String base = Subjects.base(subject).toLowerCase(Locale.ROOT);
        if (base.isEmpty()) {
            return;
        }
        boolean reply = Subjects.isAnswer(subject);
        if (reply ? namesNothing : begun.add(hash(base))) {
            join(slotOfSubject, hash(base), slot);
        } else {
            slotOfSubject.putIfAbsent(hash(base), slot);
        }
    }

    /** Messages of this folder that belong to the same conversation as a message elsewhere with these header fields. */
    List<Long> relatedTo(Headers headers) {
        Set<Integer> roots = new HashSet<>();
        List<String> ids = references(headers);
        headers.first("message-id").ifPresent(field -> ids.addAll(MessageIds.parse(field.raw())));
        for (String id : ids) {
            Integer slot = slotOfId.get(hash(id));
            if (slot != null) {
                roots.add(root(slot));
            }
        }
        List<Long> related = new ArrayList<>();
        for (int slot = 0; slot < size && !roots.isEmpty(); slot++) {
            if (roots.contains(root(slot))) {
                related.add(uid[slot]);
            }
        }
        return related;
    }

    private static List<String> references(Headers headers) {
        List<String> ids = new ArrayList<>();
        headers.all("references").forEach(field -> ids.addAll(MessageIds.parse(field.raw())));
        headers.all("in-reply-to").forEach(field -> ids.addAll(MessageIds.parse(field.raw())));
        return ids.size() > MOST_REFERENCES ? new ArrayList<>(ids.subList(ids.size() - MOST_REFERENCES, ids.size())) : ids;
    }

    /** 64 bits: in a folder of a million the chance that two differing ids meet is one in thirty million. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }

    private int slot(long message) {
        if (size == parent.length) {
            parent = Arrays.copyOf(parent, size * 2);
            uid = Arrays.copyOf(uid, size * 2);
        }
        parent[size] = size;
        uid[size] = message;
        slotOfUid.put(message, size);
        return size++;
    }

    private void join(Map<Long, Integer> known, long key, int slot) {
        Integer other = known.putIfAbsent(key, slot);
        if (other != null) {
            int a = root(other);
            int b = root(slot);
            parent[Math.max(a, b)] = Math.min(a, b);
        }
    }

    private int root(int slot) {
        int at = slot;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];   // halves the way for the next one
            at = parent[at];
        }
        return at;
    }
}
