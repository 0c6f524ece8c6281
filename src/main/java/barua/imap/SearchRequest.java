package barua.imap;

import java.util.Optional;
import java.util.Set;

/**
 * @param returns empty where no RETURN was said: then the answer has its old form (RFC 4731 §3.1)
 */
record SearchRequest(Optional<Set<Return>> returns, SearchKey key) {

    /** RFC 4731 §3.1, RFC 5182 §2.1. */
    enum Return { MIN, MAX, ALL, COUNT, SAVE }

    boolean asksModseq() {
        return asksModseq(key);
    }

    private static boolean asksModseq(SearchKey key) {
        return switch (key) {
            case SearchKey.Modseq _ -> true;
            case SearchKey.Not(var inner) -> asksModseq(inner);
            case SearchKey.Or(var one, var other) -> asksModseq(one) || asksModseq(other);
            case SearchKey.And(var keys) -> keys.stream().anyMatch(SearchRequest::asksModseq);
            case SearchKey.All _, SearchKey.Recent _, SearchKey.In _, SearchKey.Flag _, SearchKey.Keyword _, SearchKey.Received _, SearchKey.Sent _,
                 SearchKey.Age _, SearchKey.Size _, SearchKey.Header _, SearchKey.Person _, SearchKey.Body _, SearchKey.Text _ -> false;
        };
    }
}
