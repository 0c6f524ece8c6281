package barua.pop3;

import barua.message.Content;
import java.io.IOException;

/**
 * What one session sees: the messages that were there when it logged in, under numbers 1 to {@link #count} that stay. What other
 * sessions remove meanwhile keeps its number and cannot be read any more.
 */
interface Maildrop {

    int count();

    /** @param number 1 to count */
    long octets(int number);

    /** RFC 1939 §7: 1 to 70 printable characters, the same for this message for ever and for no other. */
    String uniqueId(int number);

    /** @throws barua.mailbox.MailboxException where the message has gone */
    Content content(int number) throws IOException;

    /** Removes these messages; durable when it returns. */
    void remove(int[] numbers) throws IOException;

    /** Where maildrops come from. */
    @FunctionalInterface
    interface Source {
        Maildrop open(String account) throws IOException;
    }
}
