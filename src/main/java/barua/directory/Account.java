package barua.directory;

import barua.message.Address;

/**
 * A person or role that can log in.
 *
 * @param address  canonical, folded; names the mailbox
 * @param name     for people, such as {@code Neema Mushi}
 * @param quota    bytes; {@link Long#MAX_VALUE} for no limit
 * @param language BCP 47, such as {@code en} or {@code sw}
 */
public record Account(long id, Address address, String name, boolean enabled, boolean administrator, long quota, String language) {
}
