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
 * The scripts that are run on an account's mail, compiled: those of the institution and its domain before, the account's own, those after. They
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

    private final MailStore store;
    private final Cache<Address, Compiled> known = Caffeine.newBuilder().maximumWeight(MOST_BYTES).weigher((Address _, Compiled one) -> ENTRY + one.bytes)
            .build();

    ScriptSource(MailStore store) {
        this.store = store;
    }

    /** @throws IOException where they cannot be read now */
    Compiled of(Address account) throws IOException {
        Scripts own = store.open(account).scripts();
        long version = own.version();
        long global = store.globalScripts().version();
        if (version == 0 && global == 0) {
            return Compiled.NONE;
        }
        String now = version + " " + global;
        Compiled before = known.getIfPresent(account);
        if (before != null && before.version.equals(now)) {
            return before;
        }
        Compiled fresh = compile(account, own, now);
        known.put(account, fresh);
        return fresh;
    }

    private Compiled compile(Address account, Scripts own, String version) throws IOException {
        Compiling compiling = new Compiling(new AccountScripts(store, account));
        for (GlobalScripts.Text text : store.globalScripts().of(GlobalScripts.When.BEFORE, account.domain())) {
            compiling.add(text.entry().name().text(), text.bytes(), false);
        }
        Optional<Scripts.Text> active = own.active();
        active.ifPresent(text -> compiling.add(text.entry().name().text(), text.bytes(), true));
        for (GlobalScripts.Text text : store.globalScripts().of(GlobalScripts.When.AFTER, account.domain())) {
            compiling.add(text.entry().name().text(), text.bytes(), false);
        }
        return new Compiled(compiling.scripts, compiling.own, compiling.broken, version, compiling.bytes);
    }

    /** A text as if it were the account's own script, alone. */
    Compiled ofText(Address account, String name, byte[] text) {
        Compiling compiling = new Compiling(new AccountScripts(store, account));
        compiling.add(name, text, true);
        return new Compiled(compiling.scripts, compiling.own, compiling.broken, "", compiling.bytes);
    }

    private static final class Compiling {

        private final AccountScripts account;
        private final List<Script> scripts = new ArrayList<>();
        private final List<Broken> broken = new ArrayList<>();
        private Optional<String> own = Optional.empty();
        private int bytes;

        Compiling(AccountScripts account) {
            this.account = account;
        }

        /** One that cannot be read is left out: it cancels no keep. */
        void add(String name, byte[] text, boolean isOwn) {
            bytes += text.length;
            try {
                scripts.add(account.compile(name, text));
                own = isOwn ? Optional.of(name) : own;
            } catch (SieveException mistakes) {
                broken.add(new Broken(name, isOwn, mistakes.complaints()));
            } catch (RuntimeException fault) {
                broken.add(new Broken(name, isOwn, List.of(new Complaint(new Place(name, "", 1, 1), "it cannot be read: " + fault))));
            }
        }
    }
}
