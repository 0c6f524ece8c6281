package barua.delivery;

import barua.mailbox.GlobalScripts;
import barua.mailbox.MailStore;
import barua.mailbox.Scripts;
import barua.message.Address;
import barua.sieve.Complaint;
import barua.sieve.Place;
import barua.sieve.Script;
import barua.sieve.SieveException;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The scripts that are run on an account's mail, compiled: those of the institution, its domain and the address that a letter was written to before, the
 * account's own, those after. They
 * are read again when something changed; whether it did, and whether there are any, memory says.
 */
final class ScriptSource {

    private static final long MOST_BYTES = 32L << 20;   // of text, whose trees are some times as large
    private static final int ENTRY = 200;

    /**
     * @param own     which of them is the account's own; empty where it has none that runs
     * @param broken  scripts that cannot be run
     * @param version changes with any of them
     */
    record Compiled(List<Script> scripts, Optional<String> own, List<Broken> broken, String version, int bytes) {

        static final Compiled NONE = new Compiled(List.of(), Optional.empty(), List.of(), "0", 0);
    }

    /** @param own the account's own, whose owner can mend it */
    record Broken(String script, boolean own, List<Complaint> complaints) {
    }

    /** @param list that the letter was written to, where there is a script for it */
    private record Key(Address account, Optional<Address> list) {
    }

    private final MailStore store;
    private final KnownLists lists;
    private final Cache<Key, Compiled> known = Caffeine.newBuilder().maximumWeight(MOST_BYTES).weigher((Key _, Compiled one) -> ENTRY + one.bytes).build();

    ScriptSource(MailStore store, KnownLists lists) {
        this.store = store;
        this.lists = lists;
    }

    /** @param asked the address that the letter was written to @throws IOException where they cannot be read now */
    Compiled of(Address account, Address asked) throws IOException {
        Scripts own = store.open(account).scripts();
        long version = own.version();
        long global = store.globalScripts().version();
        if (version == 0 && global == 0) {
            return Compiled.NONE;
        }
        String now = version + " " + global;
        Key key = new Key(account, Optional.of(withoutDetail(asked.folded())).filter(address -> reaches(address, global)));
        Compiled before = known.getIfPresent(key);
        if (before != null && before.version.equals(now)) {
            return before;
        }
        Compiled fresh = compile(key, own, now);
        known.put(key, fresh);
        return fresh;
    }

    private boolean reaches(Address address, long global) {
        try {
            return global > 0 && store.globalScripts().reachesMailTo(address);
        } catch (IOException unreadable) {
            return false;    // then nothing of them can be read
        }
    }

    private static Address withoutDetail(Address address) {
        int plus = address.local().indexOf('+');
        return plus <= 0 ? address : new Address(address.local().substring(0, plus), address.domain());
    }

    private Compiled compile(Key key, Scripts own, String version) throws IOException {
        AccountScripts account = new AccountScripts(store, lists, key.account);
        Compiling compiling = new Compiling();
        for (GlobalScripts.Text text : store.globalScripts().of(GlobalScripts.When.BEFORE, key.account.domain(), key.list)) {
            compiling.add(text.entry().name().text(), text.bytes(), false, account::compileOfInstitution);
        }
        Optional<Scripts.Text> active = own.active();
        active.ifPresent(text -> compiling.add(text.entry().name().text(), text.bytes(), true, account::compile));
        for (GlobalScripts.Text text : store.globalScripts().of(GlobalScripts.When.AFTER, key.account.domain(), key.list)) {
            compiling.add(text.entry().name().text(), text.bytes(), false, account::compileOfInstitution);
        }
        return new Compiled(compiling.scripts, compiling.own, compiling.broken, version, compiling.bytes);
    }

    /** A text as if it were the account's own script, alone. */
    Compiled ofText(Address account, String name, byte[] text) {
        Compiling compiling = new Compiling();
        compiling.add(name, text, true, new AccountScripts(store, lists, account)::check);
        return new Compiled(compiling.scripts, compiling.own, compiling.broken, "", compiling.bytes);
    }

    @FunctionalInterface
    private interface Reader {
        Script read(String name, byte[] text) throws SieveException;
    }

    private static final class Compiling {

        private final List<Script> scripts = new ArrayList<>();
        private final List<Broken> broken = new ArrayList<>();
        private Optional<String> own = Optional.empty();
        private int bytes;

        /** One that cannot be read is left out: it cancels no keep. */
        void add(String name, byte[] text, boolean isOwn, Reader reader) {
            bytes += text.length;
            try {
                scripts.add(reader.read(name, text));
                own = isOwn ? Optional.of(name) : own;
            } catch (SieveException mistakes) {
                broken.add(new Broken(name, isOwn, mistakes.complaints()));
            } catch (RuntimeException fault) {
                broken.add(new Broken(name, isOwn, List.of(new Complaint(new Place(name, "", 1, 1), "it cannot be read: " + fault))));
            }
        }
    }
}
