package barua.directory;

import barua.sasl.Logins;
import barua.sasl.PasswordHash;
import barua.sasl.ScramVerifier;
import barua.trace.Event;
import barua.trace.Trace;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Logins against the directory. A password is checked against the SCRAM verifier, which every account has and which takes 3 ms; Argon2id
 * (50 ms, at most two at once) decides where there is none or where the two could differ. Right ones are remembered, see
 * {@link ProvenPasswords}; wrong ones are slowed down, see {@link Throttle}. docs/decisions/0004 says why this is no weaker.
 */
public final class DirectoryLogins implements Logins {

    private static final int LONGEST_NAME = 320;
    private static final int LONGEST_WAIT = 10;   // seconds for a turn

    private final Directory directory;
    private final Trace trace;
    private final Throttle throttle;
    private final ProvenPasswords proven = new ProvenPasswords();
    private final Semaphore derivations = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    public DirectoryLogins(Directory directory, Trace trace) {
        this(directory, trace, System::nanoTime);
    }

    DirectoryLogins(Directory directory, Trace trace, LongSupplier nanoTime) {
        this.directory = directory;
        this.trace = trace;
        this.throttle = new Throttle(nanoTime);
    }

    @Override
    public Result verify(String user, byte[] password, String remote, String service) {
        Optional<Snapshot.Person> person = directory.person(user);
        try (Throttle.Gate gate = throttle.gate(name(user, person), remote)) {
            long wait = gate.secondsLeft();
            return wait > 0 ? new Result.Throttled(wait) : decide(gate, person, fits(user, person, password), service + " from " + remote);
        } catch (PasswordHash.BusyException busy) {
            return new Result.Unavailable();
        }
    }

    @Override
    public ScramVerifier scram(String user) {
        return directory.person(user).flatMap(DirectoryLogins::verifier).orElseGet(() -> decoy(user));
    }

    @Override
    public Result proven(String user, boolean correct, String remote, String service) {
        Optional<Snapshot.Person> person = directory.person(user);
        try (Throttle.Gate gate = throttle.gate(name(user, person), remote)) {
            long wait = gate.secondsLeft();
            return wait > 0 ? new Result.Throttled(wait) : decide(gate, person, correct, service + " from " + remote);
        }
    }

    @Override
    public Optional<String> account(String user) {
        return directory.person(user).filter(person -> person.account().enabled() && !person.moving()).map(person -> person.account().address().toString());
    }

    private Result decide(Throttle.Gate gate, Optional<Snapshot.Person> person, boolean correct, String where) {
        // A name that is not ours is not written down: people type passwords there.
        String who = person.map(known -> known.account().address().toString()).orElse("");
        if (person.isEmpty() || !correct || !person.get().account().enabled()) {
            gate.wrong();
            trace.record(Event.of("", "", "denied", who, where));
            return new Result.Denied();
        }
        gate.right();
        if (person.get().moving()) {
            return new Result.Unavailable();
        }
        trace.record(Event.of("", "", "login", who, where));
        return new Result.Granted(who);
    }

    private boolean fits(String user, Optional<Snapshot.Person> person, byte[] password) {
        return person.map(known -> proven.holds(known, password, () -> fits(known, password))).orElseGet(() -> {
            waste(user, password);
            return false;
        });
    }

    private boolean fits(Snapshot.Person person, byte[] password) {
        Optional<ScramVerifier> verifier = verifier(person);
        boolean sure = verifier.isPresent() && isPlain(password);
        return verifier.filter(known -> derives(password, known)).isPresent() || !sure && PasswordHash.matches(password, person.credentials().hash());
    }

    /** As long as a check of somebody who exists. */
    private void waste(String user, byte[] password) {
        derives(password, decoy(user));
        if (!isPlain(password)) {
            PasswordHash.waste(password);
        }
    }

    private boolean derives(byte[] password, ScramVerifier verifier) {
        takeTurn();
        try {
            ScramVerifier derived = ScramVerifier.of(new String(password, StandardCharsets.UTF_8), verifier.salt(), verifier.iterations());
            return MessageDigest.isEqual(derived.storedKey(), verifier.storedKey());
        } finally {
            derivations.release();
        }
    }

    private void takeTurn() {
        try {
            if (!derivations.tryAcquire(LONGEST_WAIT, TimeUnit.SECONDS)) {
                throw new PasswordHash.BusyException();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new PasswordHash.BusyException();
        }
    }

    /** Printable ASCII is its own SASLprep form (RFC 4013), so there the verifier's no is as good as the hash's. */
    private static boolean isPlain(byte[] password) {
        for (byte b : password) {
            if (b < ' ' || b > '~') {
                return false;
            }
        }
        return password.length > 0;
    }

    private static Optional<ScramVerifier> verifier(Snapshot.Person person) {
        try {
            return person.credentials().scram().isEmpty() ? Optional.empty() : Optional.of(ScramVerifier.parse(person.credentials().scram()));
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }

    /** For a name without verifier: the same whenever it is asked, also after a restart, and nothing fits it (RFC 5802 §5.1). */
    private ScramVerifier decoy(String user) {
        String name = fold(user);
        return new ScramVerifier(Arrays.copyOf(derive("salt", name), 16), ScramVerifier.ITERATIONS, derive("stored", name), derive("server", name));
    }

    private byte[] derive(String what, String name) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec((what + directory.decoy()).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String name(String user, Optional<Snapshot.Person> person) {
        return person.map(known -> known.account().address().toString()).orElseGet(() -> fold(user));
    }

    private static String fold(String user) {
        String folded = Normalizer.normalize(user.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
        return folded.substring(0, Math.min(folded.length(), LONGEST_NAME));
    }
}
