package barua.web;

import barua.directory.Listener;
import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Who is signed in, also after a restart ({@link SessionFile}). The browser holds a random token, the server only its hash, so neither a
 * memory dump nor the disk nor a log shows a token that works. A session ends by sign-out, idleness, age, or when the account's password is
 * another or it may not come in: each use looks, so what changed while the server stood still counts too. The token is always made here, at
 * sign-in, so nobody can fix it before (session fixation); what forms bring back is derived from it.
 */
public final class Sessions implements Listener, Closeable {

    /** A browser on a shared computer. */
    static final Duration IDLE = Duration.ofMinutes(60);
    /** "Keep me signed in on this computer". */
    public static final Duration KEPT_IDLE = Duration.ofDays(14);
    static final Duration LONGEST = Duration.ofDays(60);
    /** So old a last use may be on the disk: a restart shortens idleness by no more. */
    static final Duration NOTED = Duration.ofMinutes(5);

    private static final System.Logger LOG = System.getLogger("barua.web");
    private static final int MOST = 50_000;
    private static final int MOST_OF_ONE = 50;

    private final Clock clock;
    private final Function<Address, Optional<String>> stamps;
    private final Optional<SessionFile> file;
    private final SecureRandom random = new SecureRandom();

    // Guarded by this: by the hash of the token, the longest unused first.
    private final LinkedHashMap<String, Open> open = new LinkedHashMap<>(64, 0.75f, true);
    private volatile Consumer<Address> whenEnded = account -> { };

    /** @param noted the last use as the disk knows it */
    private record Open(SessionFile.Kept kept, Instant noted) {
    }

    /** @param stamps what changes with an account's password; empty for an account that may not come in */
    private Sessions(Clock clock, Function<Address, Optional<String>> stamps, Optional<SessionFile> file) {
        this.clock = clock;
        this.stamps = stamps;
        this.file = file;
    }

    /** Sessions that nobody keeps: for tests of whoever asks them. */
    public static Sessions inMemory(Clock clock, Function<Address, Optional<String>> stamps) {
        return new Sessions(clock, stamps, Optional.empty());
    }

    /** Those that were there when the server ended, and from now on. A file that cannot be read is put aside: people sign in again. */
    public static Sessions open(Path file, Clock clock, Function<Address, Optional<String>> stamps) throws IOException {
        SessionFile kept;
        try {
            kept = SessionFile.open(file);
        } catch (IOException damaged) {
            LOG.log(Level.WARNING, "everybody has to sign in again: " + damaged.getMessage());
            if (Files.exists(file)) {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"), StandardCopyOption.REPLACE_EXISTING);
            }
            kept = SessionFile.open(file);
        }
        Sessions sessions = new Sessions(clock, stamps, Optional.of(kept));
        kept.found().stream().sorted(Comparator.comparing(SessionFile.Kept::used)).forEach(one -> sessions.open.put(one.hash(), new Open(one, one.used())));
        return sessions;
    }

    /** From now on this hears whose sessions were ended from outside. */
    public void onEnd(Consumer<Address> ended) {
        whenEnded = ended;
    }

    /** Begins a session and returns the token for the browser's cookie. */
    public String begin(Address account, boolean keep) {
        byte[] made = new byte[32];
        random.nextBytes(made);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(made);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);   // as the disk has it
        SessionFile.Kept session = new SessionFile.Kept(hash(token), account, keep, now, now, stamps.apply(account).orElse("-"));
        synchronized (this) {
            makeRoom(account);
            open.put(session.hash(), new Open(session, now));
            write(to -> to.begin(session, all()));
        }
        force();
        return token;
    }

    /** The session of that token, used now; empty where there is none (any more). */
    public Optional<Session> find(String token) {
        String key = hash(token);
        Instant now = clock.instant();
        synchronized (this) {
            Open found = open.get(key);
            if (found == null) {
                return Optional.empty();
            }
            if (over(found.kept, now) || !found.kept.stamp().equals(stamps.apply(found.kept.account()).orElse(""))) {
                remove(List.of(key));
                return Optional.empty();
            }
            boolean due = found.noted.plus(NOTED).isBefore(now);
            open.put(key, new Open(found.kept.usedAt(now), due ? now : found.noted));
            if (due) {
                write(to -> to.used(key, now, all()));
            }
            return Optional.of(new Session(found.kept.account(), found.kept.keep(), csrf(token), mark(key), found.kept.begun()));
        }
    }

    /** Whether the account's session with that {@link Session#mark} is open; that it was asked for is no use of it. */
    public boolean isOpen(Address account, String mark) {
        Instant now = clock.instant();
        synchronized (this) {
            return open.values().stream().map(Open::kept)
                    .anyMatch(each -> each.account().equals(account) && !over(each, now) && mark(each.hash()).equals(mark));
        }
    }

    public void end(String token) {
        synchronized (this) {
            remove(List.of(hash(token)));
        }
        force();
    }

    @Override
    public void added(List<Address> accounts) {
        // Nobody is signed in yet.
    }

    @Override
    public void revoked(Address account) {
        synchronized (this) {
            remove(hashes(session -> session.account().equals(account)));
        }
        force();
        whenEnded.accept(account);
    }

    @Override
    public void renamed(Address from, Address to) {
        revoked(from);
    }

    @Override
    public void removed(Address account) {
        revoked(account);
    }

    @Override
    public void close() throws IOException {
        force();
        if (file.isPresent()) {
            file.get().close();
        }
    }

    private static boolean over(SessionFile.Kept session, Instant now) {
        return session.used().plus(session.keep() ? KEPT_IDLE : IDLE).isBefore(now) || session.begun().plus(LONGEST).isBefore(now);
    }

    /** Called under the lock. One account cannot push out others; when all is full the longest unused goes. */
    private void makeRoom(Address account) {
        List<String> own = hashes(session -> session.account().equals(account));
        if (own.size() >= MOST_OF_ONE) {
            remove(List.of(own.getFirst()));
        } else if (open.size() >= MOST) {
            remove(List.of(open.keySet().iterator().next()));
        }
    }

    /** Under the lock: of those that fit, the longest unused first. */
    private List<String> hashes(Predicate<SessionFile.Kept> fits) {
        return new ArrayList<>(open.values().stream().map(Open::kept).filter(fits).map(SessionFile.Kept::hash).toList());
    }

    /** Under the lock. */
    private void remove(List<String> hashes) {
        List<String> there = hashes.stream().filter(hash -> open.remove(hash) != null).toList();
        if (!there.isEmpty()) {
            write(to -> to.end(there, all()));
        }
    }

    private Collection<SessionFile.Kept> all() {
        return open.values().stream().map(Open::kept).toList();
    }

    private interface Writing {

        void to(SessionFile file) throws IOException;
    }

    /** A disk that is full signs nobody out and keeps nobody out: what could not be written is written with the next change. */
    private void write(Writing what) {
        try {
            if (file.isPresent()) {
                what.to(file.get());
            }
        } catch (ClosedChannelException stopping) {
            // The last requests of a server that stops.
        } catch (IOException failed) {
            LOG.log(Level.WARNING, "sessions are not kept over a restart for now: " + failed.getMessage());
        }
    }

    private void force() {
        write(SessionFile::force);
    }

    private static String csrf(String token) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest("csrf " + token), 18));
    }

    private static String mark(String hash) {
        return HexFormat.of().formatHex(digest("mark " + hash), 0, 8);
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(digest(token));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
