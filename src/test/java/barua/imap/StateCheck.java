package barua.imap;

import barua.imap.CheckedClient.Kind;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * Several clients at once in the same folders, plain, with CONDSTORE and with QRESYNC, each of them holding what it is told against
 * what it knows. After each round all rest, and what each one knows must be the truth, as must be what QRESYNC makes of an old cache.
 *
 * <p>Against a running server (TLS from the first byte): {@code StateCheck HOST PORT USER PASSWORD [SECONDS [SEED]]}. It makes two folders.
 */
final class StateCheck {

    private static final List<String> FOLDERS = List.of("checked-1", "checked-2");
    private static final int CLIENTS_OF_A_KIND = 2;

    private final String host;
    private final int port;
    private final String user;
    private final String password;
    private final long seed;
    private final List<RandomClient> clients = new ArrayList<>();
    private final Map<String, String> subjects = new ConcurrentHashMap<>();
    private final Map<String, KnownFolder> recents = new ConcurrentHashMap<>();

    StateCheck(String host, int port, String user, String password, long seed) {
        this.host = host;
        this.port = port;
        this.user = user;
        this.password = password;
        this.seed = seed;
    }

    public static void main(String[] arguments) throws Exception {
        long seconds = arguments.length > 4 ? Long.parseLong(arguments[4]) : 600;
        long seed = arguments.length > 5 ? Long.parseLong(arguments[5]) : System.nanoTime();
        System.out.println("seed " + seed);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        StateCheck check = new StateCheck(arguments[0], Integer.parseInt(arguments[1]), arguments[2], arguments[3], seed);
        long commands = check.run(500, () -> System.nanoTime() < end);
        System.out.println(commands + " commands without an error");
    }

    /** @param steps of each client in a round @param again asked after each round @return how many commands were answered */
    long run(int steps, BooleanSupplier again) throws Exception {
        try {
            makeFolders();
            Random random = new Random(seed);
            for (Kind kind : Kind.values()) {
                for (int i = 0; i < CLIENTS_OF_A_KIND; i++) {
                    clients.add(new RandomClient(connect(kind), new Random(random.nextLong()), FOLDERS, subjects));
                }
            }
            do {
                round(steps);
                compare();
            } while (again.getAsBoolean());
            return clients.stream().mapToLong(random1 -> random1.client().commands()).sum();
        } finally {
            for (RandomClient client : clients) {
                client.client().close();
            }
        }
    }

    private void makeFolders() throws Exception {
        try (CheckedClient client = connect(Kind.PLAIN)) {
            for (String folder : FOLDERS) {
                client.command("CREATE " + folder);
            }
        }
    }

    private CheckedClient connect(Kind kind) throws IOException, GeneralSecurityException {
        return new CheckedClient(trusting(host, port), kind, user, password, recents);
    }

    private void round(int steps) throws InterruptedException {
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = clients.stream().map(client -> Thread.ofPlatform().start(() -> {
            try {
                for (int i = 0; i < steps && isEmpty(failures); i++) {
                    client.step();
                }
            } catch (IOException | RuntimeException | AssertionError wrong) {
                AssertionError report = report(client, wrong);
                synchronized (failures) {
                    failures.add(report);
                }
            }
        })).toList();
        for (Thread thread : threads) {
            thread.join();
        }
        if (!failures.isEmpty()) {
            throw (AssertionError) failures.getFirst();
        }
    }

    private static boolean isEmpty(List<Throwable> failures) {
        synchronized (failures) {
            return failures.isEmpty();
        }
    }

    private AssertionError report(RandomClient client, Throwable wrong) {
        return new AssertionError("seed " + seed + ", a client of " + client.client().kind() + ": " + wrong.getMessage() + "\n" + client.client().transcript(),
                wrong);
    }

    /** Nobody works: what everybody knows is what there is. */
    private void compare() throws Exception {
        for (RandomClient client : clients) {
            try {
                client.catchUp();
            } catch (AssertionError | RuntimeException wrong) {
                throw report(client, wrong);
            }
        }
        for (RandomClient client : clients) {
            client.client().ok("NOOP");
            client.client().ok("NOOP");
            try (CheckedClient fresh = connect(Kind.CONDSTORE)) {
                fresh.select(client.selected(), null);
                if (fresh.folder().size() > 0) {
                    fresh.ok("FETCH 1:* (UID FLAGS MODSEQ)");
                }
                String difference = client.client().folder().difference(fresh.folder());
                if (!difference.isEmpty()) {
                    throw report(client, new AssertionError("not the truth: " + difference));
                }
                resynchronise(client, fresh.folder());
            }
        }
    }

    /** What another session makes of what this client would keep, or kept long ago. */
    private void resynchronise(RandomClient client, KnownFolder truth) throws Exception {
        if (client.client().kind() != Kind.QRESYNC) {
            return;
        }
        for (KnownFolder.Cache cache : client.kept()) {
            try (CheckedClient again = connect(Kind.QRESYNC)) {
                again.select(client.selected(), cache);
                KnownFolder.check(again.folder().isWholeKnown(), "some messages were not told in QRESYNC\n" + again.transcript());
                String difference = again.folder().difference(truth);
                KnownFolder.check(difference.isEmpty(), "seed " + seed + ": resynchronised from modseq " + cache.modseq() + " to what is not the truth: "
                        + difference
                        + again.transcript());
            }
        }
    }

    private static Socket trusting(String host, int port) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context.getSocketFactory().createSocket(host, port);
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {
            throw new IllegalStateException();
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {
            // The server to be checked is the one that was named, whoever signed for it.
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
