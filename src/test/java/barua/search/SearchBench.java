package barua.search;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore;
import barua.mailbox.Policies;
import barua.mailbox.Staged;
import barua.mailbox.StoreOptions;
import barua.message.Address;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Figures for docs/performance.md, by hand: {@code SearchBench heavy FOLDER} measures one account's searches beside ten that search and receive as much as they
 * can; {@code SearchBench heap FOLDER} what a thousand accounts cost that were all searched once.
 */
final class SearchBench {

    private static final int HEAVY = 10;
    private static final int MESSAGES = 3_000;
    private static final int ACCOUNTS = 1_000;
    private static final LocalDate TODAY = LocalDate.of(2026, 3, 2);

    private final Random random = new Random(7);
    private final MailStore store;

    private SearchBench(Path folder) throws IOException {
        store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        SearchBench bench = new SearchBench(folder);
        if (args[0].equals("heavy")) {
            bench.heavy(folder.resolve("search"));
        } else {
            bench.heap(folder.resolve("search"));
        }
        System.exit(0);
    }

    private void put(Address account, int messages) throws IOException {
        if (store.exists(account)) {
            return;   // of the run before
        }
        store.create(account);
        Folder inbox = store.open(account).folder(FolderName.INBOX);
        for (int i = 0; i < messages; i++) {
            letter(inbox);
        }
    }

    private synchronized String body() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < 250; i++) {
            body.append("neno")
                    .append(Integer.toString(Math.abs((int) (random.nextGaussian() * 3_000)), 26).replaceAll("[0-9]", "k")).append(i % 12 == 11 ? "\r\n" : " ");
        }
        return body.toString();
    }

    private void letter(Folder inbox) throws IOException {
        byte[] bytes = ("From: a@mbali.example\r\nTo: b@mfano.example\r\nSubject: barua ya kazi\r\n\r\n" + body()).getBytes(StandardCharsets.UTF_8);
        try (Staged staged = store.stage()) {
            staged.write(bytes, 0, bytes.length);
            inbox.append(staged, Flags.NONE, Instant.now());
        }
    }

    private void heavy(Path folder) throws Exception {
        Address light = Address.of("neema@mfano.example");
        put(light, MESSAGES);
        List<Address> heavy = new ArrayList<>();
        for (int i = 0; i < HEAVY; i++) {
            heavy.add(Address.of("heavy" + i + "@mfano.example"));
            put(heavy.getLast(), MESSAGES);
        }
        try (Search search = Search.open(folder, store, Optional.empty())) {
            System.out.println("indexed: " + search.awaitCurrent(900_000));
            measure(search, light, 100);
            for (int round = 0; round < 3; round++) {
                System.out.println("alone:        " + measure(search, light, 100));
                AtomicBoolean over = new AtomicBoolean();
                AtomicLong searches = new AtomicLong();
                List<Thread> threads = new ArrayList<>();
                for (Address account : heavy) {
                    for (int i = 0; i < 4; i++) {
                        threads.add(Thread.ofVirtual().start(() -> searchWide(search, account, over, searches)));
                    }
                }
                threads.add(Thread.ofPlatform().start(() -> receive(heavy, over)));
                Thread.sleep(3_000);
                long before = searches.get();
                long began = System.nanoTime();
                System.out.println("beside ten:   " + measure(search, light, 100));
                System.out.println("   (they searched " + (searches.get() - before) * 1_000_000_000 / (System.nanoTime() - began) + " times a second)");
                over.set(true);
                for (Thread thread : threads) {
                    thread.join();
                }
                System.out.println("settled: " + search.awaitCurrent(300_000));
            }
        }
    }

    /** As many wide searches as there may be: of a beginning that thousands of words have, of a phrase, of what stands nowhere. */
    private static void searchWide(Search search, Address account, AtomicBoolean over, AtomicLong searches) {
        String[] queries = {"n", "ne OR ba OR ka", "\"barua ya kazi\"", "nenok -nenokk", "\"nenob nenoc\" OR \"nenod nenoe\""};
        try {
            for (int i = 0; !over.get(); i++) {
                search.find(account, QueryReader.read(queries[i % queries.length], TODAY), ZoneOffset.UTC);
                searches.incrementAndGet();
            }
        } catch (IOException failed) {
            System.out.println("a heavy search fails: " + failed);
        }
    }

    private void receive(List<Address> heavy, AtomicBoolean over) {
        try {
            while (!over.get()) {
                for (Address account : heavy) {
                    letter(store.open(account).folder(FolderName.INBOX));
                }
                Thread.sleep(20);
            }
        } catch (IOException | InterruptedException failed) {
            System.out.println("receiving fails: " + failed);
        }
    }

    private static String measure(Search search, Address account, int times) throws Exception {
        String[] queries = {"barua", "nenoc", "nenof kazi", "from:a@mbali.example", "nenogk"};
        long[] took = new long[times];
        for (int i = 0; i < times; i++) {
            long began = System.nanoTime();
            search.find(account, QueryReader.read(queries[i % queries.length], TODAY), ZoneOffset.UTC);
            took[i] = (System.nanoTime() - began) / 1_000;
            Thread.sleep(150);   // as somebody types
        }
        Arrays.sort(took);
        return "p50 " + took[times / 2] + " us, p95 " + took[times * 95 / 100] + " us, most " + took[times - 1] + " us";
    }

    private void heap(Path folder) throws Exception {
        List<Address> accounts = new ArrayList<>();
        for (int i = 0; i < ACCOUNTS; i++) {
            accounts.add(Address.of("mtu" + i + "@mfano.example"));
            put(accounts.getLast(), 10);
        }
        for (Address account : accounts) {
            for (Folder each : Search.folders(store.open(account))) {
                each.uids();
            }
        }
        System.out.println("without the search:  " + state());
        try (Search search = Search.open(folder, store, Optional.empty())) {
            System.out.println("indexed: " + search.awaitCurrent(900_000) + ", " + search.state().bytes() + " bytes");
            for (Address account : accounts) {
                search.find(account, QueryReader.read("barua nenob", TODAY), ZoneOffset.UTC);
            }
            System.out.println("all searched once:   " + state());
            Thread.sleep(90_000);
            System.out.println("90 s later:          " + state());
        }
    }

    private static String state() throws Exception {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(300);
        }
        long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return "heap " + heap / 1024 + " KB, " + files.count() + " open files";
        }
    }
}
