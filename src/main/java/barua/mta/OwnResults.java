package barua.mta;

import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Note;
import java.util.List;
import java.util.function.Predicate;

/**
 * Authentication-Results fields in our name that somebody else wrote, also those of ARC (RFC 8617 §4.1.1), which this server never writes:
 * filters and readers would believe them, so they are taken out of whatever comes in (RFC 8601 §5). Those of others stay.
 */
final class OwnResults {

    private static final String NAME = "Authentication-Results";
    private static final String ARC_NAME = "ARC-Authentication-Results";

    private OwnResults() {
    }

    /** @param notes hears of what was done */
    static HeaderBlock takenOut(HeaderBlock block, Router router, List<Note> notes) {
        return takenOut(ARC_NAME, takenOut(NAME, block, router, notes), router, notes);
    }

    private static HeaderBlock takenOut(String name, HeaderBlock block, Router router, List<Note> notes) {
        Predicate<HeaderBlock.Line> inOurName = line -> line.field().filter(field -> field.is(name) && router.isOurName(serverId(field))).isPresent();
        long times = block.lines().stream().filter(inOurName).count();
        if (times > 0) {
            notes.add(new JudgedHeader.TakenOut(name, times));
        }
        return times == 0 ? block : block.without(inOurName);
    }

    /**
     * The authserv-id: a token or a quoted string, after comments (RFC 8601 §2.2), in ARC after {@code i=1;}. A name's final dot says nothing; a
     * version stood behind a slash once (RFC 5451 §2.2).
     */
    private static String serverId(HeaderField field) {
        String text = field.is(ARC_NAME) ? field.unfolded().substring(field.unfolded().indexOf(';') + 1) : field.unfolded();
        int at = 0;
        int depth = 0;
        while (at < text.length() && (depth > 0 || Character.isWhitespace(text.charAt(at)) || text.charAt(at) == '(')) {
            char c = text.charAt(at);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 2 : 1;
        }
        String rest = text.substring(Math.min(at, text.length()));
        boolean quoted = rest.startsWith("\"");
        int end = 0;
        String id = quoted ? rest.substring(1) : rest;
        while (end < id.length() && (quoted ? id.charAt(end) != '"' : ";( \t/".indexOf(id.charAt(end)) < 0)) {
            end++;
        }
        return id.substring(0, end).replace("\\", "").strip().replaceFirst("\\.+$", "");
    }
}
