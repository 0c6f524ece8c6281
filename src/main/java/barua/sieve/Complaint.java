package barua.sieve;

/** What is wrong with a script, or went wrong while it ran, in words for whoever wrote it. */
public record Complaint(Place place, String text) {

    /** {@code line 3, column 7: fileinto needs require "fileinto"}. */
    @Override
    public String toString() {
        return "line " + place.line() + ", column " + place.column() + ": " + text;
    }
}
