package barua.web;

import barua.message.Address;
import java.time.Instant;

/**
 * Somebody signed in with one browser.
 *
 * @param keep whether it outlives the browser's closing ("my own computer")
 * @param csrf what every form and command of this session must bring back
 * @param mark which session it is, for what must end with it; tells nothing of its secrets
 */
public record Session(Address account, boolean keep, String csrf, String mark, Instant begun) {
}
