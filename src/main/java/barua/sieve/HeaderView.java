package barua.sieve;

import barua.message.AddressItem;
import barua.message.HeaderField;
import barua.message.Headers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Header fields by name, each decoded once however many tests look at it. Belongs to one run. */
final class HeaderView {

    private static final class Named {
        private final List<HeaderField> fields = new ArrayList<>(1);
        private List<String> values;
        private List<List<AddressItem.Mailbox>> addresses;
    }

    /** What is shared by all runs is never changed. */
    private static final Named NONE = new Named();

    static {
        NONE.values = List.of();
        NONE.addresses = List.of();
    }

    private final Headers headers;
    private Map<String, Named> byName;

    HeaderView(Headers headers) {
        this.headers = headers;
    }

    Headers headers() {
        return headers;
    }

    boolean has(String name) {
        return !named(name).fields.isEmpty();
    }

    List<HeaderField> fields(String name) {
        return named(name).fields;
    }

    /** Decoded, without white space around, in the order of the header (RFC 5228 §2.7.2). @param name in any case */
    List<String> values(String name) {
        Named named = named(name);
        if (named.values == null) {
            named.values = named.fields.stream().map(HeaderField::decoded).toList();
        }
        return named.values;
    }

    /** Of each field of that name, those of groups among them. */
    List<List<AddressItem.Mailbox>> addresses(String name) {
        Named named = named(name);
        if (named.addresses == null) {
            named.addresses = named.fields.stream().map(field -> mailboxes(field.raw())).toList();
        }
        return named.addresses;
    }

    static List<AddressItem.Mailbox> mailboxes(String raw) {
        var out = new ArrayList<AddressItem.Mailbox>();
        for (AddressItem item : barua.message.AddressParser.list(raw)) {
            if (item instanceof AddressItem.Mailbox mailbox) {
                out.add(mailbox);
            }
        }
        return out;
    }

    private Named named(String name) {
        if (byName == null) {
            byName = new HashMap<>();
            for (HeaderField field : headers.fields()) {
                byName.computeIfAbsent(field.name().toLowerCase(Locale.ROOT), _ -> new Named()).fields.add(field);
            }
        }
        Named named = byName.get(name.toLowerCase(Locale.ROOT));
        return named == null ? NONE : named;
    }
}
