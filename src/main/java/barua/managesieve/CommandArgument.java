package barua.managesieve;

/** One argument of a command (RFC 5804 §4). */
sealed interface CommandArgument {

    /** A string, quoted or as a literal. */
    record Text(byte[] bytes) implements CommandArgument {
    }

    /** At most 4294967295. */
    record Number(long value) implements CommandArgument {
    }

    /** A literal that is longer than is taken; it was passed over. */
    record TooLong(long bytes) implements CommandArgument {
    }
}
