package barua.mailbox;

import barua.disk.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What an account's rules remember: whom an absence was told, which letters were seen, each for a time. It lies in {@code barua-memory}
 * beside {@code barua-account}, so it moves along with the account, a {@link Lines}:
 * <pre>
 * barua-memory 1
 * note 0f3a... q1 1795323649      SHA-256 of the key (its first half), by which letter, until when (seconds since 1970)
 * </pre>
 * A later line of a key overrides an earlier one. Read when it is first asked for; no file for whoever remembers nothing. Of more than
 * {@value #MOST} notes the oldest are forgotten. Guarded by its lock, which is taken after the account's names (read).
 */
public final class Memory {

    static final String NAME = "barua-memory";

    private static final int MOST = 5_000;
    private static final String HEAD = NAME + " 1";
    private static final String NOTE = "note";
    private static final int WORDS = 4;
    private static final int HASH = 16;   // bytes

    private record Note(String by, long until) {
    }

    private final Mailbox mailbox;
    private final Lines ledger;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<String, Note> notes = new LinkedHashMap<>();
    private boolean loaded;

    Memory(Mailbox mailbox, Path account) {
        this.mailbox = mailbox;
        this.ledger = Lines.at(mailbox.store().files(), account.resolve(NAME));
    }

    /** Whether somebody else has noted that, and it still holds. @param by who asks: what he noted himself does not count, for a letter may come again */
    public boolean holds(String key, String by, Instant now) throws IOException {
        mailbox.names().readLock().lock();   // while it moves its file is nowhere
        lock.lock();
        try {
            load();
            return heldByOthers(hash(key), by, now);
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    private boolean heldByOthers(String hash, String by, Instant now) {
        Note note = notes.get(hash);
        return note != null && !note.by.equals(by) && note.until > now.getEpochSecond();
    }

    /**
     * Notes it durably, unless somebody else has: of two at the same time one is told false.
     *
     * @param by a word without blanks
     * @throws MailboxException NONEXISTENT where the account is gone
     */
    public boolean claim(String key, String by, Instant until) throws IOException {
        return note(key, by, until, true);
    }

    /** Notes it durably, whoever noted it before. */
    public void keep(String key, String by, Instant until) throws IOException {
        note(key, by, until, false);
    }

    private boolean note(String key, String by, Instant until, boolean onlyFirst) throws IOException {
        mailbox.names().readLock().lock();
        lock.lock();
        try {
            mailbox.requireThere();
            load();
            String hash = hash(key);
            Instant now = mailbox.store().clock().instant();
            if (onlyFirst && heldByOthers(hash, by, now)) {
                return false;
            }
            Note note = new Note(by, until.getEpochSecond());
            if (note.equals(notes.get(hash))) {
                return true;
            }
            Note before = notes.remove(hash);
            notes.put(hash, note);
            boolean kept = false;
            try {
                forget(now);
                ledger.add(List.of(line(hash, note)), lines());
                kept = true;
                return true;
            } finally {
                if (!kept) {
                    undo(hash, before);
                }
            }
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    private void undo(String hash, Note before) {
        notes.remove(hash);
        if (before != null) {
            notes.put(hash, before);
        }
    }

    private void forget(Instant now) {
        notes.values().removeIf(note -> note.until <= now.getEpochSecond());
        Iterator<Note> oldest = notes.values().iterator();
        while (notes.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        for (String line : ledger.read()) {
            String[] words = line.split(" ");
            if (words[0].equals(NOTE) && words.length == WORDS) {
                notes.remove(words[1]);
                notes.put(words[1], new Note(words[2], Long.parseLong(words[3])));
            }
        }
        forget(mailbox.store().clock().instant());
        loaded = true;
    }

    void moved(Path account) {
        ledger.moved(account.resolve(NAME));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        notes.forEach((hash, note) -> lines.add(line(hash, note)));
        return lines;
    }

    private static String line(String hash, Note note) {
        return NOTE + " " + hash + " " + note.by + " " + note.until;
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)), 0, HASH);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
