package barua.search;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.spell.DirectSpellChecker;
import org.apache.lucene.search.spell.SuggestMode;
import org.apache.lucene.search.spell.SuggestWord;

/** For a query that found nothing: the nearest words that stand in the account's own mail. */
final class Spelling {

    private static final int SHORTEST = 4;
    private static final int MOST_WORDS = 5;

    private final IndexReader reader;
    private final DirectSpellChecker checker = new DirectSpellChecker();

    private Spelling(IndexReader reader) {
        this.reader = reader;
        checker.setMinQueryLength(SHORTEST);
        checker.setThresholdFrequency(0);
    }

    /** The query with other words in it; empty where none is nearer than what was typed. */
    static Optional<String> better(IndexReader reader, SearchQuery query) throws IOException {
        Spelling spelling = new Spelling(reader);
        List<String> terms = new ArrayList<>();
        boolean changed = false;
        int asked = 0;
        for (SearchQuery.Term term : query.terms()) {
            Optional<String> better = asked < MOST_WORDS && term.wanted() instanceof Wanted.Words words && !words.row() ? spelling.better(words)
                    : Optional.empty();
            asked += term.wanted() instanceof Wanted.Words ? 1 : 0;
            changed |= better.isPresent();
            terms.add(better.map(word -> term.text().substring(0, term.text().indexOf(':') + 1) + word).orElse(term.text()));
        }
        return changed ? Optional.of(String.join(" ", terms)) : Optional.empty();
    }

    private Optional<String> better(Wanted.Words words) throws IOException {
        String word = words.words().getFirst();
        List<SuggestWord> near = new ArrayList<>();
        for (MessageWords.Where one : WordQuery.where(words.in())) {
            if (reader.docFreq(new Term(one.field, word)) > 0) {
                return Optional.empty();   // it is no mistake: it does not stand beside the others
            }
            Stream.of(checker.suggestSimilar(new Term(one.field, word), 1, reader, SuggestMode.SUGGEST_WHEN_NOT_IN_INDEX)).forEach(near::add);
        }
        return near.stream().filter(found -> found.string.indexOf('@') < 0)
                .max(Comparator.<SuggestWord>comparingDouble(found -> found.score).thenComparingInt(found -> found.freq)).map(found -> found.string);
    }
}
