package barua.message;

import java.time.Instant;
import java.util.List;

/**
 * One message that has been taken in whole, on its way from the door to mailboxes and other servers.
 *
 * @param queueId    under which the trace knows it
 * @param header     as it was taken in, read once
 * @param notes      what was found out about it so far
 * @param content    with its Return-Path and Received fields in front
 * @param returnPath how many bytes of the content are the Return-Path field: it stands only in mailboxes, not in what is sent on (RFC 5321 §4.4)
 * @param received   when it was taken in
 * @param token      equal for a message that is sent again; empty where that cannot be told
 */
public record Letter(String queueId, Envelope envelope, Headers header, List<Note> notes, Content content, int returnPath, Instant received, String token) {

    public Letter {
        notes = List.copyOf(notes);
    }

    /** With its angle brackets; empty where there is none. */
    public String messageId() {
        return header.first("Message-ID").map(field -> field.unfolded().strip()).orElse("");
    }

    /** As it is sent on. */
    public Content onward() {
        return content.behind(returnPath);
    }
}
