package barua.web;

import barua.directory.Listener;
import barua.message.Address;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who is signed in. The browser holds a random token, the server only its hash, so neither a memory dump nor a log shows a token
 * that works. A session ends by sign-out, idleness, age, or when the directory revokes the account. The token is always made here,
 * at sign-in, so nobody can fix it before (session fixation).
 */
public final class Sessions implements Listener {

    /** A browser on a shared computer. */
    static final Duration IDLE = Duration.ofMinutes(60);
    /** "Keep me signed in on this computer". */
    public static final Duration KEPT_IDLE = Duration.ofDays(14);
    static final Duration LONGEST = Duration.ofDays(60);

    private static final int MOST = 50_000;
    private static final int MOST_OF_ONE = 50;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    // Guarded by this: hash of the token to its session, the longest unused first.
    private final LinkedHashMap<String, Open> open = new LinkedHashMap<>(64, 0.75f, true);
    private volatile Consumer<Address> whenEnded = account -> { };

    private record Open(Session session, Instant lastUsed) {
    }

    public Sessions() {
        this(Clock.systemUTC());
    }

    Sessions(Clock clock) {
        this.clock = clock;
    }

    /** From now on this hears whose sessions were ended from outside. */
    public void onEnd(Consumer<Address> ended) {
        whenEnded = ended;
    }

    /** Begins a session and returns the token for the browser's cookie. */
    public String begin(Address account, boolean keep) {
        String token = random(32);
        Instant now = clock.instant();
        synchronized (this) {
            makeRoom(account);
            open.put(hash(token), new Open(new Session(account, keep, random(18), now), now));
        }
        return token;
    }

    /** The session of that token, used now; empty where there is none (any more). */
    Optional<Session> find(String token) {
        String key = hash(token);
        Instant now = clock.instant();
        synchronized (this) {
            Open found = open.get(key);
            if (found == null) {
                return Optional.empty();
            }
            if (over(found, now)) {
                open.remove(key);
                return Optional.empty();
            }
            open.put(key, new Open(found.session, now));
            return Optional.of(found.session);
        }
    }

    public synchronized void end(String token) {
        open.remove(hash(token));
    }

    @Override
    public void revoked(Address account) {
        synchronized (this) {
            open.values().removeIf(each -> each.session.account().equals(account));
        }
        whenEnded.accept(account);
    }

    @Override
    public void added(List<Address> accounts) {
        // Nobody of them is logged in yet.
    }

    @Override
    public void renamed(Address from, Address to) {
        revoked(from);
    }

    @Override
    public void removed(Address account) {
        revoked(account);
    }

    private boolean over(Open found, Instant now) {
        Duration idle = found.session.keep() ? KEPT_IDLE : IDLE;
        return found.lastUsed.plus(idle).isBefore(now) || found.session.begun().plus(LONGEST).isBefore(now);
    }

    /** Called under the lock. One account cannot push out others; when all is full the longest unused goes. */
    private void makeRoom(Address account) {
        List<String> own = new ArrayList<>();
        for (Map.Entry<String, Open> entry : open.entrySet()) {
            if (entry.getValue().session.account().equals(account)) {
                own.add(entry.getKey());
            }
        }
        if (own.size() >= MOST_OF_ONE) {
            open.remove(own.getFirst());
        } else if (open.size() >= MOST) {
            open.remove(open.keySet().iterator().next());
        }
    }

    private String random(int bytes) {
        byte[] made = new byte[bytes];
        random.nextBytes(made);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(made);
    }

    private static String hash(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
