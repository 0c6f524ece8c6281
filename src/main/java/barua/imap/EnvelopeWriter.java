package barua.imap;

import barua.message.AddressItem;
import barua.message.HeaderField;
import barua.message.Headers;
import java.util.List;

/** ENVELOPE: the header's often-asked fields, as they stand, still encoded (RFC 9051 §7.5.2). */
final class EnvelopeWriter {

    private final ImapWriter out;

    EnvelopeWriter(ImapWriter out) {
        this.out = out;
    }

    void write(Headers headers) {
        List<AddressItem> from = headers.addresses("from");
        out.character('(');
        field(headers, "date");
        out.space();
        field(headers, "subject");
        addresses(from);
        // RFC 9051 §7.5.2: without them, the author sent it and gets the answer.
        addresses(orElse(headers.addresses("sender"), from));
        addresses(orElse(headers.addresses("reply-to"), from));
        addresses(headers.addresses("to"));
        addresses(headers.addresses("cc"));
        addresses(headers.addresses("bcc"));
        out.space();
        field(headers, "in-reply-to");
        out.space();
        field(headers, "message-id");
        out.character(')');
    }

    /** NIL where it is missing, an empty string where it is there and empty. */
    private void field(Headers headers, String name) {
        String value = null;
        for (HeaderField field : headers.fields()) {
            if (field.is(name)) {
                value = field.unfolded();
                break;
            }
        }
        if (value == null) {
            out.text("NIL");
        } else {
            out.string(value);
        }
    }

    private static List<AddressItem> orElse(List<AddressItem> own, List<AddressItem> otherwise) {
        return own.isEmpty() ? otherwise : own;
    }

    private void addresses(List<AddressItem> items) {
        out.space();
        if (items.isEmpty()) {
            out.text("NIL");
            return;
        }
        out.character('(');
        for (AddressItem item : items) {
            address(item);
        }
        out.character(')');
    }

    /** RFC 9051 §7.5.2: NIL as host says group, so broken addresses have empty strings instead. */
    private void address(AddressItem item) {
        switch (item) {
            case AddressItem.Mailbox(var _, var rawName, var local, var domain) ->
                out.character('(').nstring(rawName).text(" NIL ").string(local).space().string(domain).character(')');
            case AddressItem.GroupStart(var _, var rawName) -> out.text("(NIL NIL ").string(rawName).text(" NIL)");
            case AddressItem.GroupEnd() -> out.text("(NIL NIL NIL NIL)");
        }
    }
}
