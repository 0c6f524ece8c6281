package barua.smtp;

import java.util.function.LongSupplier;

/** How much of one peer is borne: mistakes, refusals, idle talk, wrong passwords, time without a login. The owner is one session thread. */
final class Patience {

    private static final int MISTAKES = 20;
    private static final int REFUSALS = 200;        // a list's owner may have many dead members in one message
    private static final int IDLE_TALK = 100;       // NOOP, RSET, EHLO ... without a message
    private static final int WRONG_LOGINS = 5;
    private static final long WITHOUT_LOGIN = 180_000_000_000L;   // three minutes, in nanoseconds

    private final LongSupplier nanos;
    private final long start;
    private int mistakes;
    private int refusals;
    private int idleTalk;
    private int wrongLogins;

    Patience(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
    }

    void mistake() {
        mistakes++;
    }

    void refusal() {
        refusals++;
    }

    void idleTalk() {
        idleTalk++;
    }

    void wrongLogin() {
        wrongLogins++;
    }

    void message() {
        idleTalk = 0;
    }

    boolean isOver() {
        return mistakes > MISTAKES || refusals > REFUSALS || idleTalk > IDLE_TALK || wrongLogins >= WRONG_LOGINS;
    }

    /** For submission: whoever has not logged in by then only holds a place. */
    boolean isLoginOverdue() {
        return nanos.getAsLong() - start > WITHOUT_LOGIN;
    }
}
