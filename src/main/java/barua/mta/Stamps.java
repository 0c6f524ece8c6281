package barua.mta;

import barua.message.Dates;
import barua.message.Envelope;
import barua.message.Origin;
import barua.message.ReversePath;
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

    /** Where somebody sits who has logged in is nobody's business but the trace's. */
    byte[] received(Origin.Session origin, String queueId, List<Envelope.Recipient> to) {
        String address = " ([" + origin.address().getHostAddress() + "])";
        String who = origin.login().isPresent() ? " (logged in)" : (origin.trusted() ? " (own network)" : "") + address;
        String cipher = origin.cipher().map(name -> "(using " + name + ")\r\n\t").orElse("");
        // With several recipients none is named: the others would learn of blind copies (RFC 5321 §7.2).
        String recipient = to.size() == 1 ? "\r\n\tfor <" + to.getFirst().asked() + ">" : "";
        return bytes("Received: from " + helo(origin) + who + "\r\n\t" + cipher + "by " + options.hostname() + " (Barua) with " + origin.protocol()
                + " id " + queueId + recipient + ";\r\n\t" + now() + "\r\n");
    }

    /** For mail that begins here. */
    byte[] begun(String queueId) {
        return bytes("Received: by " + options.hostname() + " (Barua) id " + queueId + ";\r\n\t" + now() + "\r\n");
    }

    private String now() {
        return Dates.format(clock.instant(), options.zone());
    }

    /** What the peer calls itself goes into a header: whatever is no part of a name becomes a question mark. */
    private static String helo(Origin.Session peer) {
        String name = peer.helo().substring(0, Math.min(peer.helo().length(), LONGEST_HELO));
        String plain = name.replaceAll("[^A-Za-z0-9._:\\[\\]-]", "?");
        return plain.isEmpty() ? "unknown" : plain;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
