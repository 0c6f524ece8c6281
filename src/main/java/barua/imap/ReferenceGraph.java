package barua.imap;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who answers whom, as messages say it of themselves and of each other: the first step of REFERENCES (RFC 5256 §3). A node is a message or the
 * id of one that is not there; each has at most one parent, and no node is above itself.
 *
 * <p>Whether a link would close a ring shows in walking up from the new parent, but only where the new child has children. Mail as it is takes a few
 * steps; so that nobody can make it take a day with a folder made for it, all walks together have an end, behind which such links are not made.
 */
final class ReferenceGraph {

    static final int NONE = -1;

    private static final int MOST_UNKNOWN = 2_000_000;
    private static final int ROOM = 64 * 1024 * 1024;
    private static final long MOST_STEPS = 300_000_000;

    private final Map<String, Integer> nodes = new HashMap<>();
    private int[] parent = new int[64];
    private int[] children = new int[64];
    private int[] message = new int[64];
    private int count;
    private int left = ROOM;
    private int unknown;
    private long steps;

    int size() {
        return count;
    }

    /** {@link #NONE} at the top. */
    int parent(int node) {
        return parent[node];
    }

    /** The index that it was added with; {@link #NONE} for one that is not there. */
    int message(int node) {
        return message[node];
    }

    /**
     * Takes one message, in the order of sequence numbers.
     *
     * @param id         empty where it has none
     * @param references the eldest first
     */
    void add(int index, String id, List<String> references) {
        int self = id.isEmpty() ? NONE : node(id);
        if (self == NONE || message[self] != NONE) {
            self = fresh();   // of two with one id the first has it
        }
        message[self] = index;
        int last = NONE;
        for (String reference : references) {
            int next = node(reference);
            if (next != NONE) {
                if (last != NONE && parent[next] == NONE) {
                    link(last, next);
                }
                last = next;
            }
        }
        if (parent[self] != last) {
            unlink(self);   // what others said of it counts less than what it says itself
            if (last != NONE) {
                link(last, self);
            }
        }
    }

    private int node(String id) {
        Integer known = nodes.get(id);
        if (known != null) {
            return known;
        }
        if (unknown >= MOST_UNKNOWN || left < id.length()) {
            return NONE;
        }
        unknown++;
        left -= id.length();
        int node = fresh();
        nodes.put(id, node);
        return node;
    }

    private int fresh() {
        if (count == parent.length) {
            parent = Arrays.copyOf(parent, 2 * count);
            children = Arrays.copyOf(children, 2 * count);
            message = Arrays.copyOf(message, 2 * count);
        }
        parent[count] = NONE;
        message[count] = NONE;
        return count++;
    }

    private void link(int above, int below) {
        if (above != below && (children[below] == 0 || !isBelow(above, below))) {
            parent[below] = above;
            children[above]++;
        }
    }

    private void unlink(int node) {
        if (parent[node] != NONE) {
            children[parent[node]]--;
            parent[node] = NONE;
        }
    }

    private boolean isBelow(int node, int above) {
        for (int at = node; at != NONE; at = parent[at]) {
            if (at == above || ++steps > MOST_STEPS) {
                return true;
            }
        }
        return false;
    }
}
