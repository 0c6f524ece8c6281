package barua.sieve;

import java.time.Duration;

/**
 * What a script may take.
 *
 * @param size       bytes of one script
 * @param nesting    blocks, tests and lists within each other
 * @param commands   in one script, its includes among them
 * @param actions    of one run
 * @param redirects  of one run
 * @param steps      commands, tests and comparisons of one run
 * @param time       of one run, on one processor
 */
public record Limits(int size, int nesting, int commands, int actions, int redirects, long steps, Duration time) {

    public static final Limits DEFAULT = new Limits(1 << 20, 32, 100_000, 32, 4, 10_000_000, Duration.ofSeconds(5));
}
