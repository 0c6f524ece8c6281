package barua.trace;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of the trace: {@code trace-2026-11-22.tsv} holds the events of that day in UTC, one a line, written by {@link TraceLine}.
 * Lines are appended in whole; a line torn by a crash stays alone and is passed over when reading. Appending is for one thread;
 * reading may go on beside it.
 */
final class TraceFiles implements Closeable {

    private static final long SCANNED_AT_MOST = 4L << 30;   // bytes of one look-up; some seconds of reading
    private static final String PREFIX = "trace-";
    private static final String SUFFIX = ".tsv";

    private final Path folder;
    private final int days;
    private LocalDate day = LocalDate.MIN;   // of the open channel; the writer's alone
    private FileChannel channel;

    TraceFiles(Path folder, int days) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.days = Math.max(1, days);
    }

    /** Appends the lines, each day's to its own file. Not forced: the trace tells, it does not promise. */
    void append(List<Event> events) throws IOException {
        int from = 0;
        while (from < events.size()) {
            LocalDate today = dayOf(events.get(from));
            StringBuilder lines = new StringBuilder();
            int to = from;
            for (; to < events.size() && dayOf(events.get(to)).equals(today); to++) {
                TraceLine.write(events.get(to), lines);
            }
            write(today, lines);
            from = to;
        }
    }

    List<Event> find(String word, int limit) throws IOException {
        ArrayDeque<Event> found = new ArrayDeque<>();
        long scanned = 0;
        List<Path> newestFirst = files().reversed();
        for (Path file : newestFirst) {
            if (found.size() >= limit || scanned > SCANNED_AT_MOST) {
                break;
            }
            scanned += sizeOf(file);
            List<Event> ofDay = find(file, word, limit - found.size());
            ofDay.reversed().forEach(found::addFirst);
        }
        return List.copyOf(found);
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    private static LocalDate dayOf(Event event) {
        return LocalDate.ofInstant(event.when(), ZoneOffset.UTC);
    }

    private void write(LocalDate today, CharSequence lines) throws IOException {
        if (!today.equals(day)) {
            turnTo(today);
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void turnTo(LocalDate today) throws IOException {
        close();
        Path file = folder.resolve(PREFIX + today + SUFFIX);
        channel = FileChannel.open(file, java.util.Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        day = today;
        if (endsTorn(file)) {
            channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
        }
        removeOlderThan(today.minusDays(days - 1L));
    }

    private static boolean endsTorn(Path file) throws IOException {
        try (FileChannel reading = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            return reading.size() > 0 && reading.read(last, reading.size() - 1) == 1 && last.get(0) != '\n';
        }
    }

    private void removeOlderThan(LocalDate first) throws IOException {
        for (Path file : files()) {
            if (dayOf(file).filter(when -> when.isBefore(first)).isPresent()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Oldest first. */
    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> dayOf(file).isPresent()).sorted().toList();
        }
    }

    private static Optional<LocalDate> dayOf(Path file) {
        String name = file.getFileName().toString();
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(PREFIX.length(), name.length() - SUFFIX.length())));
        } catch (java.time.format.DateTimeParseException other) {
            return Optional.empty();
        }
    }

    private static long sizeOf(Path file) {
        return file.toFile().length();
    }

    private static List<Event> find(Path file, String word, int limit) throws IOException {
        ArrayDeque<Event> last = new ArrayDeque<>();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8), 1 << 16)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TraceLine.read(line, word).ifPresent(last::addLast);
                if (last.size() > limit) {
                    last.removeFirst();
                }
            }
        } catch (NoSuchFileException removedMeanwhile) {
            return List.of();
        }
        return new ArrayList<>(last);
    }
}
