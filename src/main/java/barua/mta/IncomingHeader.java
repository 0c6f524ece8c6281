package barua.mta;

import barua.message.HeaderBlock;
import barua.message.Note;
import barua.message.Status;
import barua.smtp.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The header of a message from another server: it stays as it is, but for what was said in our name and an empty line that was forgotten. */
final class IncomingHeader {

    private static final int HOPS_AT_MOST = 100;   // RFC 5321 §6.3
    private static final Set<String> HOPS = Set.of("received", "delivered-to");
    private static final Reply LOOP = Reply.of(554, Status.lasting(4, 6, "too many hops: the message goes in circles"));

    private IncomingHeader() {
    }

    static JudgedHeader of(HeaderBlock original, Router router) {
        List<Note> notes = new ArrayList<>();
        HeaderBlock block = OwnResults.takenOut(original, router, notes);
        return new JudgedHeader(original, block, notes, original.count(HOPS) > HOPS_AT_MOST ? Optional.of(LOOP) : Optional.empty());
    }
}
