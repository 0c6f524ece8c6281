package barua.mailbox;

import barua.mailbox.MailboxException.Reason;
import barua.mailbox.ScriptList.Standing;
import barua.mailbox.ScriptList.Version;
import barua.message.Address;
import barua.message.Domain;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * The Sieve scripts of the institution: run before or after everybody's own, or there to be included ({@code include :global}, RFC 6609
 * §3.2), each for all domains or for one, or for mail that was written to one address which several read. Before an account's own are run first those for
 * all, then those of its domain, then those of the address; after it the other way round; of each in the order that was said. They lie in
 * {@code mail/.sieve/} as an account's lie in {@code sieve/} ({@link ScriptFolder}).
 * Promises as of {@link Scripts}. Safe for many threads, guarded by its lock.
 */
public final class GlobalScripts {

    private static final ScriptLimits LIMITS = new ScriptLimits(200, 1 << 20, 32 << 20);
    private static final Duration KEPT = Duration.ofDays(60);
    private static final String ALL = "*";

    /** What a global script is for. */
    public enum When {
        /** Run before the account's own. */ BEFORE,
        /** Run after the account's own. */ AFTER,
        /** Run where a script includes it. */ INCLUDED;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Which mail a global script is for. */
    public sealed interface Reach {

        Reach ALL = new Everybody();

        record Everybody() implements Reach {
        }

        /** Of the domain's accounts. */
        record OfDomain(Domain domain) implements Reach {
        }

        /** What was written to that address, whoever gets it. @param address folded, without {@code +detail} */
        record OfAddress(Address address) implements Reach {

            public OfAddress {
                address = address.folded();
            }
        }
    }

    /** @param version the number of the change that brought its text */
    public record Entry(ScriptName name, When when, Reach reach, int bytes, Instant changed, long version) {

        boolean isFor(When moment, Domain domain, Optional<Address> asked) {
            return when == moment && switch (reach) {
                case Reach.Everybody _ -> true;
                case Reach.OfDomain(Domain its) -> its.equals(domain);
                case Reach.OfAddress(Address its) -> asked.equals(Optional.of(its));
            };
        }

        /** The farther from an account's own script, the smaller. */
        private int nearness() {
            return switch (reach) {
                case Reach.Everybody _ -> 0;
                case Reach.OfDomain _ -> 1;
                case Reach.OfAddress _ -> 2;
            };
        }
    }

    public record Text(Entry entry, byte[] bytes) {
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    private final ScriptFolder folder;
    private final ReentrantLock lock = new ReentrantLock();

    GlobalScripts(MailStore store, Path folder) {
        this.folder = new ScriptFolder(store, folder);
    }

    /** The number of the last change of anything here; 0 where there never was one. */
    public long version() throws IOException {
        return locked(() -> scripts().last());
    }

    /** In the order in which they are run: before, after, included. */
    public List<Entry> list() throws IOException {
        return locked(() -> {
            List<Entry> all = new ArrayList<>();
            for (When when : When.values()) {
                all.addAll(ordered(when, entry -> entry.when() == when));
            }
            return all;
        });
    }

    private List<Entry> ordered(When when, Predicate<Entry> wanted) throws IOException {
        Comparator<Entry> nearness = Comparator.comparingInt(Entry::nearness);
        return scripts().ordered().stream().map(this::entry).filter(wanted).sorted(when == When.AFTER ? nearness.reversed() : nearness).toList();
    }

    /**
     * Those that are run before or after the scripts of that domain's accounts, in their order.
     *
     * @param asked the address that the letter was written to, where {@link #reachesMailTo} says that it counts
     */
    public List<Text> of(When when, Domain domain, Optional<Address> asked) throws IOException {
        return locked(() -> {
            List<Text> texts = new ArrayList<>();
            for (Entry entry : ordered(when, entry -> entry.isFor(when, domain, asked))) {
                texts.add(text(entry.name()));
            }
            return texts;
        });
    }

    /** Whether there is a script for mail that was written to that address. @param address folded, without {@code +detail} */
    public boolean reachesMailTo(Address address) throws IOException {
        return locked(() -> scripts().ordered().stream().anyMatch(name -> entry(name).reach().equals(new Reach.OfAddress(address))));
    }

