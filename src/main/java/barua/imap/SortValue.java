package barua.imap;

import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.Dates;
import barua.message.HeaderField;
import barua.message.Headers;
import java.time.Instant;
import java.util.Optional;

/** What SORT and THREAD compare of a header (RFC 5256 §2, §3, RFC 5957 §3). */
final class SortValue {

    private SortValue() {
    }

    /**
     * The sent date (RFC 5256 §2.2).
     *
     * @param received milliseconds since 1970, for a message without a date
     * @return seconds since 1970; clients see no parts of seconds, so they tell nothing apart here either
     */
    static long sent(Headers headers, long received) {
        return first(headers, "date").flatMap(field -> Dates.parseDay(field.unfolded())).map(Instant::getEpochSecond)
                .orElseGet(() -> arrival(received));
    }

    static long arrival(long received) {
        return Math.floorDiv(received, 1000);
    }

    static BaseSubject subject(Headers headers) {
        return first(headers, "subject").map(field -> BaseSubject.of(field.raw())).orElse(BaseSubject.NONE);
    }

    /** The addr-mailbox of the first address (RFC 9051 §7.5.2): of a group its name. @param field in lower case */
    static String mailbox(Headers headers, String field) {
        return address(headers, field).map(SortValue::mailbox).orElse("");
    }

    /** The addr-name of the first address, else the address itself (RFC 5957 §3). */
    static String display(Headers headers, String field) {
        return address(headers, field).map(SortValue::display).orElse("");
    }

    private static String mailbox(AddressItem item) {
        return switch (item) {
            case AddressItem.Mailbox mailbox -> mailbox.local();
            case AddressItem.GroupStart group -> group.name();
            case AddressItem.GroupEnd() -> "";
        };
    }

    private static String display(AddressItem item) {
        return switch (item) {
            case AddressItem.Mailbox mailbox when !mailbox.name().isEmpty() -> mailbox.name();
            case AddressItem.Mailbox mailbox when !mailbox.domain().isEmpty() -> mailbox.local() + "@" + mailbox.domain();
            default -> mailbox(item);
        };
    }

    /** As the envelope has it: the first of all fields of that name. */
    private static Optional<AddressItem> address(Headers headers, String name) {
        for (HeaderField field : headers.fields()) {
            if (field.is(name)) {
                Optional<AddressItem> first = AddressParser.first(field.raw());
                if (first.isPresent()) {
                    return first;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<HeaderField> first(Headers headers, String name) {
        for (HeaderField field : headers.fields()) {
            if (field.is(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }
}
