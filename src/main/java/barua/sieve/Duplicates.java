package barua.sieve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** {@code duplicate} (RFC 7352). */
final class Duplicates {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int LONGEST_ID = 300;     // chars that are remembered as they are

    private Duplicates() {
    }

    static Test duplicate(Words words) {
        Place place = words.place();
        Optional<Text> handle = words.string(":handle", "");
        Optional<Text> header = words.string(":header", "");
        Optional<Text> unique = words.string(":uniqueid", "");
        if (header.isPresent() && unique.isPresent()) {
            words.complain(":header and :uniqueid exclude each other");
        }
        var seconds = words.number(":seconds", "");
        Duration kept = seconds.isPresent() ? Duration.ofSeconds(Math.min(seconds.getAsLong(), LONGEST.toSeconds())) : USUAL;
        boolean last = words.flag(":last");
        return run -> {
            String id = unique.map(text -> text.in(run)).orElseGet(() -> first(run, header.map(text -> text.in(run)).orElse("message-id")));
            if (id.isEmpty()) {
                return false;     // RFC 7352 §3.1: without an identifier nothing is a duplicate, and nothing is remembered
            }
            String name = shortened(handle.map(text -> text.in(run)).orElse(""));
            boolean seen = run.situation().surroundings().remembered(name, shortened(id));
            if (!seen || last) {
                run.act(new Action.Remember(place, name, shortened(id), kept, last));
            }
            return seen;
        };
    }

    private static String first(Run run, String field) {
        List<String> values = run.header().values(field);
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String shortened(String id) {
        if (id.length() <= LONGEST_ID) {
            return id;
        }
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);     // every JDK has it
        }
    }
}
