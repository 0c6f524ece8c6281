package barua.mailbox;

import barua.message.Address;

/** The port to whoever follows all mailboxes: search, push to browsers. Called after the change is durable, by the thread that made it: it must not wait. */
public interface Listener {

    void changed(Event event);

    /** What happened in which folder. */
    record Event(Address account, FolderName folder, Kind kind, long[] uids) {
        public enum Kind { ADDED, FLAGS, EXPUNGED, FOLDERS }
    }

    Listener NONE = event -> {
    };
}
