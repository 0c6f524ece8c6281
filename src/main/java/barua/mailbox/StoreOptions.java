package barua.mailbox;

import java.nio.file.Path;
import java.time.Clock;

/**
 * @param mail          the folder {@code mail/} of the data folder
 * @param spool         the folder {@code spool/}, on the same file system
 * @param reserveBytes  below this much free space nothing is taken in (and below 5% where that is less)
 */
public record StoreOptions(Path mail, Path spool, long reserveBytes, Policies policies, Clock clock) {
}
