package barua.mta;

import barua.message.Address;
import barua.message.Letter;
import barua.message.Origin;
import barua.queue.Queue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The one way out: whatever leaves for another server, is held, or has to wait, goes into the forced queue here and nowhere else. */
final class Exit {

    private final Queue queue;
    private final QueueIds ids;

    Exit(Queue queue, QueueIds ids) {
        this.queue = queue;
        this.ids = ids;
    }

    /**
     * What waited already gets an id of its own: under its old one the queue would hold it for the item that is just being tried.
     *
     * @throws IOException when it could not be kept: nothing was
     */
    void leave(Letter letter, List<Address> to, Duration hold) throws IOException {
        String id = switch (letter.envelope().origin()) {
            case Origin.Waited _ -> ids.next();
            case Origin.Session _, Origin.Here _ -> letter.queueId();
        };
        queue.add(letter.envelope().from(), to, letter.onward(), id, hold);
    }
}
