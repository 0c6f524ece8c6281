package barua.search;

import barua.mailbox.Flags;
import barua.mailbox.Folder;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.mailbox.Table;
import barua.mailbox.View;
import barua.message.Folding;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.FixedBitSet;

/** Finds one account's messages that are like a query: words in the index, the rest in what the mailbox says now. */
final class Finder {

    private static final int MOST_ROWS = 1_000;
    private static final int MOST_PIECES = 100;
    private static final int MOST_SENDERS = 6;

    private final AccountIndex index;
    private final IndexSearcher searcher;
    private final Mailbox mailbox;
    private final SearchQuery query;
    private final ZoneId zone;
    /** Contents in which the words of each leaf of the query stand. */
    private final Map<Wanted, FixedBitSet> leaves = new IdentityHashMap<>();
    /** How often each content was found. */
    private final int[] times;
    private final Phrases phrases;
    /** Of leaves, what is only looked at by way of {@link #phrases}, beside what is sure. */
    private final Map<FixedBitSet, FixedBitSet> looked = new IdentityHashMap<>();
    private final Map<String, long[]> seen = new HashMap<>();
    private final Hits.Builder hits = new Hits.Builder();
    private final Map<String, Integer> inFolders = new HashMap<>();
    private long known;
    private long all;
    private boolean cut;

    private Finder(AccountIndex index, IndexSearcher searcher, Mailbox mailbox, SearchQuery query, ZoneId zone) {
        this.index = index;
        this.searcher = searcher;
        this.mailbox = mailbox;
        this.query = query;
        this.zone = zone;
        this.times = new int[Math.max(1, index.contents())];
        this.phrases = new Phrases(index, searcher, mailbox);
    }

    /** @param seen takes the UIDs that the index has, by the ids of the folders that were searched */
    static Found find(AccountIndex index, Mailbox mailbox, SearchQuery query, ZoneId zone, Map<String, long[]> seen) throws IOException {
        return index.searching(searcher -> {
            Finder finder = new Finder(index, searcher, mailbox, query, zone);
            Found found = finder.find();
            seen.putAll(finder.seen);
            return found;
        });
    }

    private Found find() throws IOException {
        readLeaves(query.wanted());
        cut = phrases.check();
        looked.forEach((found, maybe) -> found.or(maybe));
        for (Mailbox.Entry entry : mailbox.list()) {
            boolean aside = entry.use().filter(use -> use == SpecialUse.TRASH || use == SpecialUse.JUNK).isPresent() && !query.namesFolder();
            if (entry.exists() && !aside) {
                try {
                    in(mailbox.folder(entry.name()), entry.use());
                } catch (MailboxException gone) {
                    // deleted meanwhile, or it cannot be read: the others can be searched
                }
            }
        }
        return new Found(hits.build(), counted(inFolders), senders(), files(), known, all, cut);
    }

    private List<Found.Count> senders() throws IOException {
        List<Found.Count> senders = new ArrayList<>();
        for (Found.Count most : SenderCounts.of(searcher, times, MOST_SENDERS)) {
            // Not all stand alone in From: who asks for one of them gets those, too.
            int number = most.key().length() > WordSet.LONGEST_WHOLE ? most.number() : number(MessageWords.Where.FROM.field, Folding.fold(most.key()));
            senders.add(new Found.Count(most.key(), most.label(), number));
        }
        return senders;
    }

    private List<Found.Count> files() throws IOException {
        Map<String, Integer> numbers = new HashMap<>();
        count(Found.FILE, numbers);
        for (FileKind kind : numbers.isEmpty() ? new FileKind[0] : FileKind.values()) {
            count(kind.word(), numbers);
        }
        return counted(numbers);
    }

    private void count(String word, Map<String, Integer> numbers) throws IOException {
        int number = number("has", word);
        if (number > 0) {
            numbers.put(word, number);
        }
    }

    /** How many of what was found have that term. */
    private int number(String field, String term) throws IOException {
        FixedBitSet having = index.places().contents(searcher, new TermQuery(new Term(field, term)), times.length);
        int number = 0;
        for (int content = having.nextSetBit(0); content != DocIdSetIterator.NO_MORE_DOCS; content = next(having, content + 1)) {
            number += times[content];
        }
        return number;
    }

    private static int next(FixedBitSet bits, int from) {
        return from < bits.length() ? bits.nextSetBit(from) : DocIdSetIterator.NO_MORE_DOCS;
    }

