package barua.admin;

import java.time.Duration;
import java.util.Map;

/**
 * How the running server is.
 *
 * @param databaseAnswers whether the directory was read from the database when it was read last
 * @param ports           service to port, in the order in which they are told
 * @param connections     service to connections open now
 */
public record Vitals(Duration up, boolean databaseAnswers, Map<String, Integer> ports, Map<String, Integer> connections) {
}
