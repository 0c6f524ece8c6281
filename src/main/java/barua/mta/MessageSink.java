package barua.mta;

import barua.message.Envelope;
import barua.message.Letter;
import barua.message.Note;
import barua.smtp.Receiver.Sink;
import barua.smtp.Reply;
import barua.trace.Event;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

/** One message of a session: written into the store's staging as it comes, and carried on when it is complete. */
final class MessageSink implements Sink {

    private final Stations stations;
    private final Acceptance acceptance;
    private final Door.Entrance entrance;
    private final String queueId;
    private final Arriving arriving;
    private final MessageDigest digest = Carrier.sha256();

    MessageSink(Stations stations, Acceptance acceptance) throws IOException {
        this.stations = stations;
        this.acceptance = acceptance;
        this.entrance = acceptance.entrance();
        this.queueId = stations.ids().next();
        this.arriving = new Arriving(stations.store().stage(), original -> entrance.judge().judge(original, queueId));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        arriving.write(bytes, offset, length);
    }

    @Override
    public List<Reply> end() throws IOException {
        try (arriving) {
            JudgedHeader header = arriving.header();
            return header.refusal().isPresent() ? turnAway(header, header.refusal().get()) : carry(header);
        }
    }

    @Override
    public void abandon() {
        arriving.close();
    }

    private List<Reply> turnAway(JudgedHeader header, Reply why) {
        tell(header.block().messageId(), "refused", why.lines().getFirst());
        return Collections.nCopies(entrance.manner() == Carrier.Manner.LMTP ? acceptance.recipients().size() : 1, why);
    }

    private List<Reply> carry(JudgedHeader header) throws IOException {
        long size = arriving.size();
        Letter letter = letter(header);
        String notes = String.join("", letter.notes().stream().map(Note::text).map(text -> ", " + text).toList());
        tell(letter.messageId(), "accepted", "from " + entrance.origin() + ", " + acceptance.recipients().size() + " recipients, " + size + " bytes" + notes);
        Outcomes outcomes = stations.carrier().carry(letter, acceptance.destinations(), entrance.manner());
        return entrance.manner() == Carrier.Manner.LMTP ? acceptance.replies(outcomes, queueId) : List.of(acceptance.reply(outcomes, queueId));
    }

    private Letter letter(JudgedHeader header) throws IOException {
        // Without a Message-ID two letters may well be equal and yet two: a sensor that reports the same each minute.
        String token = header.original().messageId().isEmpty() ? "" : Carrier.sha256(acceptance.from() + HexFormat.of().formatHex(digest.digest()));
        byte[] received = stations.stamps().received(entrance.origin(), queueId, acceptance.recipients());
        Envelope envelope = new Envelope(acceptance.from(), acceptance.recipients(), entrance.origin());
        return arriving.letter(queueId, envelope, received, stations.clock().instant(), token);
    }

    private void tell(String messageId, String what, String more) {
        stations.trace().record(Event.of(queueId, messageId, what, entrance.who(), more));
    }
}
