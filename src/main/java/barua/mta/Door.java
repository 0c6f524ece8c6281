package barua.mta;

import barua.message.Address;
import barua.message.HeaderBlock;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Reply;
import java.util.List;
import java.util.Optional;

/** What one way into the journey demands; {@link DoorVisit} holds the session to it. */
interface Door {

    /** Whether the sender may begin. */
    Welcome sender(Peer peer, ReversePath from);

    /** What stands against one more recipient; empty where it is taken. */
    Optional<Status> refusal(Acceptance now, Address recipient, List<Destination> destinations);

    sealed interface Welcome {

        record Yes(Entrance entrance) implements Welcome {
        }

        record No(Reply why) implements Welcome {
        }
    }

    /**
     * How one message comes in, settled at MAIL.
     *
     * @param who   whose message it is, for the trace; empty for the null sender
     * @param judge reads and mends the header when it has come
     */
    record Entrance(Origin.Session origin, Carrier.Manner manner, String who, Judge judge) {
    }

    @FunctionalInterface
    interface Judge {
        JudgedHeader judge(HeaderBlock original, String queueId);
    }
}
