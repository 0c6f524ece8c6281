package barua.mta;

import barua.mailbox.Staged;
import barua.message.HeaderBlock;
import barua.message.Status;
import barua.smtp.Peer;
import barua.smtp.Receiver.Sink;
import barua.smtp.Reply;
import barua.trace.Event;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One message from another server: written into the store's staging as it comes, and carried on when it is complete. */
final class IncomingSink implements Sink {

    private static final int HOPS_AT_MOST = 100;   // RFC 5321 §6.3
    private static final Set<String> HOPS = Set.of("received", "delivered-to");
    private static final Reply LOOP = Reply.of(554, Status.lasting(4, 6, "too many hops: the message goes in circles"));

    private final Parts parts;
    private final boolean lmtp;
    private final Peer peer;
    private final Transaction transaction;
    private final boolean trusted;
    private final Staged staged;
    private final HeaderTap header = new HeaderTap();
    private final MessageDigest digest = Carrier.sha256();

    IncomingSink(Parts parts, boolean lmtp, Peer peer, Transaction transaction, boolean trusted) throws IOException {
        this.parts = parts;
        this.lmtp = lmtp;
        this.peer = peer;
        this.transaction = transaction;
        this.trusted = trusted;
        this.staged = parts.store().stage();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        if (!header.isComplete()) {
            header.take(bytes, offset, length);
        }
        digest.update(bytes, offset, length);
        staged.write(bytes, offset, length);
    }

    @Override
    public List<Reply> end() throws IOException {
        try (staged) {
            HeaderBlock block = header.block();
            String queueId = parts.ids().next();
            return block.count(HOPS) > HOPS_AT_MOST ? turnAway(queueId, block) : carry(queueId, block);
        }
    }

    @Override
    public void abandon() {
        staged.close();
    }

    private List<Reply> turnAway(String queueId, HeaderBlock block) {
        parts.trace().record(Event.of(queueId, block.messageId(), "refused", from(), LOOP.lines().getFirst()));
        return Collections.nCopies(lmtp ? transaction.recipients().size() : 1, LOOP);
    }

    private List<Reply> carry(String queueId, HeaderBlock block) throws IOException {
        long size = staged.size();
        Letter letter = letter(queueId, block);
        parts.trace().record(Event.of(queueId, letter.messageId(), "accepted", from(),
                "from " + peer.helo() + " [" + peer.address().getHostAddress() + "], " + transaction.recipients().size() + " recipients, " + size + " bytes"));
        Carrier.Manner manner = lmtp ? Carrier.Manner.LMTP : trusted ? Carrier.Manner.OWN : Carrier.Manner.PEER;
        Map<Object, Status> outcome = parts.carrier().carry(letter, transaction.destinations(), manner);
        return lmtp ? transaction.replies(outcome, queueId) : List.of(transaction.reply(outcome, queueId));
    }

    private Letter letter(String queueId, HeaderBlock block) throws IOException {
        byte[] returnPath = Stamps.returnPath(transaction.from());
        String protocol = lmtp ? peer.protocol().replace("ESMTP", "LMTP") : peer.protocol();
        ByteArrayOutputStream front = new ByteArrayOutputStream();
        front.write(returnPath);
        front.write(parts.stamps().received(peer, protocol, queueId, transaction.recipients()));
        staged.prepend(front.toByteArray());
        // Without a Message-ID two letters may well be equal and yet two: a sensor that reports the same each minute.
        String key = block.messageId().isEmpty() ? "" : Carrier.sha256(transaction.from() + HexFormat.of().formatHex(digest.digest()));
        return new Letter(queueId, block.messageId(), transaction.from(), staged, returnPath.length, parts.clock().instant(), key);
    }

    private String from() {
        return transaction.from().address().map(Object::toString).orElse("");
    }
}
