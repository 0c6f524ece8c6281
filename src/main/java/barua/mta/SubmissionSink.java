package barua.mta;

import barua.directory.Account;
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
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One message of somebody of ours: its header is held back, mended and judged, then everything is written and carried on. */
final class SubmissionSink implements Sink {

    private static final Status TOO_LONG = Status.lasting(6, 0, "the header is too long");

    private final Parts parts;
    private final Peer peer;
    private final Account author;
    private final Transaction transaction;
    private final String queueId;
    private final Staged staged;
    private final HeaderTap header = new HeaderTap();
    private final MessageDigest digest = Carrier.sha256();
    private boolean headerWritten;
    private boolean repeatable;           // it came with a Message-ID of its own
    private String messageId = "";
    private Optional<Status> refusal = Optional.empty();

    SubmissionSink(Parts parts, Peer peer, Account author, Transaction transaction) throws IOException {
        this.parts = parts;
        this.peer = peer;
        this.author = author;
        this.transaction = transaction;
        this.queueId = parts.ids().next();
        this.staged = parts.store().stage();
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        digest.update(bytes, offset, length);
        int taken = header.isComplete() ? 0 : header.take(bytes, offset, length);
        if (header.isComplete()) {
            writeHeader();
            if (refusal.isEmpty() && length > taken) {
                staged.write(bytes, offset + taken, length - taken);
            }
        }
    }

    @Override
    public List<Reply> end() throws IOException {
        try (staged) {
            writeHeader();
            if (refusal.isPresent()) {
                parts.trace().record(Event.of(queueId, messageId, "refused", author.address().toString(), refusal.get().toString()));
                return List.of(Reply.of(550, refusal.get()));
            }
            Letter letter = letter();
            parts.trace().record(Event.of(queueId, messageId, "accepted", author.address().toString(), "from [" + peer.address().getHostAddress()
                    + "], " + transaction.recipients().size() + " recipients, " + staged.size() + " bytes"));
            Map<Object, Status> outcome = parts.carrier().carry(letter, transaction.destinations(), Carrier.Manner.OWN);
            return List.of(transaction.reply(outcome, queueId));
        }
    }

    @Override
    public void abandon() {
        staged.close();
    }

    private void writeHeader() throws IOException {
        if (headerWritten) {
            return;
        }
        headerWritten = true;
        HeaderBlock block = header.block();
        repeatable = block.has("Message-ID");
        SubmittedHeader judged = SubmittedHeader.of(block, parts, author, queueId);
        messageId = judged.block().messageId();
        refusal = header.isTooLong() ? Optional.of(TOO_LONG) : judged.refusal();
        if (refusal.isEmpty()) {
            byte[] bytes = judged.block().bytes();
            staged.write(bytes, 0, bytes.length);
        }
    }

    private Letter letter() throws IOException {
        byte[] returnPath = Stamps.returnPath(transaction.from());
        ByteArrayOutputStream front = new ByteArrayOutputStream();
        front.write(returnPath);
        front.write(parts.stamps().receivedFromOwn(peer, queueId, transaction.recipients()));
        staged.prepend(front.toByteArray());
        String key = repeatable ? Carrier.sha256(transaction.from() + HexFormat.of().formatHex(digest.digest())) : "";
        return new Letter(queueId, messageId, transaction.from(), staged, returnPath.length, parts.clock().instant(), key);
    }
}
