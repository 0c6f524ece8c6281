package barua.message;

import java.util.Optional;

/** One step through an address list (RFC 5322 §3.4): a mailbox, or where a group begins or ends. */
public sealed interface AddressItem {

    /**
     * @param name   the display name, decoded for people; empty where there is none
     * @param rawName the display name still encoded (RFC 2047) and unquoted, for IMAP's ENVELOPE
     * @param local  without its quoting; may be empty in broken mail
     * @param domain as written; empty in broken mail
     * @param route  domains that it was to pass, such as {@code @relay.example,@hub.example} (RFC 5322 §4.4); empty in mail of today
     */
    record Mailbox(String name, String rawName, String local, String domain, String route) implements AddressItem {

        public Mailbox(String name, String rawName, String local, String domain) {
            this(name, rawName, local, domain, "");
        }

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
