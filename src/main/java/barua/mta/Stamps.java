package barua.mta;

import barua.message.Address;
import barua.message.Dates;
import barua.message.ReversePath;
import barua.smtp.Peer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;

/** The header fields that a server writes in front of what it takes in (RFC 5321 §4.4). */
final class Stamps {

    private static final int LONGEST_HELO = 255;

    private final MtaOptions options;
    private final Clock clock;

    Stamps(MtaOptions options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    static byte[] returnPath(ReversePath from) {
        return bytes("Return-Path: " + from + "\r\n");
    }

    /** @param protocol such as ESMTPS or LMTP (RFC 3848) */
    byte[] received(Peer peer, String protocol, String queueId, List<Address> to) {
        return received("from " + helo(peer) + " ([" + peer.address().getHostAddress() + "])\r\n\t" + cipher(peer), protocol, queueId, to);
    }

    /** For somebody who logged in: where they sit is nobody's business but the trace's. */
    byte[] receivedFromOwn(Peer peer, String queueId, List<Address> to) {
        return received("from " + helo(peer) + " (logged in)\r\n\t" + cipher(peer), peer.protocol(), queueId, to);
    }

    /** For mail that begins here. */
    byte[] begun(String queueId) {
        return bytes("Received: by " + options.hostname() + " (Barua) id " + queueId + ";\r\n\t" + now() + "\r\n");
    }

    private byte[] received(String from, String protocol, String queueId, List<Address> to) {
        // With several recipients none is named: the others would learn of blind copies (RFC 5321 §7.2).
        String recipient = to.size() == 1 ? "\r\n\tfor <" + to.getFirst() + ">" : "";
        return bytes("Received: " + from + "by " + options.hostname() + " (Barua) with " + protocol + " id " + queueId + recipient + ";\r\n\t" + now() + "\r\n");
    }

    private static String cipher(Peer peer) {
        return peer.cipher().map(cipher -> "(using " + cipher + ")\r\n\t").orElse("");
    }

    private String now() {
        return Dates.format(clock.instant(), options.zone());
    }

    /** What the peer calls itself goes into a header: whatever is no part of a name becomes a question mark. */
    private static String helo(Peer peer) {
        String name = peer.helo().substring(0, Math.min(peer.helo().length(), LONGEST_HELO));
        String plain = name.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
        return plain.isEmpty() ? "unknown" : plain;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
