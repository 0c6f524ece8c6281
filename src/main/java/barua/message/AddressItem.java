package barua.message;

import java.util.Optional;

/** One step through an address list (RFC 5322 §3.4): a mailbox, or where a group begins or ends. */
public sealed interface AddressItem {

    /**
     * @param name   the display name, decoded for people; empty where there is none
     * @param rawName the display name still encoded (RFC 2047) and unquoted, for IMAP's ENVELOPE
     * @param local  without its quoting; may be empty in broken mail
     * @param domain as written; empty in broken mail
     */
    record Mailbox(String name, String rawName, String local, String domain) implements AddressItem {

        /** Empty where the text is no address that mail could be sent to. */
        public Optional<Address> address() {
            return Domain.parse(domain).filter(d -> !local.isEmpty()).map(d -> new Address(local, d));
        }
    }

    record GroupStart(String name, String rawName) implements AddressItem {
    }

    record GroupEnd() implements AddressItem {
    }
}
