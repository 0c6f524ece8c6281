package barua.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;

/** Reads numbers out of an index: what lies in which folder, and which contents a query finds. Keeps the last few folders of one state of the index. */
final class PlacesCache {

    private static final int MOST_FOLDERS = 300;

    private final Map<String, FolderPlaces> folders = new LinkedHashMap<>();
    private Object state;

    synchronized void clear() {
        folders.clear();
        state = null;
    }

    synchronized FolderPlaces of(IndexSearcher searcher, String folder) throws IOException {
        if (state != searcher.getIndexReader()) {
            folders.clear();
            state = searcher.getIndexReader();
        }
        FolderPlaces known = folders.get(folder);
        if (known == null) {
            known = read(searcher, folder);
            if (folders.size() >= MOST_FOLDERS) {
                folders.remove(folders.keySet().iterator().next());
            }
            folders.put(folder, known);
        }
        return known;
    }

    private static FolderPlaces read(IndexSearcher searcher, String folder) throws IOException {
        PlacesReading reading = new PlacesReading();
        each(searcher, new TermQuery(new Term("folder", folder)), (leaf, doc) -> reading.add(leaf.number("uid", doc), (int) leaf.number("content", doc),
                leaf.number("received", doc), leaf.number("size", doc)));
        return reading.places();
    }

    /** The number of a content; -1 where there is none of that key. */
    int content(IndexSearcher searcher, String key) throws IOException {
        BytesRef term = new BytesRef(key);
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms("key");
            TermsEnum at = terms == null ? null : terms.iterator();
            if (at != null && at.seekExact(term)) {
                Bits live = leaf.reader().getLiveDocs();
                PostingsEnum postings = at.postings(null, PostingsEnum.NONE);
                for (int doc = postings.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = postings.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        return (int) new Leaf(leaf).number("content", doc);
                    }
                }
            }
        }
        return -1;
    }

    /** Numbers below {@code most} of the contents that a query finds. */
    FixedBitSet contents(IndexSearcher searcher, Query query, int most) throws IOException {
        FixedBitSet found = new FixedBitSet(Math.max(1, most));
        each(searcher, query, (leaf, doc) -> {
            long content = leaf.number("content", doc);
            if (content < most) {
                found.set((int) content);
            }
        });
        return found;
    }

    /** Sets those that lie in a folder. */
    void lying(IndexSearcher searcher, FixedBitSet found) throws IOException {
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            Leaf leaf = new Leaf(context);
            NumericDocValues uids = context.reader().getNumericDocValues("uid");
            Bits live = context.reader().getLiveDocs();
            for (int doc = uids == null ? DocIdSetIterator.NO_MORE_DOCS : uids.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = uids.nextDoc()) {
                if (live == null || live.get(doc)) {
                    found.set((int) leaf.number("content", doc));
                }
            }
        }
    }

    /** Numbers of contents that are not among those that lie somewhere. */
    long[] orphans(IndexSearcher searcher, FixedBitSet lying) throws IOException {
        LongStream.Builder orphans = LongStream.builder();
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            NumericDocValues numbers = context.reader().getNumericDocValues("content");
            Bits live = context.reader().getLiveDocs();
            for (int doc = numbers == null ? DocIdSetIterator.NO_MORE_DOCS : numbers.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = numbers.nextDoc()) {
                if ((live == null || live.get(doc)) && !lying.get((int) numbers.longValue())) {
                    orphans.add(numbers.longValue());
                }
            }
        }
        return orphans.build().distinct().toArray();
    }

    /** Any one. */
    Optional<AccountIndex.Place> place(IndexSearcher searcher, int content) throws IOException {
        List<AccountIndex.Place> found = new ArrayList<>();
        each(searcher, LongPoint.newExactQuery("content", content), (leaf, doc) -> {
            SortedDocValues in = leaf.context.reader().getSortedDocValues("in");
            if (found.isEmpty() && in != null && in.advanceExact(doc)) {
                found.add(new AccountIndex.Place(in.lookupOrd(in.ordValue()).utf8ToString(), leaf.number("uid", doc)));
            }
        });
        return found.stream().findFirst();
    }

    List<FileText> files(IndexSearcher searcher, int content) throws IOException {
        List<FileText> files = new ArrayList<>();
        StoredFields stored = searcher.storedFields();
        each(searcher, LongPoint.newExactQuery("content", content), (leaf, doc) -> {
            for (String file : stored.document(leaf.context.docBase + doc, Set.of("files")).getValues("files")) {
                files.add(FileText.of(file));
            }
        });
        return files;
    }

    private interface Each {
        void take(Leaf leaf, int doc) throws IOException;
    }

    private static void each(IndexSearcher searcher, Query query, Each each) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(query), ScoreMode.COMPLETE_NO_SCORES, 1);
        for (LeafReaderContext context : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(context);
            if (scorer != null) {
                Leaf leaf = new Leaf(context);
                Bits live = context.reader().getLiveDocs();
                DocIdSetIterator docs = scorer.iterator();
                for (int doc = docs.nextDoc(); doc != DocIdSetIterator.NO_MORE_DOCS; doc = docs.nextDoc()) {
                    if (live == null || live.get(doc)) {
                        each.take(leaf, doc);
                    }
                }
            }
        }
    }

    /** Numbers of documents of one segment, asked for in ascending order. */
    private static final class Leaf {

        private final LeafReaderContext context;
        private final Map<String, NumericDocValues> fields = new HashMap<>();

        Leaf(LeafReaderContext context) {
            this.context = context;
        }

        long number(String field, int doc) throws IOException {
            NumericDocValues values = fields.get(field);
            if (values == null) {
                values = context.reader().getNumericDocValues(field);
                fields.put(field, values);
            }
            if (!values.advanceExact(doc)) {
                throw new IOException("no " + field + " in " + doc);
            }
            return values.longValue();
        }
    }
}
