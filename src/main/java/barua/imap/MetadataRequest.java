package barua.imap;

import barua.imap.ImapCommand.OnFolders;
import barua.mailbox.FolderName;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * GETMETADATA and SETMETADATA off a command (RFC 5464 §4.2, §4.3, §5). Options stand before the folder by the grammar, behind it in the examples:
 * both are read.
 */
final class MetadataRequest {

    /** RFC 5464 §3.2: below one of the two, no empty part, nothing that LIST would take for a pattern. */
    private static final Pattern ENTRY = Pattern.compile("/(private|shared)(/[^/*%\\p{Cntrl}]+)*");
    private static final int LONGEST_ENTRY = 1_024;
    private static final int MOST = 100;

    private final ImapLexer in;
    private final boolean utf8;
    private OptionalLong maxSize = OptionalLong.empty();
    private int depth;

    MetadataRequest(ImapLexer in, boolean utf8) {
        this.in = in;
        this.utf8 = utf8;
    }

    OnFolders.GetMetadata get() throws SyntaxException {
        in.space();
        if (options()) {
            in.space();
        }
        Optional<FolderName> folder = folder();
        in.space();
        if (options()) {
            in.space();
        }
        List<String> entries = in.peek() == '(' ? in.list(this::entry) : List.of(entry());
        if (entries.isEmpty() || entries.size() > MOST) {
            throw new SyntaxException("1 to " + MOST + " entries can be asked for at once");
        }
        return new OnFolders.GetMetadata(folder, entries, depth, maxSize);
    }

    /** False where none stand there. */
    private boolean options() throws SyntaxException {
        if (in.take("(MAXSIZE ")) {
            maxSize = OptionalLong.of(in.number());
        } else if (in.take("(DEPTH ")) {
            depth = depth();
        } else {
            return false;
        }
        while (in.skip(' ')) {
            option();
        }
        in.expect(')');
        return true;
    }

    private void option() throws SyntaxException {
        if (in.take("MAXSIZE ")) {
            maxSize = OptionalLong.of(in.number());
        } else if (in.take("DEPTH ")) {
            depth = depth();
        } else {
            throw new SyntaxException("unknown option " + SyntaxException.quote(in.rest(), 0));
        }
    }

    private int depth() throws SyntaxException {
        if (in.take("INFINITY")) {
            return Integer.MAX_VALUE;
        }
        long levels = in.number();
        if (levels > 1) {
            throw new SyntaxException("DEPTH is 0, 1 or infinity");
        }
        return (int) levels;
    }

    OnFolders.SetMetadata set() throws SyntaxException {
        in.space();
        Optional<FolderName> folder = folder();
        in.space();
        in.expect('(');
        Map<String, Optional<byte[]>> changes = new LinkedHashMap<>();
        do {
            String entry = entry();
            if (entry.indexOf('/', 1) < 0) {
                throw new SyntaxException(SyntaxException.quote(entry) + " has no value of its own");
            }
            in.space();
            changes.put(entry, in.take("NIL") ? Optional.empty() : Optional.of(in.string()));
        } while (in.skip(' ') && changes.size() <= MOST);
        in.expect(')');
        return new OnFolders.SetMetadata(folder, changes);
    }

    /** Empty for the server. */
    private Optional<FolderName> folder() throws SyntaxException {
        byte[] name = in.astring();
        return name.length == 0 ? Optional.empty() : Optional.of(FolderNames.folder(name, utf8));
    }

    /** In lower case: names tell no case (RFC 5464 §3.2). */
    private String entry() throws SyntaxException {
        String entry = new String(in.astring(), StandardCharsets.ISO_8859_1);
        boolean ascii = entry.chars().allMatch(c -> c < 127);
        if (!ascii || entry.length() > LONGEST_ENTRY || !ENTRY.matcher(entry.toLowerCase(Locale.ROOT)).matches()) {
            throw new SyntaxException(SyntaxException.quote(entry) + " is no entry: it begins with /private/ or /shared/, and has neither * nor %");
        }
        return entry.toLowerCase(Locale.ROOT);
    }
}
