package barua.delivery;

import java.time.Instant;

/**
 * What an account is to remember of an effect.
 *
 * @param key   without tabs and line ends; hashed before it is kept
 * @param until when it is forgotten
 */
record Claim(String key, Instant until) {
}
