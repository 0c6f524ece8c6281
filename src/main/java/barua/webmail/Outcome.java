package barua.webmail;

import java.time.Instant;
import java.util.List;

/** How saving or sending a letter ended. */
sealed interface Outcome {

    /** It is on the disk. @param uid of the draft. @param key of the letter it is the draft of */
    record Saved(long uid, String key, List<Sheet.File> files) implements Outcome {
    }

    /** @param id with which it can be called back; {@code kept} is false where no copy could be put into Sent */
    record Sent(String id, boolean kept) implements Outcome {
    }

    /** @param key of the words that say why; {@code what} is the address or size it is about */
    record Refused(String key, String what) implements Outcome {
    }

    /**
     * Nothing was done: another window or program had the letter meanwhile.
     *
     * @param key  of the words that say what became of it
     * @param uid  of the draft as it is now; 0 where there is none
     * @param when it was saved there; of no meaning where there is none
     */
    record Conflict(String key, long uid, Instant when) implements Outcome {
    }
}
