package barua.imap;

import barua.mailbox.Flags;
import java.util.ArrayList;
import java.util.List;

/** Flags as they are written (RFC 9051 §2.3.2). */
final class FlagNames {

    /** As FLAGS and PERMANENTFLAGS begin. */
    static final List<String> SYSTEM = List.of("\\Seen", "\\Answered", "\\Flagged", "\\Deleted", "\\Draft");

    /** Without parentheses, for each of the 32 sets of system flags. */
    private static final String[] SETS = new String[32];

    static {
        for (int set = 0; set < SETS.length; set++) {
            List<String> names = new ArrayList<>();
            for (int bit = 0; bit < SYSTEM.size(); bit++) {
                if ((set & 1 << bit) != 0) {
                    names.add(SYSTEM.get(bit));
                }
            }
            SETS[set] = String.join(" ", names);
        }
    }

    private FlagNames() {
    }

    static void write(ImapWriter out, Flags flags, boolean recent) {
        String system = SETS[flags.system() & 31];
        out.text("FLAGS (").text(system);
        String between = system.isEmpty() ? "" : " ";
        if (recent) {
            out.text(between).text("\\Recent");
            between = " ";
        }
        for (String keyword : flags.keywords()) {
            out.text(between).text(keyword);
            between = " ";
        }
        out.character(')');
    }
}
