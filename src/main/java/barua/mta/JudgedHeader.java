package barua.mta;

import barua.message.HeaderBlock;
import barua.message.Note;
import barua.smtp.Reply;
import java.util.List;
import java.util.Optional;

/**
 * A header on its way in, after the door has looked at it.
 *
 * @param original as it came
 * @param block    as it goes on
 * @param notes    what was found or done
 * @param refusal  why the message is not taken; empty where it is
 */
record JudgedHeader(HeaderBlock original, HeaderBlock block, List<Note> notes, Optional<Reply> refusal) {

    /** A field was taken out that only we may write. */
    record TakenOut(String field, long times) implements Note {

        @Override
        public String text() {
            return field + " in our name taken out" + (times > 1 ? " " + times + " times" : "");
        }
    }

    static JudgedHeader unchanged(HeaderBlock block) {
        return new JudgedHeader(block, block, List.of(), Optional.empty());
    }
}
