package barua.webmail;

import barua.mailbox.Flags;

/**
 * What an act with a result has to know of it, and what its row shows of its flags.
 *
 * @param key where it lies, such as {@code inbox/12}
 */
public record FoundState(String key, boolean unread, boolean flagged, boolean answered, boolean forwarded) {

    static FoundState of(String path, long uid, Flags flags) {
        return new FoundState(path + "/" + uid, !flags.has(Flags.SEEN), flags.has(Flags.FLAGGED), flags.has(Flags.ANSWERED), flags.has("$Forwarded"));
    }
}
