package barua.launch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Commands without subcommands. */
final class Simple {

    private Simple() {
    }

    @Command(name = "status", description = "Says whether the server runs, and how it is.", mixinStandardHelpOptions = true)
    static final class Status implements Callable<Integer> {

        @ParentCommand
        private Main main;

        @Override
        public Integer call() throws Refusal {
            Optional<Long> running = main.data().runningProcess();
            if (running.isEmpty()) {
                throw new Refusal("Barua does not run on " + main.data().root());
            }
            if (!new Remote(main.data()).isThere()) {
                throw new Refusal("process " + running.get() + " is on its way up or down");
            }
            return Ask.server(main, Ask.named("status"));
        }
    }

    @Command(name = "stop", description = "Stops the server and waits until it has ended.", mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {

        private static final int SECONDS = 20;

        @ParentCommand
        private Main main;

        @Override
        public Integer call() throws Refusal, InterruptedException {
            Optional<Long> running = main.data().runningProcess();
            if (running.isEmpty()) {
                throw new Refusal("Barua does not run on " + main.data().root());
            }
            ProcessHandle process = ProcessHandle.of(running.get()).orElseThrow(() -> new Refusal("process " + running.get() + " has just ended"));
            process.destroy();
            for (int tenth = 0; tenth < SECONDS * 10; tenth++) {
                if (main.data().runningProcess().isEmpty()) {
                    System.out.println("stopped process " + running.get());
                    return 0;
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
            throw new Refusal("process " + running.get() + " has not ended after " + SECONDS + " s");
        }
    }

    @Command(name = "trace", description = "Shows what happened to a message or an address.", mixinStandardHelpOptions = true)
    static final class Trace implements Callable<Integer> {

        @ParentCommand
        private Main main;

        @Parameters(paramLabel = "WORD", description = "A Message-ID, an address or a queue id.")
        private String word;

        @Option(names = "--limit", defaultValue = "1000", description = "At most so many of the newest events (default ${DEFAULT-VALUE}).")
        private int limit;

        @Override
        public Integer call() throws Refusal {
            return Ask.server(main, Ask.named("trace").add("word", word).add("limit", limit));
        }
    }

    @Command(name = "logs", description = "Shows the end of the log.", mixinStandardHelpOptions = true)
    static final class Logs implements Callable<Integer> {

        @ParentCommand
        private Main main;

        @Option(names = "-n", defaultValue = "50", description = "So many lines (default ${DEFAULT-VALUE}).")
        private int lines;

        @Option(names = "-f", description = "Goes on with what is written.")
        private boolean follow;

        @Spec
        private CommandSpec command;

        @Override
        public Integer call() throws Refusal, InterruptedException {
            if (lines < 0) {
                throw new CommandLine.ParameterException(command.commandLine(), "-n " + lines + ": a number of lines, 0 or more");
            }
            Path file = main.data().folder("log").resolve("barua.log");
            try {
                long told = tell(file);
                while (follow) {
                    TimeUnit.MILLISECONDS.sleep(500);
                    told = more(file, told);
                }
                return 0;
            } catch (NoSuchFileException missing) {
                throw new Refusal("there is no log: Barua has not run on " + main.data().root() + " yet");
            } catch (IOException unreadable) {
                throw new Refusal("cannot read " + file + ": " + unreadable.getMessage());
            }
        }

        private long tell(Path file) throws IOException {
            long end = Files.size(file);
            Deque<String> last = new ArrayDeque<>();
            try (var reader = Files.newBufferedReader(file)) {
                for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                    last.addLast(line);
                    if (last.size() > lines) {
                        last.removeFirst();
                    }
                }
            }
            last.forEach(System.out::println);
            return end;
        }

        /** A file shorter than what was told has been rolled: it is told from its beginning. */
        private static long more(Path file, long told) throws IOException {
            try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
                long from = in.length() < told ? 0 : told;
                byte[] fresh = new byte[(int) Math.min(in.length() - from, 1 << 20)];
                in.seek(from);
                in.readFully(fresh);
                System.out.print(new String(fresh, StandardCharsets.UTF_8));
                return from + fresh.length;
            }
        }
    }
}
