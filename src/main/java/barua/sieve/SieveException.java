package barua.sieve;

import java.util.List;
import java.util.stream.Collectors;

/** The script is not one that can be run. Holds everything that is wrong with it, as far as it could be read, in the order of its lines. */
public final class SieveException extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<Complaint> complaints;

    /** @param complaints at least one */
    public SieveException(List<Complaint> complaints) {
        super(complaints.stream().map(Complaint::toString).collect(Collectors.joining("\n")));
        this.complaints = List.copyOf(complaints);
    }

    public List<Complaint> complaints() {
        return complaints;
    }
}
