package barua.web;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The table of all first words. What is not in it does not exist, so a station that forgot to register is closed, not open. */
public final class Routes {

    private final Map<String, Route> byWord = new HashMap<>();

    /** @throws IllegalArgumentException where two stations want the same word */
    public Routes(List<Route> routes) {
        for (Route route : routes) {
            if (byWord.put(route.word(), route) != null) {
                throw new IllegalArgumentException("two stations answer to /" + route.word());
            }
        }
    }

    Optional<Route> find(String word) {
        return Optional.ofNullable(byWord.get(word));
    }

    public Collection<Route> all() {
        return List.copyOf(byWord.values());
    }
}
