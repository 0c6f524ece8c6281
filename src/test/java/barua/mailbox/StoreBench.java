package barua.mailbox;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Measures the store on a real disk: {@code StoreBench FOLDER}. Prints deliveries a second and how long a folder of 100,000 takes to open. */
final class StoreBench {

    private static final byte[] MESSAGE = ("Subject: bench\r\n\r\n" + "x".repeat(1_980) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    private StoreBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        System.out.printf("fsync per message, 10 threads: %.0f/s%n", forced(folder.resolve("plain"), 3_000));
        deliveries(folder);
        opening(folder);
    }

    private static double forced(Path folder, int count) throws Exception {
        Files.createDirectories(folder);
        AtomicInteger next = new AtomicInteger();
        return rate(count, next, () -> {
            try (RandomAccessFile file = new RandomAccessFile(folder.resolve("m" + next.get() + Thread.currentThread().threadId()).toFile(), "rw")) {
                file.write(MESSAGE);
                file.getFD().sync();
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static double rate(int count, AtomicInteger next, Work work) throws Exception {
        long start = System.nanoTime();
        Thread[] threads = new Thread[10];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = Thread.startVirtualThread(() -> {
                while (next.getAndIncrement() < count) {
                    try {
                        work.run();
                    } catch (IOException failed) {
                        throw new IllegalStateException(failed);
                    }
                }
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return count / ((System.nanoTime() - start) / 1e9);
    }

    private static MailStore open(Path folder) throws IOException {
        return MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()));
    }

    private static Address account(int number) {
        return new Address("user" + number, new Domain("example.test"));
    }

    private static void deliveries(Path folder) throws Exception {
        try (MailStore store = open(folder)) {
            for (int i = 0; i < 40; i++) {
                store.create(account(i));
            }
            for (int round = 0; round < 2; round++) {
                AtomicInteger next = new AtomicInteger();
                double rate = rate(3_000, next, () -> {
                    try (Staged staged = store.stage()) {
                        staged.write(MESSAGE, 0, MESSAGE.length);
                        store.deliver(staged, List.of(new MailStore.Filing(account(next.get() % 40), FolderName.INBOX, Flags.NONE, Instant.now())), "");
                    }
                });
                System.out.printf("deliveries of 2 KB by 10 threads into 40 accounts: %.0f/s%n", rate);
            }
        }
    }

    private static void opening(Path folder) throws Exception {
        Path cur = folder.resolve("mail/example.test/big/Maildir/cur");
        try (MailStore store = open(folder)) {
            store.create(new Address("big", new Domain("example.test")));
        }
        for (int i = 0; i < 100_000; i++) {
            Path file = cur.resolve((1_700_000_000 + i) + ".M" + i + "P1.host,S=5,W=5:2,S");
            Files.writeString(file, "a:b\r\n");
        }
        for (int round = 0; round < 5; round++) {
            try (MailStore store = open(folder)) {
                Folder inbox = store.open(new Address("big", new Domain("example.test"))).folder(FolderName.INBOX);
                long start = System.nanoTime();
                int size;
                try (View view = inbox.view()) {
                    size = view.size();
                }
                long opened = System.nanoTime();
                inbox.view().close();
                long warm = System.nanoTime();
                System.out.printf("open %d messages: %.1f ms, another view %.3f ms%n", size, (opened - start) / 1e6, (warm - opened) / 1e6);
                if (round == 0) {
                    store.settle(inbox.mailbox().account());
                    Thread.sleep(2_500);   // younger times of change prove nothing
                    inbox.state().changing(() -> {
                        new Scan(inbox.state()).now();
                        return null;
                    });
                }
            }
        }
    }
}
