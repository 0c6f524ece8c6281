package barua.sieve;

/** A script as people edit it by forms: its rules in order, and the pieces that somebody wrote by hand. */
public final class RuleSheet {

    private RuleSheet() {
    }

    /** One thing in a script that stands for itself. */
    public sealed interface Part permits Rule, VacationNote, Forwarding, Verbatim {

        /** May be empty. */
        String name();

        boolean enabled();
    }
}
