package barua.message;

import java.util.List;
import java.util.Optional;

/** The grammar of addresses (RFC 5322 §3.4, §4.4; RFC 6532), forgiving for headers, strict for one addr-spec. */
public final class AddressParser {

    private AddressParser() {
    }

    /** One addr-spec, strictly (RFC 5321 §4.1.2, with UTF-8 local parts of RFC 6531). Local part at most 64 octets, in all at most 254. */
    public static Optional<Address> addrSpec(String text) {
        throw new UnsupportedOperationException("contract");
    }

    /** An address list from a raw header value, forgiving; never throws, at most 10,000 items. */
    public static List<AddressItem> list(String raw) {
        throw new UnsupportedOperationException("contract");
    }

    /** The local part as it is written in protocols: a dot-atom as it is, anything else as a quoted string. */
    static String quoteLocal(String local) {
        throw new UnsupportedOperationException("contract");
    }
}
