package barua.imap;

import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.HeaderField;
import barua.message.Headers;
import java.util.List;
import java.util.stream.Stream;

/** ENVELOPE: the header's often-asked fields, as they stand, still encoded (RFC 9051 §7.5.2). */
final class EnvelopeWriter {

    private final ImapWriter out;

    EnvelopeWriter(ImapWriter out) {
        this.out = out;
    }

    void write(Headers headers) {
        List<AddressItem> from = addresses(headers, "from");
        out.character('(');
        field(headers, "date");
        out.space();
        field(headers, "subject");
        write(from);
        // RFC 9051 §7.5.2: without them, the author sent it and gets the answer.
        write(orElse(addresses(headers, "sender"), from));
        write(orElse(addresses(headers, "reply-to"), from));
        write(addresses(headers, "to"));
        write(addresses(headers, "cc"));
        write(addresses(headers, "bcc"));
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

    /** Of all fields of that name, as {@link Headers#addresses}; without a stream, as lists ask for 10,000 envelopes. */
    private static List<AddressItem> addresses(Headers headers, String name) {
        List<AddressItem> items = List.of();
        for (HeaderField field : headers.fields()) {
            if (field.is(name)) {
                List<AddressItem> more = AddressParser.list(field.raw());
                items = items.isEmpty() ? more : Stream.concat(items.stream(), more.stream()).toList();
            }
        }
        return items;
    }

    private void write(List<AddressItem> items) {
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
            case AddressItem.Mailbox(var _, var rawName, var local, var domain, var route) ->
                out.character('(').nstring(rawName).space().nstring(route).space().string(local).space().string(domain).character(')');
            case AddressItem.GroupStart(var _, var rawName) -> out.text("(NIL NIL ").string(rawName).text(" NIL)");
            case AddressItem.GroupEnd() -> out.text("(NIL NIL NIL NIL)");
        }
    }
}
