package barua.trace;

import java.time.Instant;

/**
 * One step of one message or one login. Never holds a password or a body.
 *
 * @param queueId   the message's id in this server; empty where there is none
 * @param messageId with its angle brackets; empty where there is none
 * @param what      the step: accepted, refused, delivered, queued, sent, deferred, bounced, login, denied ...
 * @param who       the address concerned; empty where there is none
 * @param why       status and words; folder and UID
 */
public record Event(Instant when, String queueId, String messageId, String what, String who, String why) {

    public static Event of(String queueId, String messageId, String what, String who, String why) {
        return new Event(Instant.now(), queueId, messageId, what, who, why);
    }
}
