package barua.mta;

import barua.message.Address;
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

    /** Of a device or script of our own network, which leaves out what clients write: as of a submitted message, but it may write as anybody. */
    static JudgedHeader ofOwnNetwork(HeaderBlock original, Optional<Address> sender, String queueId, Stations stations) {
        JudgedHeader judged = of(original, stations.router());
        HeaderBlock block = judged.block().without(Set.of("bcc", "resent-bcc"));
        return new JudgedHeader(original, original.whole() ? OwnHeader.completed(block, sender, queueId, stations) : block, judged.notes(), judged.refusal());
    }

    static JudgedHeader of(HeaderBlock original, Router router) {
        List<Note> notes = new ArrayList<>();
        HeaderBlock block = OwnResults.takenOut(original, router, notes).without(Set.of("return-path"));   // RFC 5321 §4.4: one, and it is ours
        return new JudgedHeader(original, block, notes, original.count(HOPS) > HOPS_AT_MOST ? Optional.of(LOOP) : Optional.empty());
    }
}
