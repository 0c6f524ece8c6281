package barua.webmail;

import barua.delivery.Correspondents;
import barua.directory.Account;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.text.Normalizer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Whom an account writes to and hears from, for the recipients' field. It is learned from the newest letters in Sent and Inbox whenever
 * it is asked for after a while, so nothing is stored and nothing can be lost; the directory's people of the same domain come after.
 */
final class SeenAddresses {

    /** @param hint seen, directory */
    record Suggestion(String name, String address, String hint) {
    }

    private static final int MOST = 2_000;
    private static final int SHOWN = 8;
    /** To have written to somebody says more than to have got mail from them. */
    private static final int WRITTEN = 5;

    /** One person; {@code folded} is what a query is compared with. */
    private record Seen(String name, String address, String folded, int weight) {
    }

    private final Desk desk;
    private final Cache<Address, List<Seen>> byAccount = Caffeine.newBuilder().maximumSize(2_000).expireAfterWrite(Duration.ofMinutes(10)).build();

    SeenAddresses(Desk desk) {
        this.desk = desk;
    }

    List<Suggestion> suggest(Account account, String typed) {
        String query = fold(typed.strip());
        if (query.isEmpty()) {
            return List.of();
        }
        List<Suggestion> found = new ArrayList<>();
        seen(account).stream().filter(seen -> fits(seen.folded, query)).limit(SHOWN)
                .forEach(seen -> found.add(new Suggestion(seen.name, seen.address, "seen")));
        desk.directory().accounts().stream()
                .filter(other -> other.enabled() && other.address().domain().equals(account.address().domain())
                && fits(fold(other.name() + " " + other.address()), query))
                .filter(other -> found.stream().noneMatch(known -> known.address.equalsIgnoreCase(other.address().toString())))
                .limit(SHOWN).forEach(other -> found.add(new Suggestion(other.name(), other.address().toString(), "directory")));
        return found.subList(0, Math.min(SHOWN, found.size()));
    }

    /** After a letter has gone, its people are known at the next letter. */
    void learn(Address account) {
        byAccount.invalidate(account);
    }

    private List<Seen> seen(Account account) {
        return byAccount.get(account.address(), address -> read(account));
    }

    private List<Seen> read(Account account) {
        Map<String, Seen> people = new LinkedHashMap<>();
        try {
            count(desk.open(account.address(), SpecialUse.SENT).folder(), List.of("to", "cc", "bcc"), WRITTEN, people);
            count(desk.store().open(account.address()).folder(FolderName.INBOX), List.of("from"), 1, people);
        } catch (IOException later) {
            // What was read until then is better than nothing.
        }
        people.remove(account.address().toString());
        return people.values().stream().sorted(Comparator.comparingInt(Seen::weight).reversed()).limit(MOST).toList();
    }

    private static void count(Folder folder, List<String> fields, int weight, Map<String, Seen> people) throws IOException {
        Correspondents.people(folder, 0, fields, person -> count(person, weight, people));
    }

    private static void count(AddressItem.Mailbox person, int weight, Map<String, Seen> people) {
        String address = person.address().orElseThrow().folded().toString();
        Seen known = people.get(address);
        String name = person.name().isBlank() && known != null ? known.name : person.name().strip();
        people.put(address, new Seen(name, address, fold(name + " " + address), weight + (known == null ? 0 : known.weight)));
    }

    /** Each word of the query begins a word of the name or address. */
    private static boolean fits(String folded, String query) {
        return Arrays.stream(query.split("\\s+")).allMatch(word -> folded.startsWith(word) || folded.contains(" " + word) || folded.contains("." + word));
    }

    private static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "").toLowerCase(Locale.ROOT);
    }
}
