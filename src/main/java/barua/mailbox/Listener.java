package barua.mailbox;

import barua.message.Address;

/**
 * The port to whoever follows all mailboxes: an index, pushes to browsers, a backup. Told after the change is durable and visible, by a
 * thread that holds no lock of that account: so it may ask the folder. It must not wait for long. Events of one account come one after the
 * other, those of one folder in the order in which they became visible. What happened while nobody listened, before a crash say, is asked for
 * with {@link Folder#changesSince}.
 */
@FunctionalInterface
public interface Listener {

    /** An exception is logged and kept from the other listeners. */
    void changed(Event event);

    /**
     * What happened in which folder.
     *
     * @param account   of a renamed account the new address
     * @param mailboxId the folder's RFC 8474 id, which stays when it is renamed; empty for what happened to an account
     * @param folder    of a renamed folder the new name; INBOX for what happened to an account
     * @param uids      ascending; empty for what happened to a folder or an account
     * @param modseq    the highest of the change; 0 for what happened to a folder or an account
     * @param changed   of FLAGS those that were set or cleared in any of the messages; else none
     * @param before    the former name of a folder or address of an account that was renamed; else empty
     */
    record Event(Address account, String mailboxId, FolderName folder, Kind kind, long[] uids, long modseq, Flags changed, String before) {

        public enum Kind {
            /** Mail came, through the journey or by another program. */ DELIVERED,
            /** By a session: APPEND, a draft, a sent letter. */ APPENDED,
            /** By COPY or MOVE. */ COPIED,
            FLAGS,
            /** By EXPUNGE, MOVE, or another program. */ EXPUNGED,
            FOLDER_CREATED,
            FOLDER_RENAMED,
            FOLDER_DELETED,
            /** Its special use or its subscription. */ FOLDER_CHANGED,
            /** With all its folders. */ ACCOUNT_CREATED,
            ACCOUNT_RENAMED,
            ACCOUNT_REMOVED;

            /** Whether messages came. */
            public boolean isArrival() {
                return this == DELIVERED || this == APPENDED || this == COPIED;
            }

            /** Whether the list of folders is another one now. */
            public boolean isOfFolders() {
                return compareTo(FOLDER_CREATED) >= 0;
            }
        }

        private static final long[] NO_UIDS = {};

        /** Of messages. */
        static Event of(FolderState folder, Kind kind, long[] uids, long modseq, Flags changed) {
            return new Event(folder.mailbox().account(), folder.mailboxId(), folder.name(), kind, uids, modseq, changed, "");
        }

        /** Of a folder. @param before empty unless it was renamed */
        static Event of(FolderState folder, Kind kind, String before) {
            return new Event(folder.mailbox().account(), folder.mailboxId(), folder.name(), kind, NO_UIDS, 0, Flags.NONE, before);
        }

        /** Of an account. @param before empty unless it was renamed */
        static Event of(Address account, Kind kind, String before) {
            return new Event(account, "", FolderName.INBOX, kind, NO_UIDS, 0, Flags.NONE, before);
        }
    }
}
