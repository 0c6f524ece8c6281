package barua.mailbox;

import barua.mailbox.MailboxException.Reason;
import barua.mailbox.ScriptList.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The Sieve scripts of one account, one of them active or none. They lie in {@code sieve/} beside {@code Maildir}, so they move along with
 * the account; {@link ScriptFolder} says how. What was changed is durable when the call returns; a call that throws changed nothing, unless
 * the disk failed: then all of it may be there after a restart. Whether a text is Sieve is for others to judge. Safe for many threads: guarded
 * by its lock, which is taken after the account's names (read).
 */
public final class Scripts {

    /** One script. @param version the number of the change that brought its text: grows, also over a restart */
    public record Entry(ScriptName name, boolean active, int bytes, Instant changed, long version) {
    }

    /** What a script is or was. */
    public record Earlier(long version, Instant changed, int bytes) {
    }

    public record Text(Entry entry, byte[] bytes) {
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private final Mailbox mailbox;
    private final ScriptFolder folder;
    private final ReentrantLock lock = new ReentrantLock();

    Scripts(Mailbox mailbox, Path account) {
        this.mailbox = mailbox;
        this.folder = new ScriptFolder(mailbox.store(), place(account));
    }

    private static Path place(Path account) {
        return account.resolve("sieve");
    }

    void moved(Path account) {
        folder.moved(place(account));
    }

    /** The number of the last change of anything here; 0 where there never was one. Of an account that was made anew it is another one. */
    public long version() throws IOException {
        return locked(() -> scripts().last());
    }

    /** In the order of their names. */
    public List<Entry> list() throws IOException {
        return locked(() -> scripts().names().stream().map(this::entry).toList());
    }

    public Optional<Entry> find(ScriptName name) throws IOException {
        return locked(() -> scripts().now(name).map(_ -> entry(name)));
    }

    /** The script that is run on mail. */
    public Optional<Text> active() throws IOException {
        return locked(() -> scripts().active().isPresent() ? Optional.of(text(scripts().active().get())) : Optional.empty());
    }

    /** @throws MailboxException NONEXISTENT; UNREADABLE where the file is not what was put there */
    public Text read(ScriptName name) throws IOException {
        return locked(() -> text(name));
    }

    /** As it was then. @throws MailboxException NONEXISTENT where that version is not kept any more */
    public byte[] read(ScriptName name, long version) throws IOException {
        return locked(() -> folder.read(scripts().versions(name).stream().filter(one -> one.number() == version).findFirst()
                .orElseThrow(() -> new MailboxException(Reason.NONEXISTENT, "no such version of " + name))));
    }

    /** The newest first, the present one too; also of a script that was deleted. */
    public List<Earlier> versions(ScriptName name) throws IOException {
        return locked(() -> scripts().versions(name).stream().map(one -> new Earlier(one.number(), one.changed(), one.bytes())).toList());
    }

    public ScriptLimits limits() {
        return mailbox.store().policies().scripts(mailbox.account());
    }

    /** Whether such a script would be taken (RFC 5804 §2.5). @throws MailboxException LIMIT for one script too many, OVER_QUOTA for too large ones */
    public void requireRoom(ScriptName name, long bytes) throws IOException {
        locked(() -> {
            scripts();
            folder.require(name, bytes, limits());
            return null;
        });
    }

    /**
     * A new script, or a new text of one: the one before is kept among its versions. Nothing is changed where it is that text already.
     *
     * @param seen the version that whoever writes has seen, 0 for no such script; empty to write whatever is there
     * @throws MailboxException CHANGED where somebody else wrote meanwhile, LIMIT, OVER_QUOTA, DISK_FULL
     */
    public Entry put(ScriptName name, byte[] text, OptionalLong seen) throws IOException {
        return locked(() -> {
            scripts();
            folder.require(name, seen);
            if (!folder.holds(name, text)) {
                folder.require(name, text.length, limits());
                folder.put(name, text, Optional.empty());
            }
            return entry(name);
        });
    }

    /** That one is run from now on; empty: none. @throws MailboxException NONEXISTENT */
    public void activate(Optional<ScriptName> name) throws IOException {
        locked(() -> {
            if (name.isPresent()) {
                present(name.get());
            }
            if (!scripts().active().equals(name)) {
                folder.change(List.of(QuotedWords.join("active", folder.number(), name.map(ScriptName::text).orElse(""))));
            }
            return null;
        });
    }

    /** Its versions are kept. @throws MailboxException NONEXISTENT, CANNOT for the active one (RFC 5804 §2.10) */
    public void delete(ScriptName name) throws IOException {
        locked(() -> {
            present(name);
            if (scripts().active().equals(Optional.of(name))) {
                throw new MailboxException(Reason.CANNOT, "the script is active");
            }
            folder.change(List.of(QuotedWords.join("drop", folder.number(), name)));
            return null;
        });
    }

    /** It stays active if it was. @throws MailboxException NONEXISTENT, ALREADY_EXISTS */
    public void rename(ScriptName from, ScriptName to) throws IOException {
        locked(() -> {
            present(from);
            if (scripts().now(to).isPresent()) {
                throw new MailboxException(Reason.ALREADY_EXISTS, "there is a script of that name");
            }
            folder.change(List.of(QuotedWords.join("rename", folder.number(), from, to)));
            return null;
        });
    }

    private ScriptList scripts() throws IOException {
        Duration kept = mailbox.store().policies().keep(mailbox.account());
        return folder.list(kept);
    }

    private Version present(ScriptName name) throws IOException {
        return scripts().now(name).orElseThrow(() -> new MailboxException(Reason.NONEXISTENT, "no script " + name));
    }

    private Text text(ScriptName name) throws IOException {
        Version now = present(name);
        return new Text(entry(name), folder.read(now));
    }

    private Entry entry(ScriptName name) {
        ScriptList now = folder.known();
        Version version = now.now(name).orElseThrow();
        return new Entry(name, now.active().equals(Optional.of(name)), version.bytes(), version.changed(), version.number());
    }

    private <T> T locked(Work<T> work) throws IOException {
        mailbox.names().readLock().lock();   // while it moves its files are nowhere
        lock.lock();
        try {
            mailbox.requireThere();
            return work.run();
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            lock.unlock();
            mailbox.names().readLock().unlock();
        }
    }
}
