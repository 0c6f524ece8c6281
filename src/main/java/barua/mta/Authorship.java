package barua.mta;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Domain;
import barua.message.HeaderBlock;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.Status;
import java.text.Normalizer;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a submitted message says truly who wrote it (RFC 6409 §6.1, §8.1). A reader shows the name, a comment or a group as readily
 * as the address, so none of them may hold somebody else's address of ours either.
 *
 * @param own  whether the author may write as that address
 * @param ours whether that domain is one of ours
 */
record Authorship(Predicate<Address> own, Predicate<Domain> ours) {

    private static final Status NOT_YOURS = Status.lasting(7, 1, "the From field names an address that is not yours");
    private static final Status SEVERAL = Status.lasting(6, 0, "the message has more than one From field");
    private static final Status GROUP = Status.lasting(6, 0, "the From field names a group instead of a person");
    private static final Status RESENT = Status.lasting(7, 1, "the message says that somebody else has resent it");
    private static final Pattern ADDRESS = Pattern.compile("([^\\s\"(),:;<>@\\[\\\\\\]]{1,64})\\s{0,10}@\\s{0,10}([\\p{L}\\p{N}._-]{1,253})");

    /** Empty where it may be sent. */
    Optional<Status> refusal(HeaderBlock block) {
        Headers headers = block.headers();
        List<HeaderField> from = headers.all("From");
        if (from.size() > 1) {
            return Optional.of(SEVERAL);   // RFC 5322 §3.6
        }
        if (headers.addresses("From").stream().anyMatch(AddressItem.GroupStart.class::isInstance)) {
            return Optional.of(GROUP);
        }
        if (from.stream().anyMatch(field -> !isOwn(field))) {
            return Optional.of(NOT_YOURS);
        }
        boolean resent = headers.all("Resent-From").stream().allMatch(this::isOwn) && headers.all("Resent-Sender").stream().allMatch(this::isOwn);
        return resent ? Optional.empty() : Optional.of(RESENT);
    }

    /** Whether the field names somebody, and nobody else. */
    boolean isOwn(HeaderField field) {
        List<AddressItem> items = new Headers(List.of(field)).addresses(field.name());
        List<AddressItem.Mailbox> mailboxes = items.stream().filter(AddressItem.Mailbox.class::isInstance).map(AddressItem.Mailbox.class::cast).toList();
        return !mailboxes.isEmpty() && mailboxes.size() == items.size()
                && mailboxes.stream().allMatch(mailbox -> mailbox.address().filter(own).isPresent()) && !mentionsAnother(field.decoded());
    }

    /** The address of somebody else of ours, anywhere in what a reader may show. */
    private boolean mentionsAnother(String shown) {
        Matcher found = ADDRESS.matcher(Normalizer.normalize(shown, Normalizer.Form.NFKC));
        while (found.find()) {
            Optional<Address> address = Domain.parse(found.group(2)).filter(ours).map(domain -> new Address(found.group(1), domain));
            if (address.filter(own.negate()).isPresent()) {
                return true;
            }
        }
        return false;
    }
}
