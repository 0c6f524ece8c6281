package barua.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Counts who is connected: in all, and from one address. One lock guards it; nothing waits under it. */
final class Crowd {

    private final int total;
    private final int perAddress;
    private final Map<String, Integer> present = new HashMap<>();
    private int all;

    Crowd(int total, int perAddress) {
        this.total = total;
        this.perAddress = perAddress;
    }

    /** Whether there is room for one more from there; it is counted then, until it {@link #leave leaves}. */
    synchronized boolean enter(InetAddress from) {
        String group = group(from);
        int there = present.getOrDefault(group, 0);
        if (all >= total || there >= perAddress) {
            return false;
        }
        present.put(group, there + 1);
        all++;
        return true;
    }

    synchronized void leave(InetAddress from) {
        present.computeIfPresent(group(from), (_, there) -> there == 1 ? null : there - 1);
        all--;
        if (all == 0) {
            notifyAll();
        }
    }

    synchronized int size() {
        return all;
    }

    /** Waits until all have left. Returns whether they have. */
    synchronized boolean awaitEmpty(long nanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        for (long left = nanos; all > 0 && left > 0; left = deadline - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return all == 0;
    }

    /** One customer's IPv6 network is a /64: a single machine has all of its addresses (RFC 6177 §2). */
    private static String group(InetAddress address) {
        byte[] bytes = address.getAddress();
        return HexFormat.of().formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, 8) : bytes);
    }
}
