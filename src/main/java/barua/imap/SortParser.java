package barua.imap;

import barua.imap.ImapCommand.OnMessages;
import barua.imap.SearchRequest.Return;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The grammar of SORT and THREAD around that of SEARCH (RFC 5256 §5, RFC 5267 §5, RFC 5957 §5, RFC 6203 §7). */
final class SortParser {

    private SortParser() {
    }

    /** Stands behind {@code SORT} and its blank. */
    static OnMessages.Sort sort(ImapLexer in, boolean byUid) throws SyntaxException {
        Optional<Set<Return>> returns = SearchParser.returns(in);
        List<SortKey> keys = keys(in);
        in.space();
        SearchRequest request = SearchParser.withCharset(in, returns);
        if (keys.stream().anyMatch(key -> key.what() == SortKey.What.RELEVANCY) && !request.asksFuzzy()) {
            throw new SyntaxException("RELEVANCY needs a FUZZY key");   // RFC 6203 §6
        }
        return new OnMessages.Sort(keys, request, byUid);
    }

    /** Stands behind {@code THREAD} and its blank. */
    static OnMessages.Thread thread(ImapLexer in, boolean byUid) throws SyntaxException {
        String name = in.word();
        ThreadAlgorithm algorithm = switch (name) {
            case "ORDEREDSUBJECT" -> ThreadAlgorithm.ORDEREDSUBJECT;
            case "REFERENCES" -> ThreadAlgorithm.REFERENCES;
            default -> throw new SyntaxException("unknown threading algorithm " + SyntaxException.quote(name));
        };
        in.space();
        return new OnMessages.Thread(algorithm, SearchParser.withCharset(in, Optional.empty()), byUid);
    }

    private static List<SortKey> keys(ImapLexer in) throws SyntaxException {
        List<SortKey> keys = new ArrayList<>();
        for (SortKey key : in.list(() -> key(in))) {
            // Whom the first one finds alike, a second one of the same kind does not tell apart.
            if (keys.stream().noneMatch(before -> before.what() == key.what())) {
                keys.add(key);
            }
        }
        if (keys.isEmpty()) {
            throw new SyntaxException("SORT by nothing");
        }
        return List.copyOf(keys);
    }

    private static SortKey key(ImapLexer in) throws SyntaxException {
        boolean reverse = in.take("REVERSE ");
        String name = in.word();
        try {
            return new SortKey(SortKey.What.valueOf(name), reverse);
        } catch (IllegalArgumentException unknown) {
            throw new SyntaxException("unknown sort criterion " + SyntaxException.quote(name));
        }
    }
}
