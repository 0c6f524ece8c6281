package barua.imap;

import barua.mailbox.Table;
import java.io.IOException;
import java.util.BitSet;

/** Reads what threads are made of and makes them, by one of the two algorithms of RFC 5256 §3. */
final class Threading {

    private final Selected selected;
    private final int[] sequences;
    private final long[] dates;
    private final int[] subjects;
    private final BitSet answers = new BitSet();

    /** @param sequences ascending */
    Threading(Selected selected, int[] sequences) {
        this.selected = selected;
        this.sequences = sequences;
        this.dates = new long[sequences.length];
        this.subjects = new int[sequences.length];
    }

    ThreadTree by(ThreadAlgorithm algorithm) throws IOException {
        try (OutlineWalk walk = new OutlineWalk(selected)) {
            ReferenceGraph graph = new ReferenceGraph();
            read(walk, graph, algorithm == ThreadAlgorithm.REFERENCES);
            return switch (algorithm) {
                case ORDEREDSUBJECT -> bySubject();
                case REFERENCES -> new ThreadGathering(graph, dates, subjects, answers).tree();
            };
        }
    }

    private void read(OutlineWalk walk, ReferenceGraph graph, boolean references) throws IOException {
        Table table = selected.view().table();
        ComparedTexts texts = new ComparedTexts();
        walk.through(sequences, (i, headers) -> {
            BaseSubject subject = SortValue.subject(headers);
            dates[i] = SortValue.sent(headers, table.received(sequences[i]));
            subjects[i] = texts.number(subject.text());
            answers.set(i, subject.answer());
            if (references) {
                graph.add(i, ThreadIds.own(headers), ThreadIds.references(headers));
            }
        });
    }

    /** The first of each subject is answered by all others of it. */
    private ThreadTree bySubject() {
        int[] first = new int[1 + max(subjects)];
        int[] parent = new int[dates.length];
        for (int message : ThreadTree.byDate(dates)) {
            int subject = subjects[message];
            parent[message] = first[subject] - 1;
            first[subject] = first[subject] == 0 ? message + 1 : first[subject];
        }
        return new ThreadTree(dates, parent, dates.length);
    }

    private static int max(int[] numbers) {
        int max = 0;
        for (int number : numbers) {
            max = Math.max(max, number);
        }
        return max;
    }
}
