package barua.mta;

import barua.directory.Account;
import barua.message.AddressItem;
import barua.message.Dates;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.Status;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * The header of a submitted message after it was mended (RFC 6409 §8): Date, Message-ID and From where they were missing, blind copies
 * taken out, a foreign Sender replaced.
 *
 * @param refusal why it may not be sent; empty where it may
 */
record SubmittedHeader(HeaderBlock block, Optional<Status> refusal) {

    /** Blind copies, and what only a receiving server may say. */
    private static final Set<String> TAKEN_OUT = Set.of("bcc", "resent-bcc", "return-path");
    private static final Status TOO_MANY = Status.lasting(6, 0, "the header has too many fields");

    static SubmittedHeader of(HeaderBlock original, Parts parts, Account author, String queueId) {
        Authorship authorship = new Authorship(address -> SubmissionVisit.owns(parts, author, address), parts.directory()::isOurs);
        HeaderBlock block = original.without(TAKEN_OUT).without(SubmittedHeader::isUnreadable);
        if (!block.has("Date")) {
            block = block.with("Date", Dates.format(parts.clock().instant(), parts.options().zone()));
        }
        if (!block.has("Message-ID")) {
            block = block.with("Message-ID", "<" + queueId + "." + UUID.randomUUID() + "@" + parts.options().hostname() + ">");
        }
        if (!block.has("From")) {
            block = block.with("From", author.address().toString());
        }
        if (!saysSender(block.headers(), authorship)) {
            block = block.without(Set.of("sender")).with("Sender", author.address().toString());
        }
        return new SubmittedHeader(block, original.whole() ? authorship.refusal(block) : Optional.of(TOO_MANY));
    }

    /** RFC 5322 §3.6.2: one Sender at most, and one where From has several addresses. */
    private static boolean saysSender(Headers headers, Authorship authorship) {
        List<HeaderField> senders = headers.all("Sender");
        long authors = headers.addresses("From").stream().filter(AddressItem.Mailbox.class::isInstance).count();
        return senders.isEmpty() ? authors < 2 : senders.size() == 1 && authorship.isOwn(senders.getFirst());
    }

    /** What one reader passes over another may end the header at, or take for a field: it is not sent on (RFC 5322 §2.2). */
    private static boolean isUnreadable(HeaderBlock.Line line) {
        return line.field().filter(field -> field.name().chars().allMatch(c -> c > ' ' && c < 127)).isEmpty();
    }
}
