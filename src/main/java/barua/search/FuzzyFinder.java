package barua.search;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.FixedBitSet;

/**
 * Scores what an account holds by how well it has some words. A word counts by how near to it what stands there is, and the more the fewer messages have
 * it; what people see in a list of messages counts more than the rest.
 */
final class FuzzyFinder {

    private static final List<MessageWords.Where> IN_LISTS = List.of(MessageWords.Where.SUBJECT, MessageWords.Where.FROM, MessageWords.Where.TO,
            MessageWords.Where.CC);
    /** In hundredths: what a word is worth that people do not see there. */
    private static final int ELSEWHERE = 80;

    private final AccountIndex index;
    private final IndexSearcher searcher;
    private final SearchScope scope;
    private final List<SoughtWord> words;
    /** What each word is worth in each content, by the nearest that it has. */
    private final byte[][] worth;

    private FuzzyFinder(AccountIndex index, IndexSearcher searcher, SearchScope scope, List<SoughtWord> words) {
        this.index = index;
        this.searcher = searcher;
        this.scope = scope;
        this.words = words;
        this.worth = new byte[words.size()][Math.max(1, index.contents())];
    }

    /** By the numbers of contents: 1 to 100; 0 where a word is missing; -1 where the index does not know it. */
    static byte[] scores(AccountIndex index, SearchScope scope, FuzzyWords words) throws IOException {
        return index.searching(searcher -> new FuzzyFinder(index, searcher, scope, words.words()).scores());
    }

    private byte[] scores() throws IOException {
        WordWalk walk = new WordWalk(searcher, words);
        if (scope == SearchScope.TEXT) {
            for (MessageWords.Where where : IN_LISTS) {
                walk.through(where, (word, likeness, content) -> raise(word, content, likeness.worth));
            }
        }
        int share = scope == SearchScope.TEXT ? ELSEWHERE : 100;
        for (MessageWords.Where where : scope.where()) {
            walk.through(where, (word, likeness, content) -> raise(word, content, likeness.worth * share / 100));
        }
        for (int word = 0; word < words.size(); word++) {
            pieces(word);
            Optional<Query> otherwise = otherwise(words.get(word).word());
            if (otherwise.isPresent()) {
                raise(word, otherwise.get(), Likeness.OTHERWISE.worth * share / 100);
            }
        }
        return sums();
    }

    private byte[] sums() throws IOException {
        int contents = worth[0].length;
        FixedBitSet known = new FixedBitSet(contents);
        index.places().lying(searcher, known);
        double[] weights = new double[worth.length];
        double all = 0;
        for (int word = 0; word < worth.length; word++) {
            weights[word] = weight(worth[word], known.cardinality());
            all += weights[word];
        }
        byte[] scores = new byte[contents];
        for (int content = 0; content < contents; content++) {
            scores[content] = known.get(content) ? score(content, weights, all) : -1;
        }
        return scores;
    }

    private byte score(int content, double[] weights, double all) {
        double sum = 0;
        for (int word = 0; word < worth.length; word++) {
            if (worth[word][content] == 0) {
                return 0;
            }
            sum += weights[word] * worth[word][content];
        }
        return (byte) Math.clamp(Math.round(sum / all), 1, 100);
    }

    /** Rare words tell more; each tells something. */
    private static double weight(byte[] worth, int all) {
        int having = 0;
        for (byte one : worth) {
            having += one > 0 ? 1 : 0;
        }
        return Math.log(2 + (double) all / (1 + having));
    }

    private void raise(int word, int content, int to) {
        worth[word][content] = (byte) Math.max(worth[word][content], Math.max(1, to));
    }

    private void raise(int word, Query query, int to) throws IOException {
        int contents = worth[word].length;
        FixedBitSet found = index.places().contents(searcher, query, contents);
        for (int i = found.nextSetBit(0); i != DocIdSetIterator.NO_MORE_DOCS; i = i + 1 < contents ? found.nextSetBit(i + 1) : DocIdSetIterator.NO_MORE_DOCS) {
            raise(word, i, to);
        }
    }

    /** Codes and long words are in the index as pieces alone: of a code they tell as much as can be known, of a word that may begin one, little. */
    private void pieces(int number) throws IOException {
        SoughtWord word = words.get(number);
        if (word.word().length() >= WordSet.GRAM && word.goesOn()) {
            for (MessageWords.Where where : scope.where()) {
                raise(number, SubstringQuery.grams(where.grams(), word.word()), (word.isCode() ? Likeness.LONGER : Likeness.TWO_LETTERS).worth);
            }
        }
    }

    /** As the pages look for it. */
    private Optional<Query> otherwise(String word) {
        Optional<Wanted.In> in = switch (scope) {
            case TEXT -> Optional.of(Wanted.In.ANYWHERE);
            case BODY -> Optional.of(Wanted.In.BODY);
            case SUBJECT -> Optional.of(Wanted.In.SUBJECT);
            case HEADER, FROM, TO, CC, BCC -> Optional.empty();
        };
        return in.map(where -> WordQuery.of(new Wanted.Words(where, List.of(word), false, false, word), index.languages(), false));
    }
}
