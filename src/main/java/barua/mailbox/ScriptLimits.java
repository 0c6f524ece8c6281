package barua.mailbox;

/**
 * How much of Sieve an account may keep.
 *
 * @param scripts how many
 * @param size    bytes of one
 * @param all     bytes of all that are there now; earlier versions have bounds of their own
 */
public record ScriptLimits(int scripts, int size, long all) {

    public static final ScriptLimits DEFAULT = new ScriptLimits(64, 1 << 20, 4 << 20);
}
