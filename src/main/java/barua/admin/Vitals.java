package barua.admin;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the running server is.
 *
 * @param databaseAnswers whether the directory was read from the database when it was read last
 * @param ports           service to port, in the order in which they are told
 * @param connections     service to connections open now; the web's are not counted
 * @param disk            on which the data folder lies; empty where that cannot be told
 */
public record Vitals(Duration up, boolean databaseAnswers, Map<String, Integer> ports, Map<String, Integer> connections, Optional<Disk> disk) {

    /** @param free bytes that can be used yet @param least below so many bytes no mail is taken in */
    public record Disk(long free, long total, long least) {

        /** Of a hundred, rounded down: 100 is full. */
        public int percent() {
            return total == 0 ? 0 : (int) ((total - free) * 100 / total);
        }
    }
}
