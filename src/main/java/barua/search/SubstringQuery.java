package barua.search;

import barua.message.Folding;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;

/** Asks for every message that may hold a text anywhere: all that do, and some that do not. */
final class SubstringQuery {

    private static final int MOST_GRAMS = 30;

    private SubstringQuery() {
    }

    /** Empty where the index cannot tell: then every message may. */
    static Optional<Query> of(SearchScope scope, String sought) {
        List<Fragment> fragments = Fragment.of(sought).stream().filter(Fragment::tells).toList();
        if (fragments.isEmpty()) {
            return Optional.empty();
        }
        BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
        for (MessageWords.Where where : scope.where()) {
            BooleanQuery.Builder all = new BooleanQuery.Builder();
            fragments.forEach(fragment -> all.add(inAny(fields(where), fragment), Occur.FILTER));
            anywhere.add(all.build(), Occur.SHOULD);
            fields(where).forEach(one -> anywhere.add(new TermQuery(new Term(one.field, WordSet.ANYTHING)), Occur.SHOULD));
        }
        return Optional.of(new ConstantScoreQuery(anywhere.build()));
    }

    /** Asks for messages that surely hold it; empty where none can be known to. */
    static Optional<Query> sure(SearchScope scope, String sought) {
        List<Fragment> fragments = Fragment.of(sought);
        boolean single = fragments.size() == 1 && sought.length() <= WordSet.LONGEST_WORD
                && fragments.getFirst().text().equals(Folding.fold(sought)) && fragments.getFirst().tells();
        if (!single || !scope.isExact()) {
            return Optional.empty();
        }
        // A text is one word with what stands around it: where a word holds it the text does. Of pieces of a word that cannot be said.
        Fragment only = fragments.getFirst();
        BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
        for (MessageWords.Where where : scope.where().stream().flatMap(one -> fields(one).stream()).toList()) {
            anywhere.add(only.openFront() ? word(where.field, only) : new TermQuery(new Term(where.field, only.text())), Occur.SHOULD);
        }
        return Optional.of(new ConstantScoreQuery(anywhere.build()));
    }

    /** A scan looks through the sources of pages. */
    private static List<MessageWords.Where> fields(MessageWords.Where where) {
        return where == MessageWords.Where.BODY ? List.of(where, MessageWords.Where.SOURCE) : List.of(where);
    }

    private static Query inAny(List<MessageWords.Where> fields, Fragment fragment) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        fields.forEach(field -> any.add(one(field, fragment), Occur.SHOULD));
        return any.build();
    }

    private static Query one(MessageWords.Where where, Fragment fragment) {
        String text = fragment.text();
        boolean exact = !fragment.openFront() && !fragment.openEnd();
        if (exact && !WordSet.isCode(text, 0, text.length())) {
            return new TermQuery(new Term(where.field, text));
        }
        BooleanQuery.Builder either = new BooleanQuery.Builder();
        if (!exact && text.length() <= WordSet.LONGEST_WORD) {
            either.add(word(where.field, fragment), Occur.SHOULD);
        }
        if (text.length() >= WordSet.GRAM) {
            either.add(grams(where.grams(), text), Occur.SHOULD);
        }
        return either.build();
    }

    private static Query word(String field, Fragment fragment) {
        if (!fragment.openFront()) {
            return new PrefixQuery(new Term(field, fragment.text()), MultiTermQuery.CONSTANT_SCORE_REWRITE);
        }
        // Words have letters and digits alone: nothing in one means anything to the pattern.
        Term pattern = new Term(field, "*" + fragment.text() + (fragment.openEnd() ? "*" : ""));
        return new WildcardQuery(pattern, 10_000, MultiTermQuery.CONSTANT_SCORE_REWRITE);
    }

    static Query grams(String field, String text) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        for (int i = 0; i + WordSet.GRAM <= Math.min(text.length(), MOST_GRAMS); i++) {
            all.add(new TermQuery(new Term(field, text.substring(i, i + WordSet.GRAM))), Occur.FILTER);
        }
        return all.build();
    }
}
