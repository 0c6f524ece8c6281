package barua.webmail;

import java.time.Instant;

/**
 * One conversation of a folder as the list orders it.
 *
 * @param uids     its messages in this folder, the newest first
 * @param received of the newest
 */
record Row(long[] uids, Instant received, int unread, boolean flagged, boolean answered, boolean forwarded) {

    long newest() {
        return uids[0];
    }
}
