package barua.imap;

import java.util.List;
import java.util.Set;

/**
 * LIST in its full form (RFC 5258, RFC 5819, RFC 6154). The old form has no options.
 *
 * @param extended whether any option or several patterns were given
 * @param status   what STATUS tells of each folder; empty: nothing
 */
record ListRequest(boolean extended, Set<Choose> choose, List<ListPattern> patterns, Set<Return> returns, List<StatusItem> status) {

    /** RFC 5258 §3.1, RFC 6154 §5.2. */
    enum Choose { SUBSCRIBED, REMOTE, RECURSIVEMATCH, SPECIAL_USE }

    /** RFC 5258 §3.2, RFC 6154 §5.3. */
    enum Return { SUBSCRIBED, CHILDREN, SPECIAL_USE }
}
