package barua.admin;

/**
 * Who asks for an operation: stands in the trace of what was changed.
 *
 * @param name as the door knows it: a user of the system, an account
 * @param door such as {@code shell}
 */
public record Actor(String name, String door) {

    @Override
    public String toString() {
        return name + " in the " + door;
    }
}
