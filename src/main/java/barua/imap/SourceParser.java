package barua.imap;

import barua.mailbox.FolderName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The grammar of the source options of ESEARCH (RFC 7377 §4, RFC 5465 §8 filter-mailboxes). */
final class SourceParser {

    private static final int MOST_SOURCES = 100;
    /** Names that one command may hold. */
    private static final int MOST_NAMES = 1_000;

    private final ImapLexer in;
    private final boolean utf8;
    private int names;

    private SourceParser(ImapLexer in, boolean utf8) {
        this.in = in;
        this.utf8 = utf8;
    }

    /** Stands behind {@code IN} and its blank. @param utf8 whether names are UTF-8 by now */
    static List<SearchSource> parse(ImapLexer in, boolean utf8) throws SyntaxException {
        return new SourceParser(in, utf8).sources();
    }

    private List<SearchSource> sources() throws SyntaxException {
        List<SearchSource> sources = in.list(this::source);
        if (sources.isEmpty()) {
            throw new SyntaxException("ESEARCH IN nothing");
        }
        if (sources.size() > MOST_SOURCES) {
            throw new SyntaxException("LIMIT", "too many sources");
        }
        return List.copyOf(sources);
    }

    private SearchSource source() throws SyntaxException {
        if (in.peek() == '(') {
            throw new SyntaxException("there are no scope options");   // RFC 7377 §4: their syntax is for extensions
        }
        String name = in.word();
        return switch (name) {
            case "SELECTED" -> new SearchSource.SelectedFolder();
            case "INBOXES", "PERSONAL" -> new SearchSource.Personal();
            case "SUBSCRIBED" -> new SearchSource.Subscribed();
            case "SUBTREE" -> new SearchSource.Subtree(folders(), false);
            case "SUBTREE-ONE" -> new SearchSource.Subtree(folders(), true);
            case "MAILBOXES" -> new SearchSource.Named(Set.copyOf(folders()));
            // Among them selected-delayed, which RFC 7377 §2.2 takes out of RFC 5465.
            default -> throw new SyntaxException("unknown source " + SyntaxException.quote(name));
        };
    }

    private List<FolderName> folders() throws SyntaxException {
        in.space();
        List<FolderName> folders = new ArrayList<>();
        if (in.peek() == '(') {
            folders.addAll(in.list(this::folder));
        } else {
            folders.add(folder());
        }
        if (folders.isEmpty()) {
            throw new SyntaxException("an empty list of folders");
        }
        return List.copyOf(folders);
    }

    private FolderName folder() throws SyntaxException {
        byte[] name = in.astring();
        if (++names > MOST_NAMES) {
            throw new SyntaxException("LIMIT", "at most " + MOST_NAMES + " names of folders at once");
        }
        return FolderNames.folder(name, utf8);
    }
}
