package barua.directory;

import barua.message.Address;

/**
 * An account that is to be made.
 *
 * @param name     for people; 1 to 200 characters
 * @param password UTF-8; whoever made it wipes it
 * @param drawn    the password was drawn by chance, with 64 bits or more of it
 * @param language one of {@link Registry#LANGUAGES}
 * @param quota    in bytes; {@link Long#MAX_VALUE} for no limit
 */
public record NewAccount(Address address, String name, byte[] password, boolean drawn, String language, long quota) {

    @Override
    public String toString() {
        return "NewAccount[" + address + "]";
    }
}
