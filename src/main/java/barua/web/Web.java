package barua.web;

import barua.directory.Directory;
import barua.sasl.Logins;

/**
 * What the door knows people by.
 *
 * @param hostname  of the server, as it is configured
 * @param httpsPort that people reach
 */
public record Web(String hostname, int httpsPort, Sessions sessions, Directory directory, Logins logins) {

    /** Of one that may not be there yet. */
    static String hostname(Web web) {
        return web == null ? "localhost" : web.hostname;
    }
}
