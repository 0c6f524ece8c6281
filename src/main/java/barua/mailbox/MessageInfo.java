package barua.mailbox;

import java.time.Instant;

/** What is known of a message without opening it. @param size in bytes on the wire (RFC822.SIZE) */
public record MessageInfo(long uid, Flags flags, long modseq, Instant received, long size) {
}
