package barua.search;

/**
 * Somebody whom an account wrote to, or who wrote to it.
 *
 * @param name    by which the newest letter calls them; may be empty, and never shows an address
 * @param address in small letters
 * @param weight  above 0: how often, and how lately
 * @param machine whether a program or a list stands behind the address as far as one can tell
 */
public record Correspondent(String name, String address, double weight, boolean machine) {
}
