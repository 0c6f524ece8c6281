package barua;

/**
 * Where random tests begin: always at the same place, so that a run says of a change what it says of the one before. {@code -Dbarua.random=true}
 * begins somewhere else each time, {@code -Dbarua.fuzz.seed=N} repeats a run; every test says its seed.
 */
public final class Seed {

    private static final long USUAL = 20_261_122L;

    private Seed() {
    }

    public static long next() {
        return Long.getLong("barua.fuzz.seed", Boolean.getBoolean("barua.random") ? System.nanoTime() & 0xFFFF_FFFFL : USUAL);
    }
}
