package barua.mailbox;

/** What an account's mail takes, counted in memory. Until it was {@linkplain #start counted} from the names on the disk nothing is known. */
final class Quota {

    // Guarded by this.
    private boolean known;
    private long bytes;
    private long messages;

    synchronized boolean isKnown() {
        return known;
    }

    /** Counting from the disk is done, while nothing changed. */
    synchronized void start(long countedBytes, long countedMessages) {
        bytes = countedBytes;
        messages = countedMessages;
        known = true;
    }

    /** Takes room for messages that are about to come. */
    synchronized boolean take(long moreBytes, long moreMessages, long limit) {
        if (limit != Long.MAX_VALUE && bytes + moreBytes > limit) {
            return false;
        }
        add(moreBytes, moreMessages);
        return true;
    }

    /** Counts what came or went whatever the limit. */
    synchronized void add(long moreBytes, long moreMessages) {
        bytes += moreBytes;
        messages += moreMessages;
    }

    synchronized Mailbox.Usage usage(long limit) {
        return new Mailbox.Usage(Math.max(0, bytes), Math.max(0, messages), limit);
    }
}
