package barua.webmail;

import barua.directory.Account;
import barua.message.Address;
import barua.search.Correspondent;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;

/**
 * Whom an account writes to and hears from, for the recipients' field, as its index tells; the directory's people of the same domain come after. A list
 * of them is kept while somebody writes, and made anew beside that: no key waits for it.
 */
final class SeenAddresses {

    /** @param hint seen, directory */
    record Suggestion(String name, String address, String hint) {
    }

    /** Where the people of an account come from, the likeliest first. */
    @FunctionalInterface
    interface Source {
        List<Correspondent> people(Address account) throws IOException;
    }

    /** People of all accounts in memory. */
    private static final int MOST = 500_000;
    private static final int SHOWN = 8;
    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofMinutes(10);

    /** One person; {@code folded} is what a query is compared with. */
    private record Seen(String name, String address, String folded) {
    }

    private final Desk desk;
    private final Source source;
    private final LoadingCache<Address, List<Seen>> byAccount;

    /** @param aside where lists are made that somebody may ask for later */
    SeenAddresses(Desk desk, Source source, Executor aside) {
        this.desk = desk;
        this.source = source;
        this.byAccount = Caffeine.newBuilder().maximumWeight(MOST).weigher((Address _, List<Seen> people) -> people.size() + 1)
                .refreshAfterWrite(FRESH).expireAfterAccess(KEPT).executor(aside).build(this::read);
    }

    List<Suggestion> suggest(Account account, String typed) {
        String query = fold(typed.strip());
        if (query.isEmpty()) {
            return List.of();
        }
        List<String> words = List.of(query.split("\\s+"));
        Set<String> own = desk.directory().sendersOf(account).stream().map(address -> address.folded().toString()).collect(Collectors.toSet());
        List<Suggestion> found = new ArrayList<>();
        byAccount.get(account.address()).stream().filter(seen -> fits(seen.folded, words) && !own.contains(seen.address) && isThere(seen.address)).limit(SHOWN)
                .forEach(seen -> found.add(new Suggestion(seen.name, seen.address, "seen")));
        desk.directory().accounts().stream()
                .filter(other -> other.enabled() && other.address().domain().equals(account.address().domain())
                && fits(fold(other.name() + " " + other.address()), words))
                .filter(other -> found.stream().noneMatch(known -> known.address.equalsIgnoreCase(other.address().toString())))
                .limit(SHOWN).forEach(other -> found.add(new Suggestion(other.name(), other.address().toString(), "directory")));
        return found.subList(0, Math.min(SHOWN, found.size()));
    }

    /** A letter is begun, so names will be typed; or one has gone, and its people are to be known at the next. */
    void learn(Address account) {
        byAccount.refresh(account);
    }

    /** Not one of ours who has left since. */
    private boolean isThere(String address) {
        return Address.parsePath(address).filter(one -> Recipients.unknown(desk.directory(), List.of(one)).isEmpty()).isPresent();
    }

    private List<Seen> read(Address account) {
        try {
            return source.people(account).stream().map(one -> new Seen(one.name(), one.address(), fold(one.name() + " " + one.address()))).toList();
        } catch (IOException later) {
            return List.of();   // a letter can be written without suggestions
        }
    }

    /** Each word of the query begins a word of the name or address. */
    private static boolean fits(String folded, List<String> words) {
        return words.stream().allMatch(word -> folded.startsWith(word) || folded.contains(" " + word) || folded.contains("." + word));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
    }
}
