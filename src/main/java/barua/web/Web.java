package barua.web;

import barua.directory.Account;
import barua.directory.Directory;
import barua.sasl.Logins;

/**
 * What the door knows people by.
 *
 * @param hostname  of the server, as it is configured
 * @param httpsPort that people reach
 */
public record Web(String hostname, int httpsPort, Sessions sessions, Directory directory, Logins logins) {

    /** Whether the session's account may still come in: it may have been disabled while no word of it arrived. */
    boolean stillThere(Session session) {
        return directory.account(session.account()).filter(Account::enabled).isPresent();
    }
}
