package barua.mailbox;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An index as one would keep it beside the store: what it knows of each folder outlives crashes of the store, and it catches up from there. */
final class Follower {

    private record Known(Folder.Position position, TreeMap<Long, Flags> messages) {
    }

    private final Map<String, Known> folders = new HashMap<>();
    private int lists;

    /** After it the follower knows what the folder holds. */
    void catchUp(Folder folder) throws IOException {
        Known before = folders.get(folder.mailboxId());
        Optional<Folder.Since> since = before == null ? Optional.empty() : folder.changesSince(before.position);
        if (since.isEmpty()) {
            list(folder);
            return;
        }
        TreeMap<Long, Flags> messages = new TreeMap<>(before.messages);
        Arrays.stream(since.get().vanished()).forEach(messages::remove);
        take(folder, since.get().added(), messages);
        take(folder, since.get().changed(), messages);
        folders.put(folder.mailboxId(), new Known(since.get().now(), messages));
    }

    private static void take(Folder folder, long[] uids, TreeMap<Long, Flags> messages) throws IOException {
        folder.infos(uids).forEach(info -> messages.put(info.uid(), info.flags()));
    }

    private void list(Folder folder) throws IOException {
        lists++;
        Folder.Position position = folder.position();
        TreeMap<Long, Flags> messages = new TreeMap<>();
        take(folder, folder.uids(), messages);
        folders.put(folder.mailboxId(), new Known(position, messages));
    }

    /** Empty where it knows exactly what the folder holds. */
    String wrong(Folder folder) throws IOException {
        TreeMap<Long, Flags> truth = new TreeMap<>();
        take(folder, folder.uids(), truth);
        TreeMap<Long, Flags> known = folders.get(folder.mailboxId()).messages;
        return known.equals(truth) ? "" : "a follower of " + folder.name() + " knows " + known + " where there is " + truth;
    }

    int lists() {
        return lists;
    }
}
