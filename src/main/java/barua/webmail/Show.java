package barua.webmail;

import java.util.Locale;
import java.util.function.Predicate;

/** Which conversations of a folder are listed. */
enum Show implements Predicate<Row> {
    ALL, UNREAD, FLAGGED;

    @Override
    public boolean test(Row row) {
        return switch (this) {
            case ALL -> true;
            case UNREAD -> row.unread() > 0;
            case FLAGGED -> row.flagged();
        };
    }

    /** From an address; all where it says nothing known. */
    static Show of(String word) {
        return switch (word == null ? "" : word) {
            case "unread" -> UNREAD;
            case "flagged" -> FLAGGED;
            default -> ALL;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
