package barua.search;

import java.util.function.BooleanSupplier;

/** A time that begins when it is first asked for: what has to be found out before, however long that takes, leaves something of it. For one thread. */
final class Slice implements BooleanSupplier {

    private final long length;
    private long began;
    private boolean asked;

    /** @param length in nanoseconds */
    Slice(long length) {
        this.length = length;
    }

    /** Whether there is time left; always so at first. */
    @Override
    public boolean getAsBoolean() {
        if (!asked) {
            asked = true;
            began = System.nanoTime();
            return true;
        }
        return System.nanoTime() - began < length;
    }
}