    private static List<Found.Count> counted(Map<String, Integer> numbers) {
        return numbers.entrySet().stream().sorted(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry::getKey))
                .map(entry -> new Found.Count(entry.getKey(), "", entry.getValue())).toList();
    }

    private void readLeaves(Wanted wanted) throws IOException {
        switch (wanted) {
            case Wanted.Words words -> {
                FixedBitSet found = index.places().contents(searcher, WordQuery.of(words, index.languages(), false), times.length);
                FixedBitSet maybe = index.places().contents(searcher, WordQuery.of(words, index.languages(), true), times.length);
                maybe.andNot(found);
                leaves.put(words, found);
                if (words.row() && words.words().size() > 1 && !WordQuery.isAddress(words)) {
                    phrases.add(words, found, MOST_ROWS);
                }
                phrases.add(words, maybe, MOST_PIECES);
                looked.put(found, maybe);
            }
            case Wanted.HasFile file -> leaves.put(file, index.places().contents(searcher, new TermQuery(new Term("has", file.word())), times.length));
            case Wanted.Not(Wanted inner) -> readLeaves(inner);
            case Wanted.And(List<Wanted> inner) -> readAll(inner);
            case Wanted.Or(List<Wanted> inner) -> readAll(inner);
            case Wanted.All _, Wanted.Day _, Wanted.Size _, Wanted.Flagged _, Wanted.Label _, Wanted.InFolder _ -> {
            }
        }
    }

    private void readAll(List<Wanted> all) throws IOException {
        for (Wanted one : all) {
            readLeaves(one);
        }
    }

    private void in(Folder folder, Optional<SpecialUse> use) throws IOException {
        FolderPlaces places = index.places().of(searcher, folder.mailboxId());
        long[] there = folder.uids();   // what has just gone may still be in the index
        BitSet present = FolderPlaces.present(places.uids(), there);
        known += present.cardinality();
        seen.put(folder.mailboxId(), places.uids());
        all += there.length;
        Optional<Table> flags = Optional.empty();
        View view = null;
        try {
            if (asksFlags(query.wanted())) {
                view = folder.view();
                flags = Optional.of(view.table());
            }
            IntPredicate matches = test(query.wanted(), new At(folder, use, places, view, flags.orElse(null)));
            int before = hits.size();
            hits.folder(folder.name(), places);
            for (int i = 0; i < places.uids().length; i++) {
                if (present.get(i) && matches.test(i)) {
                    hits.add(i);
                    times[places.contents()[i]]++;
                }
            }
            if (hits.size() > before) {
                inFolders.put(folder.name().toString(), hits.size() - before);
            }
        } finally {
            if (view != null) {
                view.close();
            }
        }
    }

    /** The folder that is walked through. @param view null with flags where none are asked for */
    private record At(Folder folder, Optional<SpecialUse> use, FolderPlaces places, View view, Table flags) {

        int sequence(int i) {
            return view.sequence(places.uids()[i]);
        }
    }

    private static boolean asksFlags(Wanted wanted) {
        return switch (wanted) {
            case Wanted.Flagged _, Wanted.Label _ -> true;
            case Wanted.Not(Wanted inner) -> asksFlags(inner);
            case Wanted.And(List<Wanted> inner) -> inner.stream().anyMatch(Finder::asksFlags);
            case Wanted.Or(List<Wanted> inner) -> inner.stream().anyMatch(Finder::asksFlags);
            case Wanted.All _, Wanted.Words _, Wanted.HasFile _, Wanted.Day _, Wanted.Size _, Wanted.InFolder _ -> false;
        };
    }

    /** Whether a message is wanted, by its number in the folder's places. */
    private IntPredicate test(Wanted wanted, At at) {
        return switch (wanted) {
            case Wanted.All _ -> _ -> true;
            case Wanted.Words _, Wanted.HasFile _ -> {
                FixedBitSet bits = leaves.get(wanted);
                int[] numbers = at.places.contents();
                yield i -> numbers[i] < bits.length() && bits.get(numbers[i]);
            }
            case Wanted.Not(Wanted inner) -> test(inner, at).negate();
            case Wanted.And(List<Wanted> inner) -> inner.stream().map(one -> test(one, at)).reduce(IntPredicate::and).orElse(_ -> true);
            case Wanted.Or(List<Wanted> inner) -> inner.stream().map(one -> test(one, at)).reduce(IntPredicate::or).orElse(_ -> true);
            case Wanted.Day(LocalDate from, LocalDate until) -> {
                long first = from.atStartOfDay(zone).toInstant().toEpochMilli();
                long next = until.atStartOfDay(zone).toInstant().toEpochMilli();
                yield i -> at.places.received()[i] >= first && at.places.received()[i] < next;
            }
            case Wanted.Size(long bytes, boolean larger) -> i -> larger ? at.places.sizes()[i] > bytes : at.places.sizes()[i] < bytes;
            case Wanted.Flagged(Wanted.Mark mark) -> i -> at.sequence(i) > 0 && marked(at.flags, at.sequence(i), mark);
            case Wanted.Label(String keyword) -> i -> at.sequence(i) > 0 && at.flags.has(at.sequence(i), keyword);
            case Wanted.InFolder(String name) -> {
                boolean inside = FolderWords.isIn(at.folder.name(), at.use, name);
                yield _ -> inside;
            }
        };
    }

    private static boolean marked(Table flags, int sequence, Wanted.Mark mark) {
        return switch (mark) {
            case UNREAD -> !flags.has(sequence, Flags.SEEN);
            case READ -> flags.has(sequence, Flags.SEEN);
            case FLAGGED -> flags.has(sequence, Flags.FLAGGED);
            case ANSWERED -> flags.has(sequence, Flags.ANSWERED);
            case DRAFT -> flags.has(sequence, Flags.DRAFT);
        };
    }
}
