package barua.mta;

import barua.mailbox.Staged;
import barua.message.Content;
import barua.message.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;

/**
 * One message that has been taken in whole, on its way.
 *
 * @param messageId  empty where there is none
 * @param message    with its Return-Path and Received fields in front
 * @param returnPath how many bytes of it are the Return-Path field: it stands only in mailboxes, not in what is sent on (RFC 5321 §4.4)
 * @param received   when it was taken in
 * @param key        equal for a message that is sent again; empty where that cannot be told
 */
record Letter(String queueId, String messageId, ReversePath from, Staged message, int returnPath, Instant received, String key) {

    /** As it is sent on. */
    Content onward() {
        return new Content() {
            @Override
            public long size() {
                return message.size() - returnPath;
            }

            @Override
            public InputStream open(long from) throws IOException {
                return message.open(from + returnPath);
            }
        };
    }
}
