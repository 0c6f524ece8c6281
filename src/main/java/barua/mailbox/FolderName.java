package barua.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A folder's name: levels in Unicode NFC, the first of INBOX always in capitals (RFC 9051 §5.1). Between levels IMAP sees
 * {@code /}; on disk (Maildir++) it is {@code .} and names are in modified UTF-7 with {@code .} as {@code &AC4-}.
 */
public record FolderName(List<String> levels) implements Comparable<FolderName> {

    public static final char SEPARATOR = '/';
    public static final FolderName INBOX = new FolderName(List.of("INBOX"));

    private static final int LONGEST_LEVEL = 120;
    private static final int DEEPEST = 16;
    static final String WHAT_MAY_BE_GIVEN = "a new folder's name has no * or %, and at most " + LONGEST_LEVEL + " characters in each of at most " + DEEPEST
            + " levels";
    /** As many as the longest name of a directory can have. */
    private static final int DEEPEST_OF_OTHERS = 128;

    public FolderName {
        levels = List.copyOf(levels);
    }

    /**
     * Reads a Unicode name with {@code /} between levels; empty where no folder can be called so. Other programs give names that we do not
     * ({@link #mayBeGiven}), and what is listed must be found.
     */
    public static Optional<FolderName> parse(String name) {
        String[] parts = java.text.Normalizer.normalize(name, java.text.Normalizer.Form.NFC).split("/", -1);
        if (parts.length > DEEPEST_OF_OTHERS) {
            return Optional.empty();
        }
        List<String> levels = new ArrayList<>();
        for (String part : parts) {
            if (part.isEmpty() || !isShown(part)) {
                return Optional.empty();
            }
            levels.add(part);
        }
        if (levels.getFirst().toUpperCase(Locale.ROOT).equals("INBOX")) {
            levels.set(0, "INBOX");
        }
        return Optional.of(new FolderName(levels));
    }

    /** Without control characters and what could not be read. */
    static boolean isShown(String level) {
        return level.chars().noneMatch(c -> c < 32 || c >= 127 && c < 160 || c == 0xFFFD || c == 0x2028 || c == 0x2029);
    }

    /** Whether a folder may be made or renamed so: not so deep, not so long, and without the signs that LIST has for patterns (RFC 9051 §5.1). */
    public boolean mayBeGiven() {
        return levels.size() <= DEEPEST && levels.stream().allMatch(level -> level.length() <= LONGEST_LEVEL && !level.equals("..")
                && level.indexOf('*') < 0 && level.indexOf('%') < 0);
    }

    /** A name known to be one; throws {@link IllegalArgumentException} otherwise. */
    public static FolderName of(String name) {
        return parse(name).orElseThrow(() -> new IllegalArgumentException("not a folder name: " + name));
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    public Optional<FolderName> parent() {
        return levels.size() == 1 ? Optional.empty() : Optional.of(new FolderName(levels.subList(0, levels.size() - 1)));
    }

    /** Whether this lies somewhere below the other. */
    public boolean isBelow(FolderName other) {
        return levels.size() > other.levels.size() && levels.subList(0, other.levels.size()).equals(other.levels);
    }

    @Override
    public int compareTo(FolderName other) {
        return isInbox() || other.isInbox() ? Boolean.compare(other.isInbox(), isInbox()) : toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return String.join("/", levels);
    }
}