    /** Takes away all scripts of these addresses. @return their names */
    public List<ScriptName> deleteOf(List<Address> addresses) throws IOException {
        return locked(() -> {
            List<ScriptName> gone = ordered(When.BEFORE, entry -> entry.reach() instanceof Reach.OfAddress(Address address) && addresses.contains(address))
                    .stream().map(Entry::name).toList();
            for (ScriptName name : gone) {
                folder.change(List.of(QuotedWords.join("drop", folder.number(), name)));
            }
            return gone;
        });
    }

    /** What a script of that domain may include under that name. */
    public Optional<Text> included(ScriptName name, Domain domain) throws IOException {
        return locked(() -> scripts().now(name).isPresent() && entry(name).isFor(When.INCLUDED, domain, Optional.empty()) ? Optional.of(text(name))
                : Optional.empty());
    }

    /** @throws MailboxException NONEXISTENT; UNREADABLE where the file is not what was put there */
    public Text read(ScriptName name) throws IOException {
        return locked(() -> text(name));
    }

    /**
     * A new script, the last in its order, or another text or standing of one.
     *
     * @param seen the version that whoever writes has seen, 0 for no such script; empty to write whatever is there
     * @throws MailboxException CHANGED where somebody else wrote meanwhile, LIMIT, OVER_QUOTA, DISK_FULL
     */
    public Entry put(ScriptName name, byte[] text, When when, Reach reach, OptionalLong seen) throws IOException {
        return locked(() -> {
            scripts();
            folder.require(name, seen);
            Standing standing = new Standing(when.word(), written(reach));
            if (!folder.holds(name, text)) {
                folder.require(name, text.length, LIMITS);
                folder.put(name, text, Optional.of(standing));
            } else if (!standing.equals(scripts().standing(name))) {
                folder.change(List.of(QuotedWords.join("stand", folder.number(), name, standing.when(), standing.reach())));
            }
            return entry(name);
        });
    }

    /** @param names in the order in which they are run from now on; those that are not named follow as they stand. @throws MailboxException NONEXISTENT */
    public void order(List<ScriptName> names) throws IOException {
        locked(() -> {
            for (ScriptName name : names) {
                present(name);
            }
            List<ScriptName> all = new ArrayList<>(names.stream().distinct().toList());
            scripts().ordered().stream().filter(name -> !names.contains(name)).forEach(all::add);
            folder.change(List.of(ScriptList.order(folder.number(), all)));
            return null;
        });
    }

    /** @throws MailboxException NONEXISTENT */
    public void delete(ScriptName name) throws IOException {
        locked(() -> {
            present(name);
            folder.change(List.of(QuotedWords.join("drop", folder.number(), name)));
            return null;
        });
    }

    private ScriptList scripts() throws IOException {
        return folder.list(KEPT);
    }

    private Version present(ScriptName name) throws IOException {
        return scripts().now(name).orElseThrow(() -> new MailboxException(Reason.NONEXISTENT, "no global script " + name));
    }

    private Text text(ScriptName name) throws IOException {
        Version now = present(name);
        return new Text(entry(name), folder.read(now));
    }

    private Entry entry(ScriptName name) {
        ScriptList now = folder.known();
        Version version = now.now(name).orElseThrow();
        Standing standing = now.standing(name);
        return new Entry(name, When.valueOf(standing.when().toUpperCase(Locale.ROOT)), reach(standing.reach()), version.bytes(), version.changed(),
                version.number());
    }

    private static String written(Reach reach) {
        return switch (reach) {
            case Reach.Everybody _ -> ALL;
            case Reach.OfDomain(Domain domain) -> domain.ascii();
            case Reach.OfAddress(Address address) -> address.toString();
        };
    }

    private static Reach reach(String written) {
        return written.indexOf('@') >= 0 ? Address.parse(written).<Reach>map(Reach.OfAddress::new).orElse(Reach.ALL)
                : Domain.parse(written).<Reach>map(Reach.OfDomain::new).orElse(Reach.ALL);
    }

    private <T> T locked(Work<T> work) throws IOException {
        lock.lock();
        try {
            return work.run();
        } catch (IOException failed) {
            throw DiskTrouble.refusal(failed);
        } finally {
            lock.unlock();
        }
    }
}
