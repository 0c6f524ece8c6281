package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import barua.mailbox.MailboxException.Reason;
import barua.mailbox.ScriptList.Standing;
import barua.mailbox.ScriptList.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * The scripts of one directory: each version a file that is never written again ({@code holiday.1795323644123.sieve}), and {@code barua-scripts},
 * whose lines say what counts ({@link ScriptList}). A version is forced before a line names it, and a file goes only after the line that
 * forgets it was forced; so a crash leaves all of a change or nothing. A file that no line names is removed after the keep window.
 * Guarded by the lock of whoever has it.
 */
final class ScriptFolder {

    private static final String LEDGER = "barua-scripts";
    private static final int SHOWN_OF_NAME = 60;
    private static final Pattern NUMBERED = Pattern.compile("[A-Za-z0-9_-]+\\.([0-9]{1,18})\\.sieve");

    private final MailStore store;
    private Path folder;
    private Lines ledger;
    /** Null until it is first asked for. */
    private ScriptList list;
    /** Numbers up to here may stand on the disk. */
    private long highest;

    ScriptFolder(MailStore store, Path folder) {
        this.store = store;
        moved(folder);
    }

    void moved(Path to) {
        folder = to;
        if (ledger == null) {
            ledger = Lines.at(store.files(), to.resolve(LEDGER));
        } else {
            ledger.moved(to.resolve(LEDGER));
        }
    }

    /** @param kept how long a file that no line names stays */
    ScriptList list(Duration kept) throws IOException {
        if (list == null) {
            list = read(kept);
        }
        return list;
    }

    /** What {@link #list} has given already. */
    ScriptList known() {
        return list;
    }

    private ScriptList read(Duration kept) throws IOException {
        ScriptList read = new ScriptList();
        List<String> lines = ledger.read();
        if (lines.isEmpty() && !store.files().exists(folder)) {
            return read;
        }
        if (!lines.isEmpty() && !lines.getFirst().equals(ScriptList.HEAD)) {
            throw new MailboxException(Reason.UNAVAILABLE, folder.resolve(LEDGER) + " was made by a newer Barua");
        }
        lines.stream().skip(1).forEach(read::apply);
        Set<String> there = new HashSet<>(store.files().list(folder));
        read.earlier().filter(version -> !there.contains(version.file())).toList().forEach(read::forget);
        there.removeAll(read.files());
        there.removeIf(name -> !NUMBERED.matcher(name).matches());
        highest = there.stream().mapToLong(ScriptFolder::numberOf).reduce(read.last(), Math::max);
        sweep(there, store.clock().instant().minus(kept));
        return read;
    }

    private static long numberOf(String file) {
        Matcher parts = NUMBERED.matcher(file);
        return parts.matches() ? Long.parseLong(parts.group(1)) : 0;
    }

    private void sweep(Set<String> unnamed, Instant oldest) throws IOException {
        for (String name : unnamed) {
            Optional<FileLayer.Stat> stat = store.files().stat(folder.resolve(name));
            if (stat.isPresent() && stat.get().modified() / 1_000_000 < oldest.toEpochMilli()) {
                store.forget(folder.resolve(name));
            }
        }
    }

    /** @throws MailboxException UNREADABLE where the file is not what was put there */
    byte[] read(Version version) throws IOException {
        byte[] bytes = store.files().content(folder.resolve(version.file())).orElse(new byte[0]);
        if (bytes.length != version.bytes() || crc(bytes) != version.crc()) {
            throw new MailboxException(Reason.UNREADABLE, "the script in " + version.file() + " cannot be read");
        }
        return bytes;
    }

    private static long crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return crc.getValue();
    }

    boolean holds(ScriptName name, byte[] text) throws IOException {
        Optional<Version> now = list.now(name);
        return now.isPresent() && now.get().bytes() == text.length && now.get().crc() == crc(text);
    }

    /** @throws MailboxException CHANGED where it is not as whoever asks has seen it, 0 for not at all */
    void require(ScriptName name, OptionalLong seen) throws MailboxException {
        long now = list.now(name).map(Version::number).orElse(0L);
        if (seen.isPresent() && seen.getAsLong() != now) {
            throw new MailboxException(Reason.CHANGED, now == 0 ? "the script is gone" : "the script was changed meanwhile");
        }
    }

    /** @throws MailboxException LIMIT for one script too many, OVER_QUOTA for too large ones */
    void require(ScriptName name, long bytes, ScriptLimits limits) throws MailboxException {
        if (bytes > limits.size()) {
            throw new MailboxException(Reason.OVER_QUOTA, "a script has at most " + limits.size() + " bytes");
        }
        if (list.now(name).isEmpty() && list.names().size() >= limits.scripts()) {
            throw new MailboxException(Reason.LIMIT, "at most " + limits.scripts() + " scripts");
        }
        long others = list.names().stream().filter(other -> !other.equals(name)).mapToLong(other -> list.now(other).orElseThrow().bytes()).sum();
        if (others + bytes > limits.all()) {
            throw new MailboxException(Reason.OVER_QUOTA, "all scripts together have at most " + limits.all() + " bytes");
        }
    }

    /** Durable when it returns. */
    void put(ScriptName name, byte[] text, Optional<Standing> standing) throws IOException {
        store.requireRoom();
        FileLayer files = store.files();
        files.makeFolders(folder);
        long number = number();
        String shown = name.text().replaceAll("[^A-Za-z0-9_-]", "_");
        String file = shown.substring(0, Math.min(shown.length(), SHOWN_OF_NAME)) + "." + number + ".sieve";
        Path path = folder.resolve(file);
        boolean whole = false;
        try {
            try (FileLayer.Handle handle = files.create(path, true)) {
                handle.write(0, text, 0, text.length);
                handle.force();
            }
            files.forceDirectory(folder);
            whole = true;
        } finally {
            if (!whole) {
                store.forget(path);
            }
        }
        // Where this fails nobody knows whether the line is on the disk: the file stays.
        change(List.of(ScriptList.put(new Version(number, store.clock().instant(), text.length, crc(text), file), name, standing)));
    }

    /** The next number: the time, so that a mailbox which is made anew does not count as the one before. */
    long number() {
        highest = Math.max(highest + 1, store.clock().millis());
        return highest;
    }

    /** Makes lines count, durably. */
    void change(List<String> lines) throws IOException {
        ScriptList changed = list.copy();
        lines.forEach(changed::apply);
        store.files().makeFolders(folder);
        store.reserve().spend(() -> {   // a few bytes, with which a script can be switched off
            ledger.add(lines, changed.lines());
            return null;
        });
        Set<String> old = new HashSet<>(list.files());
        old.removeAll(changed.files());
        list = changed;
        old.forEach(name -> store.forget(folder.resolve(name)));
    }
}
