package barua.queue;

import barua.message.Bounce;
import barua.message.Content;
import java.io.IOException;
import java.util.List;

/** The port to whoever keeps a letter that could not be delivered, instead of the sender's being told of it. */
@FunctionalInterface
public interface TakingBack {

    /** Nobody takes anything back. */
    TakingBack NEVER = (_, _, _) -> false;

    /**
     * @param failures who did not get it, and why
     * @return whether it is kept, durably; else a bounce goes out
     * @throws IOException where it must be asked again
     */
    boolean takesBack(String queueId, Content letter, List<Bounce.Failure> failures) throws IOException;
}
