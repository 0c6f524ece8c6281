package barua.mta;

import barua.directory.Account;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Dates;
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
    private static final Status NOT_YOURS = Status.lasting(7, 1, "the From field names an address that is not yours");

    static SubmittedHeader of(HeaderBlock original, Parts parts, Account author, String queueId) {
        HeaderBlock block = original.without(TAKEN_OUT);
        if (!block.has("Date")) {
            block = block.with("Date", Dates.format(parts.clock().instant(), parts.options().zone()));
        }
        if (!block.has("Message-ID")) {
            block = block.with("Message-ID", "<" + queueId + "." + UUID.randomUUID() + "@" + parts.options().hostname() + ">");
        }
        if (!block.has("From")) {
            block = block.with("From", author.address().toString());
        }
        boolean senderIsOwn = own(block.headers(), "Sender", parts, author);
        if (!senderIsOwn) {
            block = block.without(Set.of("sender")).with("Sender", author.address().toString());
        }
        boolean fromIsOwn = own(block.headers(), "From", parts, author) && block.headers().all("From").size() == 1;
        return new SubmittedHeader(block, fromIsOwn ? Optional.empty() : Optional.of(NOT_YOURS));
    }

    /** Whether all addresses of that field are the author's; a field that is not there harms nobody. */
    private static boolean own(Headers headers, String name, Parts parts, Account author) {
        List<AddressItem> items = headers.addresses(name);
        boolean there = headers.first(name).isPresent();
        List<Optional<Address>> addresses = items.stream().filter(AddressItem.Mailbox.class::isInstance).map(item -> ((AddressItem.Mailbox) item).address()).toList();
        boolean named = !addresses.isEmpty();
        return !there || named && addresses.stream().allMatch(address -> address.filter(one -> SubmissionVisit.owns(parts, author, one)).isPresent());
    }
}
