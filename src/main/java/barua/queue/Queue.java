package barua.queue;

import barua.message.Address;
import barua.message.Content;
import barua.message.ReversePath;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What waits: each message one forced data file and one forced envelope file under {@code queue/}. Retries follow a schedule on the
 * monotonic clock; what fails for good, or waits for five days, bounces. Safe for many threads.
 */
public final class Queue implements Closeable {

    /** On the disk when it returns; the first attempt is made after {@code hold}. Returns the queue id. @throws IOException when it could not be kept: nothing was */
    public String add(ReversePath from, List<Address> to, Content content, String queueId, Duration hold) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** One waiting recipient. */
    public record Waiting(Address recipient, int attempts, Instant next, String lastWord) {
    }

    public record Item(String queueId, ReversePath from, long size, Instant arrived, boolean held, List<Waiting> waiting) {
    }

    public List<Item> items() {
        throw new UnsupportedOperationException("contract");
    }

    /** Tries it now. Returns whether there is such an item. */
    public boolean retry(String queueId) {
        throw new UnsupportedOperationException("contract");
    }

    public boolean remove(String queueId) throws IOException {
        throw new UnsupportedOperationException("contract");
    }

    /** Stops new attempts, waits a moment for running ones. */
    @Override
    public void close() throws IOException {
        throw new UnsupportedOperationException("contract");
    }
}
