package barua.imap;

import barua.message.Headers;
import java.io.IOException;

/**
 * A walk through the headers of messages as their outlines have them, in turn with searches that do the same; no message is opened where its
 * outline is known. Who walks holds the turn until he closes, so that what he does with what he saw is done in it, too.
 */
final class OutlineWalk implements AutoCloseable {

    /** So many may stay in memory for the next walk; of more, each would push out what the same walk comes to next time. */
    private static final int FEW = 10_000;

    private final Selected selected;
    private final Turns.Turn turn = Matcher.OUTLINING.begin();

    OutlineWalk(Selected selected) {
        this.selected = selected;
    }

    interface Visitor {
        /** @param index where its sequence number stands among those given */
        void visit(int index, Headers headers);
    }

    /** A message that is gone or cannot be read any more counts as one without a header: it was found all the same. */
    void through(int[] sequences, Visitor visitor) throws IOException {
        boolean few = sequences.length <= FEW;
        for (int i = 0; i < sequences.length; i++) {
            turn.pass();
            visitor.visit(i, headers(selected.view().uid(sequences[i]), few));
        }
    }

    private Headers headers(long uid, boolean few) throws IOException {
        try {
            return few ? selected.folder().outline(uid).headers() : selected.folder().headers(uid);
        } catch (IOException lost) {
            if (Lost.isGone(lost) || Lost.isUnreadable(lost)) {
                return Headers.NONE;
            }
            throw lost;
        }
    }

    @Override
    public void close() {
        turn.close();
    }
}
