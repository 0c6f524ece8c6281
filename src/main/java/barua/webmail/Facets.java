package barua.webmail;

import barua.mailbox.FolderName;
import barua.search.Found;
import barua.search.QueryReader;
import barua.search.SearchQuery;
import barua.search.Wanted;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * By what the results of one search can be narrowed: each is one more part of the query, and its number is how many will be found with it. Those of which
 * nothing would be left are not offered.
 */
final class Facets {

    private static final int MOST_FOLDERS = 6;
    private static final int MOST_KINDS = 6;
    private static final List<String> DAYS = List.of("newer:7d", "newer:1m", "newer:1y", "older:1y");
    private static final int[] OVER = {1, 5, 20};   // MB
    private static final int UNDER = 100;   // KB

    private final SearchQuery query;
    private final String typed;
    private final Found found;
    private final Words words;
    private final When when;
    private final QueryWords writing;

    Facets(SearchQuery query, String typed, Found found, When when, Words words, QueryWords writing) {
        this.query = query;
        this.typed = typed.strip();
        this.found = found;
        this.words = words;
        this.when = when;
        this.writing = writing;
    }

    List<SearchPage.Group> groups() {
        return Stream.of(group("folder", folders()), group("from", senders()), group("files", files()), group("size", sizes()), group("when", days()),
                group("more", Stream.of(narrower(words.say("search.unread"), 0, writing.named("is", "unread")),
                        narrower(words.say("search.trash"), 0, writing.written("in", words.say("folder.trash"))))))
                .filter(group -> !group.narrowers().isEmpty()).toList();
    }

    private SearchPage.Group group(String label, Stream<SearchPage.Narrower> narrowers) {
        return new SearchPage.Group(words.say("search." + label), narrowers.toList());
    }

    /** With what lies in folders below. */
    private Stream<SearchPage.Narrower> folders() {
        return found.folders().stream().limit(MOST_FOLDERS).map(count -> {
            Set<FolderName> meant = writing.meant(count.key());
            int number = found.folders().stream().filter(one -> meant.contains(FolderName.of(one.key()))).mapToInt(Found.Count::number).sum();
            return narrower(writing.label(FolderName.of(count.key())), number, writing.inFolder(FolderName.of(count.key())));
        }).sorted(Comparator.comparingInt(one -> -Integer.parseInt(one.count())));
    }

    private Stream<SearchPage.Narrower> senders() {
        return found.senders().stream().map(count -> narrower(count.label().isEmpty() ? count.key() : count.label(), count.number(),
                writing.written("from", count.key())));
    }

    private Stream<SearchPage.Narrower> files() {
        List<Found.Count> kinds = found.files().stream().filter(count -> !count.key().equals(Found.FILE)).limit(MOST_KINDS).toList();
        Stream<SearchPage.Narrower> any = found.files().stream().filter(count -> count.key().equals(Found.FILE))
                .map(count -> narrower(words.say("search.attachment"), count.number(), writing.named("has", "attachment")));
        return Stream.concat(any, kinds.stream().map(count -> narrower(words.say("search.kind." + count.key()), count.number(),
                writing.named("type", count.key()))));
    }

    private Stream<SearchPage.Narrower> sizes() {
        List<SearchPage.Narrower> sizes = new ArrayList<>();
        for (int mb : OVER) {
            int number = (int) found.hits().stream().filter(hit -> hit.size() > mb * 1_000_000L).count();
            if (number > 0) {
                sizes.add(narrower(words.say("search.over", "n", (long) mb), number, writing.written("larger", mb + "M")));
            }
        }
        int number = (int) found.hits().stream().filter(hit -> hit.size() < UNDER * 1_000L).count();
        if (number > 0 && !sizes.isEmpty()) {
            sizes.add(narrower(words.say("search.under", "n", (long) UNDER), number, writing.written("smaller", UNDER + "k")));
        }
        return sizes.stream();
    }

    private Stream<SearchPage.Narrower> days() {
        return DAYS.stream().flatMap(term -> {
            String operator = term.substring(0, term.indexOf(':'));
            String written = writing.named(operator, term.substring(operator.length() + 1));
            int number = read(written) instanceof Wanted.Day day ? between(day) : 0;
            return number == 0 ? Stream.empty() : Stream.of(narrower(words.say("search.when." + term.replace(':', '.')), number, written));
        });
    }

    private int between(Wanted.Day days) {
        ToLongFunction<LocalDate> start = day -> day.atStartOfDay(when.zone()).toInstant().toEpochMilli();
        Instant from = Instant.ofEpochMilli(start.applyAsLong(days.from()));
        Instant until = Instant.ofEpochMilli(start.applyAsLong(days.until()));
        return (int) found.hits().stream().filter(hit -> !hit.received().isBefore(from) && hit.received().isBefore(until)).count();
    }

    private Wanted read(String term) {
        return QueryReader.read(term, when.today()).wanted();
    }

    /** @param count 0 where it is not known */
    private SearchPage.Narrower narrower(String label, int count, String term) {
        String number = count == 0 ? "" : String.valueOf(count);
        for (int i = 0; i < query.terms().size(); i++) {
            if (isSame(query.terms().get(i).wanted(), read(term))) {
                return new SearchPage.Narrower(label, number, SearchAddress.of(query.without(i), 1), true);
            }
        }
        return new SearchPage.Narrower(label, number, SearchAddress.of((typed + " " + term).strip(), 1), false);
    }

    /** However it was typed. */
    private boolean isSame(Wanted one, Wanted other) {
        return one.equals(other) || one instanceof Wanted.InFolder(String here) && other instanceof Wanted.InFolder(String there)
                && writing.meant(here).equals(writing.meant(there))
                || one instanceof Wanted.Words said && other instanceof Wanted.Words meant && said.in() == meant.in() && said.in() == Wanted.In.FROM
                && said.text().equals(meant.text());
    }
}
