package barua.delivery;

import barua.message.Address;

/**
 * One for whom a letter is delivered.
 *
 * @param account  the mailbox
 * @param detail   what stood behind {@code +} in the recipient; empty where there was none
 * @param original the recipient as the peer wrote it
 */
public record Recipient(Address account, String detail, Address original) {
}
