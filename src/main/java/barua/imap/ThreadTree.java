package barua.imap;

import java.util.Arrays;

/**
 * Threads in their order, and in each the answers in theirs (RFC 5256 §4 THREAD). Nodes are messages, by their index among those that were found,
 * and behind them parents that are not there. However deep it is, nothing here calls itself.
 */
final class ThreadTree {

    static final int TOP = -1;
    private static final int NONE = -1;

    private final int messages;
    private final int[] firstChild;
    private final int[] nextSibling;
    private int first = NONE;

    /**
     * @param dates  of each message, the sent date
     * @param parent of each message, {@link #TOP} or a node; those of messages that are not there are themselves at the top
     * @param nodes  how many there are, messages and others
     */
    ThreadTree(long[] dates, int[] parent, int nodes) {
        messages = dates.length;
        firstChild = new int[nodes];
        nextSibling = new int[nodes];
        Arrays.fill(firstChild, NONE);
        Arrays.fill(nextSibling, NONE);
        int[] lastChild = firstChild.clone();
        int last = NONE;
        // In the order of all dates each comes to stand behind its siblings; who is not there stands where his first child does (RFC 5256 §3 (6)).
        for (int message : byDate(dates)) {
            int above = parent[message];
            int top = above == TOP ? message : above >= messages && firstChild[above] == NONE ? above : NONE;
            if (top != NONE) {
                first = last == NONE ? top : first;
                append(last, top);
                last = top;
            }
            if (above != TOP) {
                firstChild[above] = firstChild[above] == NONE ? message : firstChild[above];
                append(lastChild[above], message);
                lastChild[above] = message;
            }
        }
    }

    private void append(int before, int node) {
        if (before != NONE) {
            nextSibling[before] = node;
        }
    }

    /** Indices by the sent date, of the same date by sequence number (RFC 5256 §2.2). */
    static int[] byDate(long[] dates) {
        Integer[] order = new Integer[dates.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Long.compare(dates[one], dates[other]));   // stable
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }

    /** Such as {@code (2)(3 6 (4 23)(44 7 96))}; empty where there is nothing. @param numbers of the messages */
    String text(long[] numbers) {
        StringBuilder out = new StringBuilder(8 * messages);
        int[] open = new int[16];   // what comes behind each thread that is open
        int depth = 0;
        int node = first;
        while (node != NONE || depth > 0) {
            if (node == NONE) {
                out.append(')');
                node = open[--depth];
                continue;
            }
            out.append('(');
            int end = straight(node, out, numbers);
            if (firstChild[end] == NONE) {
                out.append(')');
                node = nextSibling[node];
                continue;
            }
            out.append(end < messages ? " " : "");
            open = depth == open.length ? Arrays.copyOf(open, 2 * depth) : open;
            open[depth++] = nextSibling[node];
            node = firstChild[end];
        }
        return out.toString();
    }

    /** As long as each has one answer. @return the last one */
    private int straight(int from, StringBuilder out, long[] numbers) {
        int node = from;
        if (node < messages) {
            out.append(numbers[node]);
        }
        while (firstChild[node] != NONE && nextSibling[firstChild[node]] == NONE) {
            node = firstChild[node];
            out.append(' ').append(numbers[node]);
        }
        return node;
    }
}
