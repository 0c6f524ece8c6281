package barua.delivery;

import barua.mailbox.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Flags as scripts name them (RFC 5232), made ones that a folder takes: what is no flag is left out, and so are more than enough. */
final class ScriptFlags {

    private static final int MOST = 50;
    private static final int LONGEST = 100;
    private static final Map<String, Integer> SYSTEM = Map.of("\\seen", Flags.SEEN, "\\answered", Flags.ANSWERED, "\\flagged", Flags.FLAGGED,
            "\\deleted", Flags.DELETED, "\\draft", Flags.DRAFT);

    private ScriptFlags() {
    }

    static Flags of(List<String> names) {
        int system = 0;
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (String name : names) {
            system |= SYSTEM.getOrDefault(name.toLowerCase(Locale.ROOT), 0);
            if (isKeyword(name) && keywords.size() < MOST) {
                keywords.add(name);
            }
        }
        return Flags.of(system, keywords);
    }

    /** As scripts name them: those of the system first. */
    static List<String> names(Flags flags) {
        List<String> names = new ArrayList<>();
        for (String name : List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft")) {
            if (flags.has(SYSTEM.get(name.toLowerCase(Locale.ROOT)))) {
                names.add(name);
            }
        }
        names.addAll(flags.keywords());
        return names;
    }

    /** RFC 9051 §9: an atom. */
    private static boolean isKeyword(String name) {
        return !name.isEmpty() && name.length() <= LONGEST && name.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    }
}
