package barua.sieve;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** {@code address} and {@code envelope} (RFC 5228 §5.1, §5.4). */
final class AddressTests {

    /** Fields that hold addresses; a test of another would say nothing (RFC 5228 §5.1). */
    private static final Set<String> WITH_ADDRESSES = Set.of("from", "to", "cc", "bcc", "sender", "reply-to", "resent-from", "resent-to", "resent-cc",
            "resent-bcc", "resent-sender", "resent-reply-to", "return-path", "delivered-to", "envelope-to", "x-original-to", "x-envelope-to", "x-forwarded-to",
            "x-forwarded-for", "errors-to", "disposition-notification-to", "return-receipt-to", "mail-followup-to", "mail-reply-to", "followup-to",
            "approved", "x-beenthere", "list-post", "x-loop", "for-approval", "original-recipient", "apparently-to", "x-apparently-to", "x-return-path");
    private static final Set<String> PARTS = Set.of("from", "to", "auth");

    private AddressTests() {
    }

    /** Whether that field may be asked for addresses. */
    static boolean holdsAddresses(String name) {
        return WITH_ADDRESSES.contains(Collations.asciiLower(name));
    }

    static Test address(Words words) {
        Matching matching = words.matching();
        MimeScope scope = MimeScope.read(words);
        AddressPart part = AddressPart.read(words);
        FieldIndex index = FieldIndex.read(words);
        Texts fields = words.strings("names of header fields");
        fields.constant().orElse(List.of()).stream().map(Collations::asciiLower).filter(name -> !holdsAddresses(name)).forEach(name ->
                words.complain("the field " + name + " holds no addresses; use header"));
        Function<Run, List<String>> names = HeaderTests.names(fields);
        Comparison comparison = matching.keys();
        return run -> {
            var values = new ArrayList<String>();
            for (HeaderView header : scope.headers(run)) {
                for (String name : names.apply(run)) {
                    if (WITH_ADDRESSES.contains(name)) {
                        index.of(header.addresses(name)).forEach(field -> parts(field, part, values));
                    }
                }
            }
            return comparison.any(run, values);
        };
    }

    static void parts(List<AddressItem.Mailbox> mailboxes, AddressPart part, List<String> into) {
        for (AddressItem.Mailbox mailbox : mailboxes) {
            part.of(mailbox.local(), mailbox.domain()).ifPresent(into::add);
        }
    }

    static Test envelope(Words words) {
        Matching matching = words.matching();
        AddressPart part = AddressPart.read(words);
        Texts names = words.strings("parts of the envelope");
        names.constant().orElse(List.of()).stream().filter(name -> !PARTS.contains(Collations.asciiLower(name))).forEach(name ->
                words.complain("the envelope has no \"" + name + "\", but \"from\", \"to\" and \"auth\""));
        Comparison comparison = matching.keys();
        return run -> {
            var values = new ArrayList<String>();
            for (Text name : names.all()) {
                envelopePart(run, Collations.asciiLower(name.in(run)), part).ifPresent(values::add);
            }
            return comparison.any(run, values);
        };
    }

    private static Optional<String> envelopePart(Run run, String name, AddressPart part) {
        return switch (name) {
            // RFC 5228 §5.4: the null reverse-path is the empty string, whatever part is asked for
            case "from" -> run.situation().letter().envelope().from().address().map(from -> of(from, part)).orElse(Optional.of(""));
            case "to" -> of(run.situation().original(), part);
            case "auth" -> run.situation().letter().envelope().origin() instanceof Origin.Session session
                    ? session.login().flatMap(login -> of(login, part)) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> of(Address address, AddressPart part) {
        return part.of(address.local(), address.domain().unicode());
    }
}
