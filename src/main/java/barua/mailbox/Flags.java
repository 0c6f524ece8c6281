package barua.mailbox;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * System flags as bits and keywords by name (RFC 9051 §2.3.2). Keywords compare without regard to case and keep the case in
 * which the folder first saw them; a folder holds at most 500 different ones, and one more is left out.
 */
public record Flags(int system, Set<String> keywords) {

    public static final int SEEN = 1;
    public static final int ANSWERED = 2;
    public static final int FLAGGED = 4;
    public static final int DELETED = 8;
    public static final int DRAFT = 16;

    public static final Flags NONE = new Flags(0, Set.of());

    /** Asked for with every message of a list: made once. */
    private static final Flags[] PLAIN = new Flags[32];

    static {
        Arrays.setAll(PLAIN, system -> new Flags(system, Set.of()));
    }

    public Flags {
        if (keywords.isEmpty()) {
            keywords = Set.of();
        } else {
            TreeSet<String> sorted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            sorted.addAll(keywords);
            keywords = Collections.unmodifiableSet(sorted);
        }
    }

    public static Flags of(int system) {
        return system >= 0 && system < PLAIN.length ? PLAIN[system] : new Flags(system, Set.of());
    }

    public static Flags of(int system, Collection<String> keywords) {
        return new Flags(system, Set.copyOf(keywords));
    }

    public boolean has(int flag) {
        return (system & flag) != 0;
    }

    public boolean has(String keyword) {
        return keywords.contains(keyword);
    }
}
