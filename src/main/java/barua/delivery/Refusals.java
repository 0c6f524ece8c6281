package barua.delivery;

import barua.delivery.Doing.Reason;
import barua.message.Address;
import barua.message.Content;
import barua.message.HeaderField;
import barua.message.Letter;
import barua.message.Origin;
import barua.message.RefusalReport;
import barua.message.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/**
 * How a letter that rules refuse (RFC 5429) is refused: said to whoever hands it in where he alone is concerned; by a report where the sender is
 * surely one of us; else not at all, and the letter is kept. For a report to whoever a stranger wrote as the sender would be one more
 * letter that nobody asked for (decision 15).
 */
final class Refusals {

    private static final int LONGEST = 400;   // characters of a reply

    private Refusals() {
    }

    sealed interface Way {
        record Said() implements Way {
        }

        record Reported(Address sender) implements Way {
        }

        record Not(Reason why) implements Way {
        }
    }

    static Way way(String hostname, Letter letter, Owner owner, boolean heard) {
        if (heard && letter.envelope().origin() instanceof Origin.Session) {
            return new Way.Said();
        }
        Optional<Reason> automatic = Automatic.refusal(letter, owner);
        if (automatic.isPresent()) {
            return new Way.Not(automatic.get());
        }
        boolean sure = switch (letter.envelope().origin()) {
            case Origin.Session session -> session.login().isPresent() || session.trusted();
            case Origin.Here _ -> true;
            case Origin.Waited _ -> beganHere(hostname, letter);
        };
        return sure ? new Way.Reported(letter.envelope().from().address().orElseThrow()) : new Way.Not(Reason.NOT_SAYABLE);
    }

    /** What waited keeps no origin, but its first Received field is ours, and says how it came. */
    private static boolean beganHere(String hostname, Letter letter) {
        String received = letter.header().first("Received").map(HeaderField::unfolded).orElse("").strip();
        boolean ours = received.startsWith("by " + hostname + " (Barua) ") || received.contains(" by " + hostname + " (Barua) ")
                && (received.matches("from \\S+ \\(logged in\\).*") || received.matches("from \\S+ \\(own network\\).*"));
        return ours && letter.header().first(RedirectRules.MARK).isEmpty();
    }

    /** RFC 5429 §2.1.2: in US-ASCII, or in words of ours. */
    static Status status(String reason) {
        String words = words(reason);
        boolean ascii = !words.isEmpty() && words.chars().allMatch(c -> c >= ' ' && c < 127);
        return Status.lasting(7, 1, ascii ? words : "the recipient's rules refuse this message");
    }

    static String words(String reason) {
        String words = reason.replaceAll("\\s+|\\p{Cntrl}", " ").strip();
        return words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    }

    static Content report(String hostname, Letter letter, Recipient recipient, Owner owner, Address sender, String reason, Instant now) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RefusalReport(hostname, owner.account(), recipient.original(), sender, reason, letter.header()).write(now, out);
        return Content.of(out.toByteArray());
    }
}
