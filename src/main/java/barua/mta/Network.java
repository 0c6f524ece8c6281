package barua.mta;

import java.net.InetAddress;

/** A range of addresses such as {@code 10.20.0.0/16} or {@code 2001:db8::/32}; a single address is a range of one. */
public record Network(InetAddress first, int bits) {

    /** @throws IllegalArgumentException with a sentence for whoever configured it */
    public static Network parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        try {
            InetAddress address = InetAddress.ofLiteral(slash < 0 ? trimmed : trimmed.substring(0, slash));
            int all = address.getAddress().length * 8;
            int bits = slash < 0 ? all : Integer.parseInt(trimmed.substring(slash + 1));
            if (bits >= 0 && bits <= all) {
                return new Network(address, bits);
            }
        } catch (IllegalArgumentException unreadable) {
            // Said below, together with a number of bits that is out of range.
        }
        throw new IllegalArgumentException("'" + trimmed + "' is not a network such as 10.20.0.0/16 or 2001:db8::/32");
    }

    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] theirs = address.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += 8) {
            int mask = bits - bit >= 8 ? 0xFF : 0xFF << 8 - (bits - bit) & 0xFF;
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }
}
