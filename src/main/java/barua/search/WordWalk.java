package barua.search;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/**
 * Walks through all words that an account's mail has in one place, and tells which contents have one that is like a word that is looked for. The list is
 * short enough for that (see {@link WordSet}), and what is like what is said in one place. An automaton for each word, as Lucene has them for wrong
 * letters, would know nothing of accents; with them it took longer to make than the walk takes.
 */
final class WordWalk {

    private final IndexSearcher searcher;
    private final List<SoughtWord> words;
    /** The numbers of contents by documents, of each segment in which something was found. */
    private final Map<Integer, int[]> numbers = new HashMap<>();

    WordWalk(IndexSearcher searcher, List<SoughtWord> words) {
        this.searcher = searcher;
        this.words = words;
    }

    /** Takes what is found. */
    @FunctionalInterface
    interface Taker {
        /** @param word its number among those that are looked for */
        void take(int word, Likeness likeness, int content);
    }

    void through(MessageWords.Where where, Taker taker) throws IOException {
        for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
            Terms terms = leaf.reader().terms(where.field);
            if (terms != null) {
                through(leaf, terms.iterator(), taker);
            }
        }
    }

    private void through(LeafReaderContext leaf, TermsEnum terms, Taker taker) throws IOException {
        Likeness[] likeness = new Likeness[words.size()];
        PostingsEnum reused = null;
        for (BytesRef term = terms.next(); term != null; term = terms.next()) {
            if (like(term, likeness)) {
                reused = terms.postings(reused, PostingsEnum.NONE);
                take(leaf, reused, likeness, taker);
            }
        }
    }

    /** @return whether it is like any */
    private boolean like(BytesRef term, Likeness[] likeness) {
        int set = SoughtWord.letterSet(term);
        boolean any = false;
        String text = null;
        for (int i = 0; i < likeness.length; i++) {
            likeness[i] = Likeness.NONE;
            if (words.get(i).mayBeLike(term, set)) {
                text = text == null ? term.utf8ToString() : text;
                likeness[i] = words.get(i).like(text);
                any |= likeness[i] != Likeness.NONE;
            }
        }
        return any;
    }

    private void take(LeafReaderContext leaf, PostingsEnum documents, Likeness[] likeness, Taker taker) throws IOException {
        int[] contents = contents(leaf);
        Bits live = leaf.reader().getLiveDocs();
        for (int document = documents.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = documents.nextDoc()) {
            if (live == null || live.get(document)) {
                for (int i = 0; i < likeness.length; i++) {
                    if (likeness[i] != Likeness.NONE) {
                        taker.take(i, likeness[i], contents[document]);
                    }
                }
            }
        }
    }

    private int[] contents(LeafReaderContext leaf) throws IOException {
        int[] contents = numbers.get(leaf.ord);
        if (contents == null) {
            contents = new int[leaf.reader().maxDoc()];
            NumericDocValues values = leaf.reader().getNumericDocValues("content");
            for (int document = values.nextDoc(); document != DocIdSetIterator.NO_MORE_DOCS; document = values.nextDoc()) {
                contents[document] = (int) values.longValue();
            }
            numbers.put(leaf.ord, contents);
        }
        return contents;
    }
}
