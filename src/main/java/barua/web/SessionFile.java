package barua.web;

import barua.message.Address;
import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/**
 * The sessions of browsers on the disk, so that a restart signs nobody out. A text file of mode 0600 that grows at its end, a line for each
 * thing that happened, tabs between fields:
 * <pre>
 * barua-sessions 1
 * begin HASH ACCOUNT keep|leave SECONDS STAMP SUM    somebody signed in
 * used  HASH SECONDS SUM                             and was still there
 * end   HASH SUM                                     and is not any more
 * </pre>
 * HASH is SHA-256 of the token in hex: who reads the file cannot sign in with it. SECONDS are since 1970. STAMP is what the directory says of
 * the account's password. SUM is CRC-32C of the line before it. A line that a crash tore is passed over; a failed write is cut off again,
 * and the next one begins the file anew, so an end is never lost behind a full disk. Once most lines are old the file is written anew (beside,
 * forced, renamed, folder forced). Guarded by its owner's lock, but for {@link #force}.
 */
final class SessionFile implements Closeable {

    /** One session as it is kept. */
    record Kept(String hash, Address account, boolean keep, Instant begun, Instant used, String stamp) {

        Kept usedAt(Instant now) {
            return new Kept(hash, account, keep, begun, now, stamp);
        }
    }

    private static final System.Logger LOG = System.getLogger("barua.web");
    private static final String FIRST_LINE = "barua-sessions 1";
    private static final int SLACK = 1_000;

    private final Path file;
    private final Map<String, Kept> found = new LinkedHashMap<>();
    private FileChannel out;   // null until it could be written
    private int lines;
    private boolean stale;   // something could not be written: the whole file has to be

    private SessionFile(Path file) {
        this.file = file;
    }

    /** @throws IOException where it cannot be read or is of a newer format; that it cannot be written to now is said by the next writing */
    static SessionFile open(Path file) throws IOException {
        SessionFile opened = new SessionFile(file);
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (Files.exists(file)) {
            opened.read();
        }
        try {
            opened.rewrite(opened.found.values());
        } catch (IOException full) {
            LOG.log(Level.WARNING, "sessions are not kept over a restart for now: " + full.getMessage());
        }
        return opened;
    }

    /** Those that were there when it was opened, the longest unused not first: in the order of their beginning. */
    Collection<Kept> found() {
        return List.copyOf(found.values());
    }

    /** @param all the sessions that there are now, for when the file is due to be written anew */
    void begin(Kept session, Collection<Kept> all) throws IOException {
        append(line(session), all);
    }

    void used(String hash, Instant at, Collection<Kept> all) throws IOException {
        append(summed("used\t" + hash + "\t" + at.getEpochSecond()), all);
    }

    void end(Collection<String> hashes, Collection<Kept> all) throws IOException {
        StringBuilder text = new StringBuilder();
        hashes.forEach(hash -> text.append(summed("end\t" + hash)));
        append(text.toString(), all);
    }

    /** Returns once all that was written is on the disk. Needs no lock. */
    void force() throws IOException {
        if (out == null) {
            throw new IOException(file + " could not be written yet");
        }
        out.force(false);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }

    private void append(String text, Collection<Kept> all) throws IOException {
        if (stale || lines > SLACK + 4 * all.size()) {
            rewrite(all);
            return;
        }
        long before = out.size();
        try {
            write(out, text);
            lines += (int) text.lines().count();
        } catch (IOException failed) {
            stale = true;
            out.truncate(before);
            throw failed;
        }
    }

    private void rewrite(Collection<Kept> all) throws IOException {
        stale = true;
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        FileChannel fresh = FileChannel.open(beside, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
            all.forEach(session -> text.append(line(session)).append(summed("used\t" + session.hash + "\t" + session.used.getEpochSecond())));
            write(fresh, text.toString());
            fresh.force(true);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            fresh.close();
            throw failed;
        }
        FileChannel old = out;
        out = fresh;
        lines = 1 + 2 * all.size();
        stale = false;
        if (old != null) {
            old.close();
        }
        try (FileChannel folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void write(FileChannel to, String text) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (rest.hasRemaining()) {
            to.write(rest);
        }
    }

    private void read() throws IOException {
        List<String> all = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
        if (all.isEmpty() || !all.getFirst().equals(FIRST_LINE)) {
            throw new IOException(file + " is damaged or of another version");
        }
        all.stream().skip(1).forEach(this::take);
    }

    private void take(String line) {
        int at = line.lastIndexOf('\t');
        if (at < 0 || !summed(line.substring(0, at)).equals(line + "\n")) {
            return;   // torn by a crash
        }
        String[] field = line.split("\t");
        try {
            switch (field[0]) {
                case "begin" -> found.put(field[1],
                        new Kept(field[1], Address.of(field[2]), field[3].equals("keep"), seconds(field[4]), seconds(field[4]), field[5]));
                case "used" -> found.computeIfPresent(field[1], (_, session) -> session.usedAt(seconds(field[2])));
                case "end" -> found.remove(field[1]);
                default -> { }
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException | DateTimeException odd) {
            // A sum that fits a line of another program's: nobody is signed in by it.
        }
    }

    private static Instant seconds(String text) {
        return Instant.ofEpochSecond(Long.parseLong(text));
    }

    private static String line(Kept session) {
        return summed(String.join("\t", "begin", session.hash, session.account.toString(), session.keep ? "keep" : "leave",
                String.valueOf(session.begun.getEpochSecond()), session.stamp));
    }

    private static String summed(String line) {
        CRC32C sum = new CRC32C();
        sum.update(line.getBytes(StandardCharsets.UTF_8));
        return line + "\t" + Long.toHexString(sum.getValue()) + "\n";
    }
}
