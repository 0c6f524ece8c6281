package barua.sieve;

/** A command that can be run. */
@FunctionalInterface
interface Step {

    /** @throws Failure where it cannot go on */
    Flow run(Run run);
}
