package barua.imap;

import barua.mailbox.Folder;
import barua.search.Candidates;
import barua.search.SearchScope;
import barua.search.Search;
import java.util.Optional;

/**
 * Asks the full-text index which messages need not be looked at. An answer stays exact: whatever is left is looked at as without an index.
 *
 * @param search      empty where there is no index
 * @param fewMessages so many messages are read before the index is asked
 * @param fewOutlines the same of outlines, which are in a cache
 */
record Narrowing(Optional<Search> search, int fewMessages, int fewOutlines) {

    static final Narrowing NONE = of(Optional.empty());

    static Narrowing of(Optional<Search> search) {
        return new Narrowing(search, 20, 500);
    }

    /** @param field of a header, in lower case */
    static SearchScope scope(String field) {
        return switch (field) {
            case "subject" -> SearchScope.SUBJECT;
            case "from" -> SearchScope.FROM;
            case "to" -> SearchScope.TO;
            case "cc" -> SearchScope.CC;
            case "bcc" -> SearchScope.BCC;
            default -> SearchScope.HEADER;
        };
    }

    /** @param content whether messages are read for it, rather than their outlines */
    Asked about(Folder folder, SearchScope scope, String sought, boolean content) {
        return new Asked(folder, scope, sought, search.isEmpty() || sought.isEmpty() ? Integer.MAX_VALUE : content ? fewMessages : fewOutlines);
    }

    /** One question, asked when its patience is over. Used by one thread. */
    final class Asked {

        private final Folder folder;
        private final SearchScope scope;
        private final String sought;
        private int patience;
        private Optional<Candidates> answer = Optional.empty();

        private Asked(Folder folder, SearchScope scope, String sought, int patience) {
            this.folder = folder;
            this.scope = scope;
            this.sought = sought;
            this.patience = patience;
        }

        /** What the index knows; MAYBE as long as it was not asked. */
        Candidates.Answer of(long uid) {
            if (patience-- == 0) {
                answer = search.flatMap(index -> index.candidates(folder, scope, sought));
            }
            return answer.map(known -> known.of(uid)).orElse(Candidates.Answer.MAYBE);
        }
    }
}
