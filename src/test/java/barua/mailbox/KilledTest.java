package barua.mailbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import barua.message.Address;
import barua.message.Domain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process of its own that delivers, flags, moves and expunges with several threads, killed in the midst of it; what it had said to be
 * done is there afterwards. A kill loses no page cache, so this proves less than {@link CrashTest}; but disk, threads and death are real.
 */
class KilledTest {

    private static final int KILLS = 10;
    private static final int THREADS = 4;
    private static final int MOST_LINES = 400;
    private static final Address BOTH = new Address("both", new Domain("example.test"));

    @TempDir
    Path data;

    /** What is known of one message, by its text. */
    private static final class Known {
        boolean seen;
        boolean moved;
        boolean gone;
        /** A later change had begun, which may or may not be there. */
        String begun = "";
    }

    private final Map<String, Known> acknowledged = new HashMap<>();
    private final Map<String, String> uids = new HashMap<>();

    @Test
    void what_a_killed_process_had_acknowledged_is_there_exactly_once() throws Exception {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < KILLS; round++) {
            killed(round, 20 + random.nextInt(MOST_LINES - 20));
            check();
        }
        assertTrue(acknowledged.size() > 50, "only " + acknowledged.size() + " messages came");
    }

    private void killed(int round, int lines) throws Exception {
        Process worker = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty("java.class.path")
                + ":" + Path.of(
                KilledTest.class.getProtectionDomain().getCodeSource().getLocation().toURI()) + ":"
                + Path.of(Address.class.getProtectionDomain().getCodeSource().getLocation().toURI()),
                Worker.class.getName(), data.toString(), Integer.toString(round)).redirectErrorStream(true).start();
        List<String> said = new ArrayList<>();
        try (BufferedReader out = new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.US_ASCII))) {
            for (int i = 0; i < lines; i++) {
                String line = out.readLine();
                assertFalse(line == null, "the process ended by itself: " + said);
                said.add(line);
            }
            worker.toHandle().destroyForcibly();   // SIGKILL; what it has written can still be read
            assertTrue(worker.waitFor(10, TimeUnit.SECONDS));
            // What it had said and we had not read counts too; a line that was cut short does not.
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                said.add(line);
            }
        }
        assertFalse(said.stream().anyMatch(line -> line.contains("Exception")), () -> String.join("\n", said));
        said.forEach(this::take);
    }

    /** {@code begin|end what text}; a line without its closing dot was cut short. */
    private void take(String line) {
        if (!line.endsWith(".")) {
            return;
        }
        String[] words = line.substring(0, line.length() - 1).split(" ");
        Known known = words[0].equals("end") ? acknowledged.computeIfAbsent(words[2], _ -> new Known()) : acknowledged.getOrDefault(words[2], new Known());
        known.begun = words[0].equals("begin") ? words[1] : "";
        if (words[0].equals("end")) {
            known.seen |= words[1].equals("flag");
            known.moved |= words[1].equals("move");
            known.gone |= words[1].equals("expunge");
        }
    }

    private void check() throws IOException {
        try (MailStore store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()))) {
            Map<String, List<Folder>> found = new HashMap<>();
            Map<String, MessageInfo> infos = new HashMap<>();
            for (Mailbox mailbox : List.of(store.open(BOTH), store.open(Worker.account(0)), store.open(Worker.account(1)))) {
                for (Folder folder : mailbox.all().stream().map(FolderState::door).toList()) {
                    for (MessageInfo info : folder.infos(folder.uids())) {
                        String text = new String(folder.content(info.uid()).bytes(0, 10_000), StandardCharsets.US_ASCII);
                        String name = text.substring(9, text.indexOf("\r\n"));
                        assertEquals(Worker.message(name), text);
                        assertEquals(name, folder.outline(info.uid()).headers().first("subject").orElseThrow().decoded());
                        found.computeIfAbsent(name + "@" + mailbox.account(), _ -> new ArrayList<>()).add(folder);
                        infos.put(name + "@" + mailbox.account(), info);
                        String before = uids.putIfAbsent(folder.mailboxId() + " " + info.uid(), name);
                        assertTrue(before == null || before.equals(name), "UID " + info.uid() + " was " + before + " and is " + name);
                    }
                }
            }
            found.forEach((name, folders) -> assertEquals(1, folders.size(), name + " is there " + folders.size() + " times"));
            acknowledged.forEach((name, known) -> look(name, known, found, infos));
        }
    }

    private static void look(String name, Known known, Map<String, List<Folder>> found, Map<String, MessageInfo> infos) {
        String own = name + "@" + Worker.account(name);
        assertTrue(found.containsKey(name + "@" + BOTH), name + " did not come for both");
        if (known.gone || known.begun.equals("expunge") && !found.containsKey(own)) {
            assertFalse(found.containsKey(own), name + " is there again");
            known.gone = true;
            return;
        }
        assertTrue(found.containsKey(own), name + " is lost");
        boolean moved = found.get(own).getFirst().name().equals(FolderName.of("Archive"));
        assertTrue(known.begun.equals("move") || moved == known.moved, name + " is in the wrong folder");
        known.moved = moved;
        boolean seen = infos.get(own).flags().has(Flags.SEEN);
        assertTrue(known.begun.equals("flag") || seen == known.seen, name + " has the wrong flags");
        known.seen = seen;
        known.begun = "";
    }

    /** The process that is killed. */
    static final class Worker {

        private Worker() {
        }

        static Address account(int number) {
            return new Address("user" + number, new Domain("example.test"));
        }

        /** Names end in the number of the account that they are filed in besides. */
        static Address account(String name) {
            return account(name.charAt(name.length() - 1) - '0');
        }

        static String message(String name) {
            return "Subject: " + name + "\r\n\r\n" + (name + " ").repeat(50) + "\r\n";
        }

        public static void main(String[] arguments) throws IOException {
            Path data = Path.of(arguments[0]);
            MailStore store = MailStore.open(new StoreOptions(data.resolve("mail"), data.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
            for (Address account : List.of(BOTH, account(0), account(1))) {
                store.create(account);
            }
            for (int thread = 0; thread < THREADS; thread++) {
                String prefix = "r" + arguments[1] + "t" + thread + "n";
                Random random = new Random(thread + 31L * Integer.parseInt(arguments[1]));
                Thread.ofPlatform().start(() -> work(store, prefix, random));
            }
        }

        private static void work(MailStore store, String prefix, Random random) {
            try {
                for (int i = 0; i < 100_000; i++) {
                    one(store, prefix + i + "a" + random.nextInt(2), random);
                }
            } catch (IOException failed) {
                failed.printStackTrace(System.out);
            }
        }

        private static void one(MailStore store, String name, Random random) throws IOException {
            Address account = account(name);
            long uid;
            try (Staged staged = store.stage()) {
                byte[] bytes = message(name).getBytes(StandardCharsets.US_ASCII);
                staged.write(bytes, 0, bytes.length);
                List<MailStore.Filed> filed = store.deliver(staged, List.of(new MailStore.Filing(account, FolderName.INBOX, Flags.NONE, Instant.now()),
                        new MailStore.Filing(BOTH, FolderName.INBOX, Flags.NONE, Instant.now())), name);
                uid = ((MailStore.Filed.Done) filed.getFirst()).uid();
            }
            say("end deliver " + name);
            Folder inbox = store.open(account).folder(FolderName.INBOX);
            if (random.nextBoolean()) {
                say("begin flag " + name);
                inbox.store(new long[] {uid}, new FlagChange(FlagChange.How.ADD, Flags.of(Flags.SEEN)), OptionalLong.empty());
                say("end flag " + name);
            }
            switch (random.nextInt(3)) {
                case 0 -> {
                    say("begin move " + name);
                    inbox.move(new long[] {uid}, store.open(account).folder(FolderName.of("Archive")));
                    say("end move " + name);
                }
                case 1 -> {
                    say("begin expunge " + name);
                    inbox.expunge(new long[] {uid});
                    say("end expunge " + name);
                }
                default -> {
                }
            }
        }

        private static void say(String line) {
            PrintStream out = System.out;
            synchronized (out) {
                out.print(line + ".\n");
                out.flush();
            }
        }
    }
}
