package barua.imap;

import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.HeaderField;
import java.io.IOException;

/** Looks for a text in header fields of one name, as people read them (RFC 9051 §6.4.4 HEADER, FROM, TO, CC, BCC). */
final class FieldSearch {

    private final String name;
    private final Needle needle;

    /** @param name in lower case */
    FieldSearch(String name, Needle needle) {
        this.name = name;
        this.needle = needle;
    }

    /** An empty text is in any field. */
    boolean inField(Candidate message) throws IOException {
        for (HeaderField field : message.headers(name).fields()) {
            if (field.is(name) && (needle.length() == 0 || needle.in(forPeople(field)))) {
                return true;
            }
        }
        return false;
    }

    /** In the field, or in an address as the envelope has it. */
    boolean inFieldOrAddress(Candidate message) throws IOException {
        for (HeaderField field : message.headers(name).fields()) {
            if (field.is(name) && (needle.in(forPeople(field)) || !PlainList.is(field.raw()) && inAddresses(field))) {
                return true;
            }
        }
        return false;
    }

    private boolean inAddresses(HeaderField field) {
        for (AddressItem item : AddressParser.list(field.raw())) {
            if (item instanceof AddressItem.Mailbox mailbox && (needle.in(mailbox.local() + "@" + mailbox.domain()) || needle.in(mailbox.name()))) {
                return true;
            }
        }
        return false;
    }

    /** Most fields stand in the message as people read them: then nothing need be decoded. */
    private static String forPeople(HeaderField field) {
        String raw = field.raw();
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c < ' ' || c > 126 || c == '=' && i + 1 < raw.length() && raw.charAt(i + 1) == '?') {
                return field.decoded();
            }
        }
        return raw;
    }
}
