package barua.mailbox;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** Which flags a change set or cleared in any of its messages. */
final class FlagDifference {

    private record Turn(int before, int now) {
    }

    private final Set<Turn> turns = new HashSet<>();
    private Turn last = new Turn(0, 0);

    /** Flags as a folder's table has them. */
    void add(int before, int now) {
        if (last.before != before || last.now != now) {   // most messages of a change turn alike
            last = new Turn(before, now);
            turns.add(last);
        }
    }

    /** Under the folder's lock. */
    Flags flags(FolderState folder) {
        int system = 0;
        Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Turn turn : turns) {
            Flags before = folder.flags(turn.before);
            Flags now = folder.flags(turn.now);
            system |= before.system() ^ now.system();
            before.keywords().stream().filter(keyword -> !now.has(keyword)).forEach(keywords::add);
            now.keywords().stream().filter(keyword -> !before.has(keyword)).forEach(keywords::add);
        }
        return Flags.of(system, keywords);
    }
}
