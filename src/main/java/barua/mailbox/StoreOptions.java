package barua.mailbox;

import java.nio.file.Path;
import java.time.Clock;

/**
 * @param mail          the folder {@code mail/} of the data folder
 * @param spool         the folder {@code spool/}, on the same file system
 * @param reserveBytes  below this much free space nothing is taken in (and below 5% where that is less)
 * @param epoch         which owner of the mail this is, counted upwards: what a later one has taken over is refused
 */
public record StoreOptions(Path mail, Path spool, long reserveBytes, Policies policies, Clock clock, long epoch) {

    private static final long ONLY_OWNER = 1;

    /** For one machine that nobody takes over from. */
    public StoreOptions(Path mail, Path spool, long reserveBytes, Policies policies, Clock clock) {
        this(mail, spool, reserveBytes, policies, clock, ONLY_OWNER);
    }
}
