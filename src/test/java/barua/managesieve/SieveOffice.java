package barua.managesieve;

import barua.ScriptRunner;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.ScriptLimits;
import barua.mailbox.ScriptName;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import barua.net.Tls;
import barua.sasl.Logins;
import barua.sasl.ScramVerifier;
import barua.sieve.Complaint;
import barua.sieve.Includes;
import barua.sieve.Limits;
import barua.sieve.Script;
import barua.sieve.SieveException;
import barua.trace.Event;
import barua.trace.Trace;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A door before a store in a folder of its own: Neema with the password {@code siri kuu}, and Juma, who has the same. */
final class SieveOffice implements Closeable {

    static final Address NEEMA = Address.of("neema@example.org");
    static final Address JUMA = Address.of("juma@example.org");
    private static final String PASSWORD = "siri kuu";

    private final Path folder;
    final MailStore store;
    final Trace trace;

    SieveOffice(ScriptLimits limits) throws IOException {
        folder = Files.createTempDirectory("barua-managesieve");
        Policies policies = new Policies() {
            @Override
            public long quota(Address account) {
                return Long.MAX_VALUE;
            }

            @Override
            public Duration keep(Address account) {
                return Duration.ofDays(60);
            }

            @Override
            public ScriptLimits scripts(Address account) {
                return limits;
            }
        };
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, policies, Clock.systemUTC()));
        store.create(List.of(NEEMA, JUMA));
        trace = Trace.open(folder.resolve("trace"), Clock.systemUTC());
    }

    ManageSieveSession door(Optional<Tls> tls, Duration patience) {
        ManageSieveOptions options = new ManageSieveOptions("mail.example.org", tls, List.of("enotify", "extlists", "fileinto", "vacation"),
                List.of("tag", "urn"), 4);
        return new ManageSieveSession(new ManageSieveSession.House(options, new KnownLogins(), store, SieveOffice::check, trace, patience, patience));
    }

    ManageSieveSession door() {
        return door(Optional.of(ScriptRunner.tls()), Duration.ofSeconds(20));
    }

    /** As the real one reads scripts; a comment of "warn me" makes a warning, and one of "not yet" cannot be run. */
    private static ScriptCheck.Verdict check(Address account, ScriptName name, byte[] text, boolean run) {
        if (run && new String(text, StandardCharsets.UTF_8).contains("not yet")) {
            return new ScriptCheck.Verdict(List.of("line 1: not yet"), List.of());
        }
        try {
            Script.compile(name.text(), text, Limits.DEFAULT, Set.of("fileinto", "vacation"), Includes.NONE);
            boolean warned = new String(text, StandardCharsets.UTF_8).contains("warn me");
            return new ScriptCheck.Verdict(List.of(), warned ? List.of("line 1: you were \"warned\"") : List.of());
        } catch (SieveException wrong) {
            return new ScriptCheck.Verdict(wrong.complaints().stream().map(Complaint::toString).toList(), List.of());
        }
    }

    List<Event> events() throws IOException {
        return trace.find(NEEMA.toString(), 100);
    }

    @Override
    public void close() throws IOException {
        trace.close();
        store.close();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static final class KnownLogins implements Logins {

        @Override
        public Result verify(String user, byte[] password, String remote, String service) {
            return switch (user) {
                case "throttled" -> new Result.Throttled(30);
                case "unavailable" -> new Result.Unavailable();
                case "gone" -> new Result.Granted("gone@example.org");
                default -> proven(user, new String(password, StandardCharsets.UTF_8).equals(PASSWORD), remote, service);
            };
        }

        @Override
        public ScramVerifier scram(String user) {
            return ScramVerifier.of(PASSWORD, new byte[16], ScramVerifier.ITERATIONS);
        }

        @Override
        public Result proven(String user, boolean correct, String remote, String service) {
            boolean known = user.equals("neema") || user.equals("juma");
            return correct && known ? new Result.Granted(user + "@example.org") : new Result.Denied();
        }
    }
}
