package barua.message;

import java.util.List;

/** From whom to whom a letter travels, whatever its header says (RFC 5321 §2.3.1), and where it came from. */
public record Envelope(ReversePath from, List<Recipient> recipients, Origin origin) {

    /**
     * @param address whom it is for
     * @param asked   as the peer wrote it; another address where it wrote a name of this host
     */
    public record Recipient(Address address, Address asked) {

        public static Recipient of(Address address) {
            return new Recipient(address, address);
        }
    }

    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
