package barua.mailbox;

import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;

/** Measures how long new accounts take: {@code AccountsBench FOLDER}. Alone, and ten at once. */
final class AccountsBench {

    private static final int COUNT = 40;

    private AccountsBench() {
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Files.createDirectories(folder);
        try (MailStore store = MailStore.open(new StoreOptions(folder.resolve("mail"), folder.resolve("spool"), 0, Policies.OPEN, Clock.systemUTC()))) {
            double[] alone = new double[COUNT];
            for (int i = 0; i < COUNT; i++) {
                long start = System.nanoTime();
                store.create(new Address("alone" + i, new Domain("example.test")));
                alone[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(alone);
            System.out.printf("a new account alone: median %.1f ms, 90%% below %.1f ms%n", alone[COUNT / 2], alone[COUNT * 9 / 10]);
            long start = System.nanoTime();
            Thread[] threads = new Thread[10];
            for (int t = 0; t < threads.length; t++) {
                int first = t * COUNT;
                threads[t] = Thread.startVirtualThread(() -> {
                    for (int i = 0; i < COUNT; i++) {
                        try {
                            store.create(new Address("many" + (first + i), new Domain("example.test")));
                        } catch (IOException failed) {
                            throw new IllegalStateException(failed);
                        }
                    }
                });
            }
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.printf("ten at once: %.1f accounts/s%n", threads.length * COUNT / ((System.nanoTime() - start) / 1e9));
        }
    }
}
