package barua.server;

import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * A step of a timer that never throws, because a timer whose step threw is not called again: a failure is logged, once while it stays the same,
 * and the next turn tries again.
 */
final class Recurring implements Runnable {

    private static final Logger LOG = Logger.getLogger(Recurring.class.getName());

    private final String what;
    private final Callable<Void> step;
    private String lastFailure = "";   // read and written by one turn at a time

    private Recurring(String what, Callable<Void> step) {
        this.what = what;
        this.step = step;
    }

    /** A step that may fail. */
    interface Step {
        void run() throws Exception;
    }

    /** @param what what does not happen when it fails, such as {@code the directory is read anew} */
    static Recurring of(String what, Step step) {
        return new Recurring(what, () -> {
            step.run();
            return null;
        });
    }

    @Override
    public synchronized void run() {
        try {
            step.call();
            if (!lastFailure.isEmpty()) {
                LOG.log(Level.INFO, "{0} again", what);
            }
            lastFailure = "";
        } catch (Exception failed) {
            String failure = String.valueOf(failed);
            if (!failure.equals(lastFailure)) {
                LOG.log(Level.WARNING, "not done for now: " + what + "; it is tried again", failed);
            }
            lastFailure = failure;
        }
    }
}
