package barua.admin;

/** What a line over the shell's socket means. */
sealed interface ShellCall {

    record Asked(Operation operation) implements ShellCall {
    }

    /** Not an operation that this server knows, or one with wrong arguments. */
    record Wrong(String why) implements ShellCall {
    }
}
