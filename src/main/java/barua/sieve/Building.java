package barua.sieve;

import java.util.Set;

/** What the compilation of a script and of all that it includes has in common. */
final class Building {

    private final Limits limits;
    private final Set<String> extensions;
    private final Includes includes;
    private int commands;

    Building(Limits limits, Set<String> extensions, Includes includes) {
        this.limits = limits;
        this.extensions = Set.copyOf(extensions);
        this.includes = includes;
    }

    Limits limits() {
        return limits;
    }

    Set<String> extensions() {
        return extensions;
    }

    Includes includes() {
        return includes;
    }

    /** Counts a command, and complains once where there are too many. */
    void count(Complaints complaints, Clause clause) {
        if (++commands == limits.commands() + 1) {
            complaints.add(clause.line(), clause.column(), "the script has more than " + limits.commands() + " commands");
        }
    }
}
