package barua.search;

import barua.mailbox.FolderName;
import java.time.Instant;
import java.util.List;

/**
 * What a search found.
 *
 * @param hits    the newest first
 * @param folders in which how many were found, the most first
 * @param senders of whom, the most first; a few
 * @param known   messages that were searched
 * @param all     messages that there are in the folders that were searched
 * @param cut     whether a phrase was looked for in the newest candidates alone
 */
public record Found(List<Hit> hits, List<Count> folders, List<Count> senders, long known, long all, boolean cut) {

    public Found {
        hits = List.copyOf(hits);
        folders = List.copyOf(folders);
        senders = List.copyOf(senders);
    }

    /** @param content the number of what lies there, for {@link Search#files} */
    public record Hit(FolderName folder, long uid, Instant received, int content) {
    }

    /** @param key a folder's name, an address @param label how people call it; may be empty */
    public record Count(String key, String label, int number) {
    }

    public static Found nothing() {
        return new Found(List.of(), List.of(), List.of(), 0, 0, false);
    }
}
