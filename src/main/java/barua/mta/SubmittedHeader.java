package barua.mta;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.Status;
import barua.smtp.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The header of a submitted message (RFC 6409 §8): Date, Message-ID and From are added where they are missing, blind copies taken out, a
 * foreign Sender replaced; what is written as somebody else is refused.
 */
final class SubmittedHeader {

    private static final Status TOO_LONG = Status.lasting(6, 0, "the header is too long");

    /** Who has logged in, and what that one may write as. */
    record Author(Address address, Authorship authorship) {
    }

    private SubmittedHeader() {
    }

    static JudgedHeader of(HeaderBlock original, Author author, String queueId, Stations stations) {
        JudgedHeader own = OwnHeader.of(original, stations.router());
        HeaderBlock block = OwnHeader.completed(own.block(), Optional.of(author.address()), queueId, stations);
        if (!saysSender(block.headers(), author.authorship())) {
            block = block.without(Set.of("sender")).with("Sender", author.address().toString());
        }
        Optional<Status> refusal = original.whole() ? author.authorship().refusal(block) : Optional.of(TOO_LONG);
        return new JudgedHeader(original, block, own.notes(), refusal.map(why -> Reply.of(550, why)));
    }

    /** RFC 5322 §3.6.2: one Sender at most, and one where From has several addresses. */
    private static boolean saysSender(Headers headers, Authorship authorship) {
        List<HeaderField> senders = headers.all("Sender");
        long authors = headers.addresses("From").stream().filter(AddressItem.Mailbox.class::isInstance).count();
        return senders.isEmpty() ? authors < 2 : senders.size() == 1 && authorship.isOwn(senders.getFirst());
    }
}
