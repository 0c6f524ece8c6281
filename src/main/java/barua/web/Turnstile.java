package barua.web;

import java.util.HashMap;
import java.util.Map;

/** Counts who is inside, and says who may come in too. */
final class Turnstile {

    static final int OF_ONE_SESSION = 24;      // a browser opens 6 connections, or 100 streams of which few are busy
    static final int OF_ONE_ADDRESS = 100;     // a lecture hall behind one address opens the sign-in page at once
    static final int OF_ALL_STRANGERS = 130;
    static final int OF_ALL = 370;             // of the 400 threads of launch's PayaraConfig: a campus that comes back at once after a power cut

    /** By what somebody is counted. */
    sealed interface Who {
    }

    record Member(String session) implements Who {
    }

    record Stranger(String address) implements Who {
    }

    // Guarded by this.
    private final Map<Who, Integer> inside = new HashMap<>();
    private int all;
    private int strangers;

    /** True where there is room; then {@link #leave} must follow. */
    synchronized boolean enter(Who who) {
        int same = inside.getOrDefault(who, 0);
        boolean room = all < OF_ALL && switch (who) {
            case Member _ -> same < OF_ONE_SESSION;
            case Stranger _ -> same < OF_ONE_ADDRESS && strangers < OF_ALL_STRANGERS;
        };
        if (room) {
            inside.put(who, same + 1);
            count(who, 1);
        }
        return room;
    }

    synchronized void leave(Who who) {
        inside.computeIfPresent(who, (_, count) -> count == 1 ? null : count - 1);
        count(who, -1);
    }

    private void count(Who who, int by) {
        all += by;
        strangers += who instanceof Stranger ? by : 0;
    }
}
