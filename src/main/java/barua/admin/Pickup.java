package barua.admin;

import barua.message.Content;
import barua.message.ReversePath;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * {@code spool/pickup/}: mail that barua sendmail was handed while the server was down. Each file holds the request that would have gone
 * over the socket, on one line, and the message after it; it was forced and renamed into place, so what has a name is whole. Only
 * regular files of our own user or root are taken. What cannot be used is set aside in {@code refused/} and named in the log.
 */
public final class Pickup {

    private static final Logger LOG = Logger.getLogger(Pickup.class.getName());
    private static final int LONGEST_REQUEST = 1 << 20;
    private static final int AT_ONCE = 1000;
    private static final Duration FORGOTTEN = Duration.ofHours(1);

    private final Path folder;
    private final Sendmail sendmail;
    private final Clock clock;

    public Pickup(Path folder, Sendmail sendmail, Clock clock) {
        this.folder = folder;
        this.sendmail = sendmail;
        this.clock = clock;
    }

    /** Hands over what lies there; to be called at start and at times, by one thread. */
    public void collect() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(".mail")).sorted().limit(AT_ONCE).toList();
        }
        for (Path file : files) {
            take(file);
        }
    }

    private void take(Path file) throws IOException {
        if (!isOurs(file)) {
            setAside(file, "not a file of this user");
            return;
        }
        switch (request(file)) {
            case Request(ShellCall.Asked(Operation.Sendmail call), long length) -> handOver(file, call, length);
            case Request(ShellCall.Wrong(String why), _) -> setAside(file, why);
            case Request(ShellCall.Asked _, _) -> setAside(file, "not a message");
        }
    }

    /** @param length of the line, with its end: the message begins there */
    private record Request(ShellCall call, long length) {
    }

    private void handOver(Path file, Operation.Sendmail call, long begin) throws IOException {
        Content message = new Tail(Content.of(file), begin);
        switch (sendmail.send(call, message)) {
            case Sendmail.Outcome.Unusable(String why) -> setAside(file, why);
            case Sendmail.Outcome.Taken(ReversePath from, List<Sendmail.Refused> refused, _) -> {
                sendmail.bounce(from, refused, message, Files.getLastModifiedTime(file).toInstant());   // nobody waits at a prompt any more
                Files.delete(file);
            }
        }
    }

    private Request request(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] start = in.readNBytes(LONGEST_REQUEST);
            int end = 0;
            while (end < start.length && start[end] != '\n') {
                end++;
            }
            return end == start.length ? new Request(new ShellCall.Wrong("no request in it"), 0)
                    : new Request(ShellParser.parse(new String(start, 0, end, java.nio.charset.StandardCharsets.UTF_8)), end + 1);
        }
    }

    private boolean isOurs(Path file) throws IOException {
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        String owner = attributes.owner().getName();
        return attributes.isRegularFile() && (owner.equals(System.getProperty("user.name")) || owner.equals("root"));
    }

    private void setAside(Path file, String why) throws IOException {
        Path refused = folder.resolve("refused");
        Files.createDirectories(refused);
        Files.move(file, refused.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        LOG.log(Level.WARNING, "mail handed in while the server was down is unusable, see {0}: {1}", new Object[] {refused.resolve(file.getFileName()), why});
    }

    /** What a caller that crashed while it wrote has left. */
    public void clean() throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.filter(each -> each.getFileName().toString().endsWith(".new")).toList()) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(clock.instant().minus(FORGOTTEN))) {
                    Files.delete(file);
                }
            }
        }
    }

    /** The rest of a content. */
    private record Tail(Content whole, long begin) implements Content {

        @Override
        public long size() throws IOException {
            return whole.size() - begin;
        }

        @Override
        public InputStream open(long from) throws IOException {
            return whole.open(begin + from);
        }
    }
}
