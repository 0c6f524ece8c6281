package barua.mta;

import barua.message.Address;
import barua.message.Status;

/** What makes two destinations the same, whichever recipient led there and however the directory was read since. */
sealed interface Target {

    record Mailbox(Address account, String detail) implements Target {
    }

    record Elsewhere(Address recipient) implements Target {
    }

    record Members(Address list) implements Target {
    }

    record Nowhere(Address recipient, Status why) implements Target {
    }

    static Target of(Destination destination) {
        return switch (destination) {
            case Destination.Local local -> new Mailbox(local.account().address(), local.detail());
            case Destination.Remote(Address recipient) -> new Elsewhere(recipient);
            case Destination.Members(var list) -> new Members(list.address());
            case Destination.Refused(Address recipient, Status why) -> new Nowhere(recipient, why);
        };
    }
}
