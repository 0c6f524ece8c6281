package barua.imap;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Steps 2 to 6 of REFERENCES (RFC 5256 §3): takes out messages that are not there, and draws threads of one subject together. Nodes here are as in
 * {@link ThreadTree}; those that are not there stand at the top alone.
 */
final class ThreadGathering {

    private static final int TOP = ThreadTree.TOP;
    private static final int UNKNOWN = Integer.MIN_VALUE;

    private final ReferenceGraph graph;
    private final long[] dates;
    private final int[] subjects;
    private final BitSet answers;
    private final int messages;
    private final int[] parent;
    private int nodes;
    /** By node less {@link #messages}: its first child, by the sent date. */
    private int[] firstChild = new int[16];
    /** By node less {@link #messages}: the one that it has become one with, itself until then. */
    private int[] merged = new int[16];

    /** @param subjects by number, {@link ComparedTexts#EMPTY} for none @param answers those whose subject says that they answer or pass on */
    ThreadGathering(ReferenceGraph graph, long[] dates, int[] subjects, BitSet answers) {
        this.graph = graph;
        this.dates = dates;
        this.subjects = subjects;
        this.answers = answers;
        this.messages = dates.length;
        this.nodes = messages;
        this.parent = new int[messages];
    }

    ThreadTree tree() {
        int[] order = ThreadTree.byDate(dates);
        prune(order);
        gather(order);
        for (int message = 0; message < messages; message++) {
            int above = parent[message];
            parent[message] = above < messages ? above : merged[above - messages];
        }
        return new ThreadTree(dates, parent, nodes);
    }

    /** (2) and (3): above each message is the next that is there; where none is, those under the uppermost are siblings under it, if they are several. */
    private void prune(int[] order) {
        int[] next = new int[graph.size()];
        Arrays.fill(next, UNKNOWN);
        int[] under = new int[graph.size()];   // of an uppermost that is not there: how many are under it, then the node for it, negative
        int[] node = new int[messages];
        for (int i = 0; i < graph.size(); i++) {
            if (graph.message(i) != ReferenceGraph.NONE) {
                node[graph.message(i)] = i;
            }
        }
        for (int message = 0; message < messages; message++) {
            int above = above(graph.parent(node[message]), next);
            if (above != ReferenceGraph.NONE && graph.message(above) == ReferenceGraph.NONE) {
                under[above]++;
            }
        }
        for (int message : order) {
            int above = above(graph.parent(node[message]), next);
            if (above == ReferenceGraph.NONE || under[above] == 1) {
                parent[message] = TOP;
            } else if (graph.message(above) != ReferenceGraph.NONE) {
                parent[message] = graph.message(above);
            } else {
                under[above] = under[above] > 0 ? -fresh(message) : under[above];
                parent[message] = -under[above];
            }
        }
    }

    /** From there on upwards, the first node that is there, else the uppermost; what was found is remembered for all on the way. */
    private int above(int from, int[] next) {
        int at = from;
        while (at != ReferenceGraph.NONE && graph.message(at) == ReferenceGraph.NONE && next[at] == UNKNOWN && graph.parent(at) != ReferenceGraph.NONE) {
            at = graph.parent(at);
        }
        int found = at != ReferenceGraph.NONE && next[at] != UNKNOWN ? next[at] : at;
        for (at = from; at != ReferenceGraph.NONE && at != found && graph.message(at) == ReferenceGraph.NONE && next[at] == UNKNOWN; at = graph.parent(at)) {
            next[at] = found;
        }
        return found;
    }

    private int fresh(int child) {
        int index = nodes - messages;
        if (index == merged.length) {
            merged = Arrays.copyOf(merged, 2 * index);
            firstChild = Arrays.copyOf(firstChild, 2 * index);
        }
        merged[index] = nodes;
        firstChild[index] = child;
        return nodes++;
    }

    /** (4) and (5). */
    private void gather(int[] order) {
        int[] heads = heads(order);
        Map<Integer, Integer> table = new HashMap<>();
        for (int head : heads) {
            if (subject(head) != ComparedTexts.EMPTY) {
                table.merge(subject(head), head, this::better);
            }
        }
        for (int head : heads) {
            if (subject(head) != ComparedTexts.EMPTY && table.get(subject(head)) != head) {
                table.put(subject(head), merge(table.get(subject(head)), head));
            }
        }
    }

    /** Those at the top in the order of dates: of one that is not there its first child's. */
    private int[] heads(int[] order) {
        int[] heads = new int[nodes];
        int count = 0;
        for (int message : order) {
            if (parent[message] == TOP) {
                heads[count++] = message;
            } else if (parent[message] >= messages && firstChild[parent[message] - messages] == message) {
                heads[count++] = parent[message];
            }
        }
        return Arrays.copyOf(heads, count);
    }

    private boolean isThere(int node) {
        return node < messages;
    }

    private int subject(int head) {
        return subjects[isThere(head) ? head : firstChild[head - messages]];
    }

    /** (B) iv */
    private int better(int known, int head) {
        return isThere(known) && (!isThere(head) || answers.get(known) && !answers.get(head)) ? head : known;
    }

    /** (C) iv. @return what stands for their subject from now on */
    private int merge(int known, int head) {
        if (!isThere(known) && !isThere(head)) {
            merged[head - messages] = known;
            return known;
        }
        if (!isThere(known) || answers.get(head) && !answers.get(known)) {
            parent[head] = known;
            return known;
        }
        int both = fresh(known);
        parent[known] = both;
        parent[head] = both;
        return both;
    }
}
