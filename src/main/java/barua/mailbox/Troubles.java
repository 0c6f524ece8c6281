package barua.mailbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What goes wrong on the disk, in the log: the same trouble once an hour, so that a file that stays unreadable fills no log. */
final class Troubles {

    private static final System.Logger LOG = System.getLogger(Troubles.class.getName());
    private static final long AGAIN_AFTER = TimeUnit.HOURS.toNanos(1);
    private static final int MOST = 1_000;

    /** Guarded by itself; the oldest first. */
    private static final Map<String, Long> TOLD = new LinkedHashMap<>();

    private Troubles() {
    }

    static void tell(String what) {
        tell(what, null);
    }

    /** @param why whose trace is written with it; null where the words are enough */
    static void tell(String what, Throwable why) {
        long now = System.nanoTime();
        synchronized (TOLD) {
            Long before = TOLD.get(what);
            if (before != null && now - before < AGAIN_AFTER) {
                return;
            }
            TOLD.remove(what);
            TOLD.put(what, now);
            if (TOLD.size() > MOST) {
                TOLD.remove(TOLD.keySet().iterator().next());
            }
        }
        LOG.log(why == null ? System.Logger.Level.WARNING : System.Logger.Level.ERROR, what, why);
    }
}
