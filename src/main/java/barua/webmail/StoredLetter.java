package barua.webmail;

import barua.message.Address;
import barua.message.Content;
import barua.message.Envelope;
import barua.message.Headers;
import barua.message.Letter;
import barua.message.MimeParser;
import barua.message.Origin;
import barua.message.ReversePath;
import barua.sieve.Situation;
import barua.sieve.Surroundings;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** A letter that lies in a folder, as scripts saw it when it came: the envelope is read from what the delivery wrote into it. */
final class StoredLetter {

    private StoredLetter() {
    }

    /** @throws IOException where the letter cannot be read */
    static Situation situation(Content content, Instant received, Address account, List<Address> addresses, ZoneId zone, Surroundings around)
            throws IOException {
        Headers headers = MimeParser.parse(content).headers();
        Address to = recipient(headers, account);
        Envelope envelope = new Envelope(sender(headers), List.of(Envelope.Recipient.of(to)), new Origin.Here());
        Letter letter = new Letter("", envelope, headers, List.of(), content, 0, received, "");
        return new Situation(letter, account, to, addresses, List.of(), received, zone, around);
    }

    /** Whom it was written to, as the delivery noted it. */
    static Address recipient(Headers headers, Address account) {
        return headers.first("delivered-to").flatMap(field -> Address.parse(field.unfolded().strip())).orElse(account);
    }

    private static ReversePath sender(Headers headers) {
        String written = headers.first("return-path").map(field -> field.unfolded().strip()).orElse("<>");
        Optional<Address> sender = Address.parse(written.replaceFirst("^<(.*)>$", "$1"));
        return sender.map(ReversePath::of).orElse(ReversePath.NOBODY);
    }
}
