package barua.imap;

import barua.imap.SortKey.What;
import barua.mailbox.Table;
import barua.message.Headers;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Puts what a search found into the order of SORT (RFC 5256 §3). Each criterion becomes a column of numbers first (dates, sizes, the rank of a text
 * among all), so that no texts are compared while messages are.
 */
final class MessageOrder {

    private final Selected selected;
    private final List<SortKey> keys;

    /** @param keys none of the same kind twice */
    MessageOrder(Selected selected, List<SortKey> keys) {
        this.selected = selected;
        this.keys = keys;
    }

    boolean needsScores() {
        return keys.stream().anyMatch(key -> key.what() == What.RELEVANCY);
    }

    /** @param found ascending, with scores where {@link #needsScores} */
    SearchResult of(SearchResult found) throws IOException {
        if (keys.stream().noneMatch(key -> key.what().isInHeader())) {
            return sorted(found, columns(found, selected.view().table()));
        }
        try (OutlineWalk walk = new OutlineWalk(selected)) {
            Table table = selected.view().table();
            long[][] columns = columns(found, table);
            fill(columns, found.found(), table, walk);
            return sorted(found, columns);
        }
    }

    /** One for each key; those that the index does not fill are empty yet. */
    private long[][] columns(SearchResult found, Table table) {
        int[] sequences = found.found();
        long[][] columns = new long[keys.size()][sequences.length];
        for (int k = 0; k < columns.length; k++) {
            long[] column = columns[k];
            switch (keys.get(k).what()) {
                case ARRIVAL -> Arrays.setAll(column, i -> SortValue.arrival(table.received(sequences[i])));
                case SIZE -> Arrays.setAll(column, i -> table.size(sequences[i]));
                case RELEVANCY -> Arrays.setAll(column, i -> -found.scores()[i]);   // RFC 6203 §6: the highest score first
                case CC, DATE, FROM, SUBJECT, TO, DISPLAYFROM, DISPLAYTO -> { }
            }
        }
        return columns;
    }

    private void fill(long[][] columns, int[] sequences, Table table, OutlineWalk walk) throws IOException {
        What[] kinds = keys.stream().map(SortKey::what).toArray(What[]::new);
        ComparedTexts texts = new ComparedTexts();
        walk.through(sequences, (i, headers) -> {
            for (int k = 0; k < columns.length; k++) {
                if (kinds[k] == What.DATE) {
                    columns[k][i] = SortValue.sent(headers, table.received(sequences[i]));
                } else if (kinds[k].isInHeader()) {
                    columns[k][i] = texts.number(text(kinds[k], headers));
                }
            }
        });
        int[] ranks = texts.ranks();
        for (int k = 0; k < columns.length; k++) {
            if (kinds[k].isInHeader() && kinds[k] != What.DATE) {
                long[] column = columns[k];
                Arrays.setAll(column, i -> ranks[(int) column[i]]);
            }
        }
    }

    private static String text(What what, Headers headers) {
        return switch (what) {
            case CC -> SortValue.mailbox(headers, "cc");
            case FROM -> SortValue.mailbox(headers, "from");
            case TO -> SortValue.mailbox(headers, "to");
            case DISPLAYFROM -> SortValue.display(headers, "from");
            case DISPLAYTO -> SortValue.display(headers, "to");
            case SUBJECT -> SortValue.subject(headers).text();
            case ARRIVAL, DATE, SIZE, RELEVANCY -> throw new IllegalArgumentException("no text: " + what);
        };
    }

    private SearchResult sorted(SearchResult found, long[][] columns) {
        boolean[] reverse = new boolean[columns.length];
        for (int k = 0; k < reverse.length; k++) {
            reverse[k] = keys.get(k).reverse();
        }
        int[] order = IntStream.range(0, found.found().length).boxed().sorted((one, other) -> {
            for (int k = 0; k < columns.length; k++) {
                int difference = Long.compare(columns[k][one], columns[k][other]);
                if (difference != 0) {
                    return reverse[k] ? -difference : difference;
                }
            }
            return Integer.compare(one, other);   // RFC 5256 §3: not reversed
        }).mapToInt(Integer::intValue).toArray();
        int[] scores = found.scores().length == 0 ? found.scores() : pick(found.scores(), order);
        return new SearchResult(selected, pick(found.found(), order), scores);
    }

    private static int[] pick(int[] values, int[] order) {
        int[] picked = new int[order.length];
        Arrays.setAll(picked, i -> values[order[i]]);
        return picked;
    }
}
