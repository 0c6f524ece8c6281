package barua.mta;

import barua.message.Address;
import barua.message.Letter;
import barua.queue.Queue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The one way out: whatever leaves for another server, is held, or has to wait, goes into the forced queue here and nowhere else. */
final class Exit {

    private final Queue queue;

    Exit(Queue queue) {
        this.queue = queue;
    }

    /** @throws IOException when it could not be kept: nothing was */
    void leave(Letter letter, List<Address> to, Duration hold) throws IOException {
        queue.add(letter.envelope().from(), to, letter.onward(), letter.queueId(), hold);
    }
}
