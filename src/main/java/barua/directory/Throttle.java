package barua.directory;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Makes guessing passwords slow. Wrong ones are counted by name and address together, and by address alone (IPv6: one /64); past a few
 * each one doubles the wait. A pair that logged in rightly is spared the count of its address: a campus behind one address goes on
 * working while one machine in it guesses. Everything is bounded and forgotten after a while; time is monotonic.
 */
final class Throttle {

    private static final int PAIRS = 100_000;
    private static final int ADDRESSES = 50_000;
    private static final Duration REMEMBERED = Duration.ofHours(6);
    private static final int FREE_FOR_PAIR = 5;
    private static final int FREE_FOR_ADDRESS = 30;
    private static final long LONGEST_FOR_PAIR = TimeUnit.MINUTES.toNanos(15);
    private static final long LONGEST_FOR_ADDRESS = TimeUnit.MINUTES.toNanos(5);

    private final LongSupplier nanoTime;
    private final Cache<String, Count> pairs;
    private final Cache<String, Count> addresses;

    Throttle(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.pairs = Caffeine.newBuilder().maximumSize(PAIRS).expireAfterAccess(REMEMBERED).ticker(nanoTime::getAsLong).build();
        this.addresses = Caffeine.newBuilder().maximumSize(ADDRESSES).expireAfterAccess(REMEMBERED).ticker(nanoTime::getAsLong).build();
    }

    /** The door for one name from one address. */
    Gate gate(String name, String remote) {
        String network = network(remote);
        Count pair = pairs.get(name + " " + network, _ -> new Count(FREE_FOR_PAIR, LONGEST_FOR_PAIR));
        return new Gate(pair, addresses.get(network, _ -> new Count(FREE_FOR_ADDRESS, LONGEST_FOR_ADDRESS)));
    }

    /**
     * One attempt at a time passes: a hundred guesses at once would else all be through before the first is counted. Opened by the
     * caller in try-with-resources.
     */
    final class Gate implements AutoCloseable {

        private final Count pair;
        private final Count address;

        private Gate(Count pair, Count address) {
            this.pair = pair;
            this.address = address;
            pair.turn.lock();
        }

        /** Seconds until an attempt is looked at; 0 for now. */
        long secondsLeft() {
            long left = Math.max(pair.left(nanoTime.getAsLong()), pair.wasRight ? 0 : address.left(nanoTime.getAsLong()));
            return left <= 0 ? 0 : TimeUnit.NANOSECONDS.toSeconds(left) + 1;
        }

        void right() {
            pair.forgive();
            pair.wasRight = true;
        }

        void wrong() {
            pair.add(nanoTime.getAsLong());
            address.add(nanoTime.getAsLong());
        }

        @Override
        public void close() {
            pair.turn.unlock();
        }
    }

    /** Wrong attempts and until when the next has to wait. */
    private static final class Count {

        private final ReentrantLock turn = new ReentrantLock();
        private final int free;
        private final long longest;
        private volatile boolean wasRight;
        private int wrong;        // guarded by this
        private long until;       // guarded by this; of nanoTime, where wrong > free

        Count(int free, long longest) {
            this.free = free;
            this.longest = longest;
        }

        synchronized long left(long now) {
            return wrong > free ? until - now : 0;
        }

        synchronized void add(long now) {
            wrong++;
            int doubled = Math.min(wrong - free - 1, 20);
            if (doubled >= 0) {
                until = now + Math.min(longest, TimeUnit.SECONDS.toNanos(1L << doubled));
            }
        }

        synchronized void forgive() {
            wrong = 0;
        }
    }

    private static String network(String remote) {
        try {
            return InetAddress.ofLiteral(remote) instanceof Inet6Address six
                    ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8)) + "::/64" : remote;
        } catch (IllegalArgumentException name) {
            return remote;
        }
    }
}
