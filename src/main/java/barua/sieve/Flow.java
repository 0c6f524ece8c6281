package barua.sieve;

/** Where a run goes on after a command. */
enum Flow {
    /** With the command below. */
    ON,
    /** Nowhere: the script is over (RFC 5228 §3.3). */
    STOP,
    /** Behind the include that brought this script in (RFC 6609 §3.3). */
    RETURN,
    /** Behind the loop that {@link Run#breaking} names, or the nearest (RFC 5703 §3.1). */
    BREAK
}
