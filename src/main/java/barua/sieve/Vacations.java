package barua.sieve;

import barua.message.Address;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** {@code vacation} (RFC 5230), with {@code :seconds} (RFC 6131). */
final class Vacations {

    private static final Duration USUAL = Duration.ofDays(7);
    private static final long MOST_DAYS = 365;

    private Vacations() {
    }

    static Step vacation(Words words) {
        Place place = words.place();
        Duration interval = interval(words);
        Optional<Text> subject = words.string(":subject", "");
        Optional<Text> from = words.string(":from", "");
        Texts addresses = words.strings(":addresses", "").orElse(Texts.NONE);
        boolean mime = words.flag(":mime");
        Optional<Text> handle = words.string(":handle", "");
        Function<Run, Optional<Fcc>> fcc = Copies.read(words);
        Text reason = words.string("what to answer");
        from.flatMap(Text::constant).ifPresent(text -> check(words, text));
        addresses.all().forEach(text -> text.constant().ifPresent(constant -> check(words, constant)));
        return run -> {
            String said = reason.in(run);
            Optional<String> title = subject.map(text -> text.in(run));
            Optional<Address> sender = from.map(text -> address(text.in(run)));
            List<Address> more = addresses.in(run).stream().map(Vacations::address).toList();
            String remembered = handle.map(text -> text.in(run)).orElseGet(() -> handle(said, title, sender, mime));
            run.act(new Action.Vacation(place, said, mime, title, sender, from.map(text -> Redirecting.name(text.in(run))).orElse(""), interval,
                    remembered, more, fcc.apply(run)));
            return Flow.ON;
        };
    }

    private static void check(Words words, String address) {
        if (Redirecting.address(address).isEmpty()) {
            words.complain(Redirecting.noAddress(address));
        }
    }

    private static Address address(String text) {
        return Redirecting.address(text).orElseThrow(() -> new Failure(Redirecting.noAddress(text)));
    }

    /** From a day to a year; in seconds from none. What lies outside is brought inside (RFC 5230 §4.1, RFC 6131 §2). */
    private static Duration interval(Words words) {
        OptionalLong days = words.number(":days", "");
        OptionalLong seconds = words.number(":seconds", "vacation-seconds");
        if (days.isPresent() && seconds.isPresent()) {
            words.complain(":days and :seconds exclude each other");
        }
        if (seconds.isPresent()) {
            return Duration.ofSeconds(Math.min(seconds.getAsLong(), MOST_DAYS * 86_400));
        }
        return days.isPresent() ? Duration.ofDays(Math.clamp(days.getAsLong(), 1, MOST_DAYS)) : USUAL;
    }

    /** RFC 5230 §4.2: another answer is told again to whom the first was told. */
    private static String handle(String reason, Optional<String> subject, Optional<Address> from, boolean mime) {
        String all = String.join("\0", reason, subject.orElse(""), from.map(Address::toString).orElse(""), mime ? "mime" : "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);     // every JDK has it
        }
    }
}
