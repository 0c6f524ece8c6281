package barua.imap;

import java.util.BitSet;
import java.util.Locale;

/** Names of folders: {@code *} stands for anything, {@code %} for anything but the separator (RFC 9051 §6.3.9). */
record ListPattern(String text) {

    /** RFC 9051 §6.3.9: an empty pattern asks for the separator alone. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /** The reference and the name are put together as they are (RFC 9051 §6.3.9); INBOX is known in any case. */
    static ListPattern of(String reference, String name) {
        if (name.isEmpty()) {
            return new ListPattern("");
        }
        String whole = reference + name;
        boolean inbox = whole.toUpperCase(Locale.ROOT).startsWith("INBOX") && (whole.length() == 5 || "/*%".indexOf(whole.charAt(5)) >= 0);
        return new ListPattern(inbox ? "INBOX" + whole.substring(5) : whole);
    }

    /** Walks the name once with the set of places in the pattern that are still possible: no pattern can make it slow. */
    boolean matches(String name) {
        BitSet places = closure(single(0));
        for (int i = 0; i < name.length() && !places.isEmpty(); i++) {
            places = closure(step(places, name.charAt(i)));
        }
        return places.get(text.length());
    }

    private BitSet step(BitSet places, char next) {
        BitSet after = new BitSet(text.length() + 1);
        for (int p = places.nextSetBit(0); p >= 0 && p < text.length(); p = places.nextSetBit(p + 1)) {
            char wanted = text.charAt(p);
            if (wanted == '*' || wanted == '%' && next != '/') {
                after.set(p);
            } else if (wanted == next) {
                after.set(p + 1);
            }
        }
        return after;
    }

    /** A wildcard may stand for nothing. */
    private BitSet closure(BitSet places) {
        for (int p = places.nextSetBit(0); p >= 0 && p < text.length(); p = places.nextSetBit(p + 1)) {
            if (text.charAt(p) == '*' || text.charAt(p) == '%') {
                places.set(p + 1);
            }
        }
        return places;
    }

    private static BitSet single(int place) {
        BitSet set = new BitSet();
        set.set(place);
        return set;
    }
}
