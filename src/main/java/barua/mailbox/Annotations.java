package barua.mailbox;

import barua.disk.Lines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Annotations of an account and of its folders (RFC 5464), any bytes under names such as {@code /shared/comment}, in lower case. They lie in
 * {@code barua-annotations} beside {@code barua-account}, a {@link Lines}; one line for each change of several, so that it is made whole or not at all:
 * <pre>
 * barua-annotations 1
 * set F4c1 /shared/comment SGFiYXJp /private/comment -     folder's RFC 8474 id or -, then names, each with its value in base64; - for none
 * </pre>
 * A folder's follow it when it is renamed, and are forgotten with it. Read when they are first asked for; no file for whoever has none. Guarded by its
 * lock, which is taken after the account's names (read).
 */
public final class Annotations {

    /** The account's own, in place of a folder's id. */
    public static final String ACCOUNT = "";
    /** Octets of one value. */
    public static final int LONGEST = 32_768;

    static final String NAME = "barua-annotations";

    private static final int MOST = 100;            // of one folder
    private static final int ROOM = 1 << 20;        // octets of all values of an account
    private static final String HEAD = NAME + " 1";
    private static final String SET = "set";
    private static final String NONE = "-";

    private final Mailbox mailbox;
    private final Lines ledger;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final Map<String, SortedMap<String, byte[]>> all = new HashMap<>();
    private boolean loaded;

    Annotations(Mailbox mailbox, Path account) {
        this.mailbox = mailbox;
        this.ledger = Lines.at(mailbox.store().files(), account.resolve(NAME));
    }

    /** @param of a folder's id, or {@link #ACCOUNT} */
    public SortedMap<String, byte[]> of(String of) throws IOException {
        mailbox.names().readLock().lock();
        lock.lock();
        try {
            load();
            return new TreeMap<>(all.getOrDefault(of, new TreeMap<>()));
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    /** Asked at each event of a folder: copies nothing. */
    public Optional<byte[]> find(String of, String name) throws IOException {
        mailbox.names().readLock().lock();
        lock.lock();
        try {
            load();
            SortedMap<String, byte[]> values = all.get(of);
            return values == null ? Optional.empty() : Optional.ofNullable(values.get(name));
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    /**
     * Changes some, all or none, durably.
     *
     * @param changes by name; empty removes
     * @throws MailboxException LIMIT where there would be too many, OVER_QUOTA where they would be too long
     */
    public void set(String of, Map<String, Optional<byte[]>> changes) throws IOException {
        mailbox.names().readLock().lock();
        lock.lock();
        try {
            mailbox.requireThere();
            load();
            SortedMap<String, byte[]> before = all.getOrDefault(of, new TreeMap<>());
            SortedMap<String, byte[]> after = new TreeMap<>(before);
            changes.forEach((name, value) -> put(after, name, value));
            require(of, after, changes);
            if (same(before, after)) {
                return;
            }
            all.put(of, after);
            boolean kept = false;
            try {
                ledger.add(List.of(line(of, changes)), lines());
                kept = true;
            } finally {
                if (!kept) {
                    all.put(of, before);
                }
            }
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    private static boolean same(SortedMap<String, byte[]> one, SortedMap<String, byte[]> other) {
        return one.keySet().equals(other.keySet()) && one.entrySet().stream().allMatch(entry -> Arrays.equals(entry.getValue(), other.get(entry.getKey())));
    }

    private static void put(Map<String, byte[]> values, String name, Optional<byte[]> value) {
        if (value.isPresent()) {
            values.put(name, value.get());
        } else {
            values.remove(name);
        }
    }

    private void require(String of, Map<String, byte[]> after, Map<String, Optional<byte[]>> changes) throws MailboxException {
        if (after.size() > MOST) {
            throw new MailboxException(MailboxException.Reason.LIMIT, "at most " + MOST + " annotations of one folder");
        }
        long octets = after.values().stream().mapToLong(value -> value.length).sum();
        octets += all.entrySet().stream().filter(one -> !one.getKey().equals(of)).flatMap(one -> one.getValue().values().stream())
                .mapToLong(value -> value.length).sum();
        boolean longer = changes.values().stream().flatMap(Optional::stream).anyMatch(value -> value.length > LONGEST);
        if (longer || octets > ROOM && changes.values().stream().anyMatch(Optional::isPresent)) {
            throw new MailboxException(MailboxException.Reason.OVER_QUOTA, "annotations take at most " + ROOM + " octets");
        }
    }

    /** The folder is gone. What cannot be written now is forgotten with the next change. */
    void forget(String of) {
        mailbox.names().readLock().lock();
        lock.lock();
        try {
            load();
            if (all.remove(of) != null) {
                ledger.replace(lines());
            }
        } catch (IOException later) {
            Troubles.tell("annotations of a folder that is gone are still written: " + later.getMessage());
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }

    private void load() throws IOException {
        if (loaded) {
            return;
        }
        for (String line : ledger.read()) {
            List<String> words = QuotedWords.split(line);
            if (words.getFirst().equals(SET) && words.size() % 2 == 0) {
                SortedMap<String, byte[]> values = all.computeIfAbsent(words.get(1).equals(NONE) ? ACCOUNT : words.get(1), _ -> new TreeMap<>());
                for (int i = 2; i + 1 < words.size(); i += 2) {
                    put(values, words.get(i), words.get(i + 1).equals(NONE) ? Optional.empty() : Optional.of(Base64.getDecoder().decode(words.get(i + 1))));
                }
            }
        }
        loaded = true;
    }

    void moved(Path account) {
        ledger.moved(account.resolve(NAME));
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(HEAD));
        all.forEach((of, values) -> {
            if (!values.isEmpty()) {
                Map<String, Optional<byte[]>> whole = new TreeMap<>();
                values.forEach((name, value) -> whole.put(name, Optional.of(value)));
                lines.add(line(of, whole));
            }
        });
        return lines;
    }

    private static String line(String of, Map<String, Optional<byte[]>> changes) {
        List<Object> words = new ArrayList<>(List.of(SET, of.isEmpty() ? NONE : of));
        changes.forEach((name, value) -> {
            words.add(name);
            words.add(value.map(bytes -> Base64.getEncoder().encodeToString(bytes)).orElse(NONE));
        });
        return QuotedWords.join(words.toArray());
    }
}
