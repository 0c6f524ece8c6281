package barua.pop3;

import barua.mailbox.Folder;
import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many octets the line end adds that RETR puts behind a message without one (RFC 1939 §11: LIST says what is sent). A message never
 * changes, so each is looked at once, for as long as its folder is remembered; nearly all end as they should and leave nothing to remember.
 */
final class Endings {

    private static final int MOST_FOLDERS = 10_000;
    private static final int CRLF = 2;

    private static final class Known {
        private long upTo;
        private final TreeMap<Long, Integer> missing = new TreeMap<>();
    }

    // Guarded by this; in the order of use.
    private final Map<String, Known> folders = new LinkedHashMap<>(16, 0.75f, true);

    /** @param uids ascending @param octets of each message; what RETR adds is added */
    void complete(Folder folder, long[] uids, long[] octets) {
        String key = folder.mailboxId() + folder.uidValidity();
        long upTo = upTo(key);
        Map<Long, Integer> found = new HashMap<>();
        for (int i = 0; i < uids.length; i++) {
            if (uids[i] > upTo) {
                int more = missing(folder, uids[i], octets[i]);
                if (more > 0) {
                    found.put(uids[i], more);
                }
            }
        }
        Map<Long, Integer> all = learn(key, uids.length == 0 ? 0 : uids[uids.length - 1], found);
        for (int i = 0; i < uids.length && !all.isEmpty(); i++) {
            octets[i] += all.getOrDefault(uids[i], 0);
        }
    }

    private synchronized long upTo(String key) {
        return folders.containsKey(key) ? folders.get(key).upTo : 0;
    }

    private synchronized Map<Long, Integer> learn(String key, long last, Map<Long, Integer> found) {
        Known known = folders.computeIfAbsent(key, _ -> new Known());
        known.upTo = Math.max(known.upTo, last);
        known.missing.putAll(found);
        while (folders.size() > MOST_FOLDERS) {
            folders.remove(folders.keySet().iterator().next());
        }
        return Map.copyOf(known.missing);
    }

    /** One that cannot be read is as long as it is said to be. */
    private static int missing(Folder folder, long uid, long size) {
        if (size == 0) {
            return 0;   // nothing is sent of it but the dot
        }
        try {
            Content content = folder.content(uid);
            try (InputStream end = content.open(content.size() - 1)) {
                return end.read() == '\n' ? 0 : CRLF;
            }
        } catch (IOException unreadable) {
            return 0;
        }
    }
}
