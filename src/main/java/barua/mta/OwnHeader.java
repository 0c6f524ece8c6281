package barua.mta;

import barua.message.Address;
import barua.message.Dates;
import barua.message.HeaderBlock;
import barua.message.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the header of a message that begins with us may not hold, whichever way it was handed in. */
final class OwnHeader {

    /** Blind copies, and what only a receiving server may say. */
    private static final Set<String> TAKEN_OUT = Set.of("bcc", "resent-bcc", "return-path");

    private OwnHeader() {
    }

    static JudgedHeader of(HeaderBlock original, Router router) {
        List<Note> notes = new ArrayList<>();
        HeaderBlock block = OwnResults.takenOut(original, router, notes).without(TAKEN_OUT).without(OwnHeader::isUnreadable);
        return new JudgedHeader(original, block, notes, Optional.empty());
    }

    /** With Date, Message-ID and From where they are missing (RFC 5322 §3.6, RFC 6409 §8). @param author empty where nobody is known to have written it */
    static HeaderBlock completed(HeaderBlock header, Optional<Address> author, String queueId, Stations stations) {
        HeaderBlock block = header;
        if (!block.has("Date")) {
            block = block.with("Date", Dates.format(stations.clock().instant(), stations.options().zone()));
        }
        if (!block.has("Message-ID")) {
            block = block.with("Message-ID", "<" + queueId + "." + UUID.randomUUID() + "@" + stations.options().hostname() + ">");
        }
        if (!block.has("From") && author.isPresent()) {
            block = block.with("From", author.get().toString());
        }
        return block;
    }

    /** What one reader passes over another may end the header at, or take for a field: it is not sent on (RFC 5322 §2.2). */
    private static boolean isUnreadable(HeaderBlock.Line line) {
        return line.field().filter(field -> field.name().chars().allMatch(c -> c > ' ' && c < 127)).isEmpty();
    }
}
