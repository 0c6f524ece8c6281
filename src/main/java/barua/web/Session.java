package barua.web;

import barua.message.Address;
import java.time.Instant;

/**
 * Somebody signed in with one browser.
 *
 * @param keep whether it outlives the browser's closing ("my own computer")
 * @param csrf what every form and command of this session must bring back
 */
public record Session(Address account, boolean keep, String csrf, Instant begun) {
}
