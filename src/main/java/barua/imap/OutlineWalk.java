package barua.imap;

import barua.message.Headers;
import java.io.IOException;

/** A walk through the headers of messages as their outlines have them, in turn with searches that do the same; no message is opened where its outline is known. */
final class OutlineWalk implements AutoCloseable {

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
        for (int i = 0; i < sequences.length; i++) {
            turn.pass();
            visitor.visit(i, headers(selected.view().uid(sequences[i])));
        }
    }

    private Headers headers(long uid) throws IOException {
        try {
            return selected.folder().outline(uid).headers();
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
