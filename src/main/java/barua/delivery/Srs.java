package barua.delivery;

import barua.disk.SecretFile;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The Sender Rewriting Scheme (libsrs2, "SRS: Sender Rewriting Scheme" by M. Wong, 2004): the return path of a letter that is sent on becomes an
 * address of our own, for the next server asks whether we may send for the sender's domain (RFC 7208). A bounce comes back to us, and goes to the
 * sender: {@code SRS0=hash=day=domain=local@ours}; of an address that another server rewrote before {@code SRS1=hash=theirs==rest@ours}. The
 * hash is keyed, so nobody else can have letters sent on by writing to such an address; it holds for {@value #DAYS} days.
 */
public final class Srs {

    private static final int DAYS = 21;
    private static final int KEY = 32;                    // bytes
    private static final int HASH = 8;                    // characters, 5 bits each
    private static final int LONGEST_LOCAL = 64;          // RFC 5321 §4.5.3.1.1
    private static final int DAY_MASK = 1023;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+");
    private static final Pattern ZERO = Pattern.compile("(?i)SRS0=([a-z2-7]{" + HASH + "})=([a-z2-7]{2})=([^=]+)=(.+)");
    private static final Pattern ONE = Pattern.compile("(?i)SRS1=([a-z2-7]{" + HASH + "})=([^=]+)=([=+-].+)");
    private static final Pattern FOREIGN_ZERO = Pattern.compile("(?i)SRS0([=+-].+)");
    private static final Pattern FOREIGN_ONE = Pattern.compile("(?i)SRS1[=+-][^=]+=([^=]+)=([=+-].+)");

    private final byte[] key;
    private final Clock clock;

    public Srs(byte[] key, Clock clock) {
        this.key = key.clone();
        this.clock = clock;
    }

    /** With the key in that file, which is made where it is missing; without it what was sent on before gets no bounces. */
    public static Srs open(Path file, Clock clock) throws IOException {
        return new Srs(SecretFile.of(file, KEY), clock);
    }

    /** The sender as an address at {@code ours}; empty where it would be too long or is not plain. */
    public Optional<Address> rewritten(Address sender, Domain ours) {
        if (!PLAIN.matcher(sender.local()).matches() || sender.domain().isLiteral()) {
            return Optional.empty();
        }
        Matcher one = FOREIGN_ONE.matcher(sender.local());
        Matcher zero = FOREIGN_ZERO.matcher(sender.local());
        String local;
        if (one.matches()) {
            local = "SRS1=" + hash(one.group(1) + one.group(2)) + "=" + one.group(1) + "=" + one.group(2);
        } else if (zero.matches()) {
            local = "SRS1=" + hash(sender.domain() + zero.group(1)) + "=" + sender.domain() + "=" + zero.group(1);
        } else {
            String day = day(today());
            local = "SRS0=" + hash(day + sender.domain() + sender.local()) + "=" + day + "=" + sender.domain() + "=" + sender.local();
        }
        return local.length() > LONGEST_LOCAL ? Optional.empty() : Optional.of(new Address(local, ours));
    }

    /** Whom an address stands for that {@link #rewritten} made; empty for any other, and where it is too old. */
    public Optional<Address> original(Address rewritten) {
        Matcher zero = ZERO.matcher(rewritten.local());
        if (zero.matches()) {
            boolean good = same(zero.group(1), hash(zero.group(2).toLowerCase(Locale.ROOT) + zero.group(3).toLowerCase(Locale.ROOT) + zero.group(4)))
                    && isRecent(zero.group(2));
            return good ? Domain.parse(zero.group(3)).map(domain -> new Address(zero.group(4), domain)) : Optional.empty();
        }
        Matcher one = ONE.matcher(rewritten.local());
        if (one.matches() && same(one.group(1), hash(one.group(2).toLowerCase(Locale.ROOT) + one.group(3)))) {
            return Domain.parse(one.group(2)).map(domain -> new Address("SRS0" + one.group(3), domain));
        }
        return Optional.empty();
    }

    /** Letters that nobody else can make for that text. */
    String seal(String text) {
        return hash(text);
    }

    static boolean same(String said, String made) {
        return MessageDigest.isEqual(said.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8), made.getBytes(StandardCharsets.UTF_8));
    }

    private int today() {
        return (int) (clock.millis() / Duration.ofDays(1).toMillis() & DAY_MASK);
    }

    private static String day(int day) {
        return "" + BASE32.charAt(day >> 5) + BASE32.charAt(day & 31);
    }

    private boolean isRecent(String day) {
        String folded = day.toLowerCase(Locale.ROOT);
        int then = BASE32.indexOf(folded.charAt(0)) << 5 | BASE32.indexOf(folded.charAt(1));
        return (today() - then & DAY_MASK) <= DAYS;
    }

    /** In lower case, for servers on the way may fold a local part: so may the sender's, and so it is hashed. */
    private String hash(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            byte[] digest = mac.doFinal(text.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
            StringBuilder out = new StringBuilder();
            for (int i = 0; i < HASH; i++) {
                out.append(BASE32.charAt(digest[i] & 31));
            }
            return out.toString();
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
