package barua.search;

import barua.message.Folding;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Asks for messages by words, as people do: a word finds what begins with it. */
final class WordQuery {

    private static final List<MessageWords.Where> ANYWHERE = List.of(MessageWords.Where.SUBJECT, MessageWords.Where.FROM, MessageWords.Where.TO,
            MessageWords.Where.CC, MessageWords.Where.BODY, MessageWords.Where.FILE, MessageWords.Where.ATTACHED);

    private WordQuery() {
    }

    static Query of(Wanted.Words wanted) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<MessageWords.Where> where = where(wanted.in());
        for (int i = 0; i < wanted.words().size(); i++) {
            String word = wanted.words().get(i);
            boolean begins = !wanted.phrase() || i == wanted.words().size() - 1 && wanted.in() == Wanted.In.FILE;
            BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
            boolean open = begins && !Tokens.isSingle(word.codePointAt(0));
            where.forEach(one -> add(anywhere, one, word, open));
            if (wanted.in() == Wanted.In.ANYWHERE && !wanted.phrase()) {
                add(anywhere, MessageWords.Where.PLAIN, Folding.withoutMarks(word), open);   // who types accents finds who writes none, and the reverse
                add(anywhere, MessageWords.Where.SUBJECT, Folding.withoutMarks(word), open);
                add(anywhere, MessageWords.Where.BODY, Folding.withoutMarks(word), open);
            }
            all.add(anywhere.build(), Occur.FILTER);
        }
        return new ConstantScoreQuery(all.build());
    }

    private static List<MessageWords.Where> where(Wanted.In in) {
        return switch (in) {
            case ANYWHERE -> ANYWHERE;
            case FROM -> List.of(MessageWords.Where.FROM);
            case TO -> List.of(MessageWords.Where.TO, MessageWords.Where.CC);
            case CC -> List.of(MessageWords.Where.CC);
            case BCC -> List.of(MessageWords.Where.BCC);
            case SUBJECT -> List.of(MessageWords.Where.SUBJECT);
            case BODY -> List.of(MessageWords.Where.BODY);
            case FILE -> List.of(MessageWords.Where.FILE);
        };
    }

    private static void add(BooleanQuery.Builder any, MessageWords.Where where, String word, boolean begins) {
        boolean code = WordSet.isCode(word, 0, word.length());
        if (begins) {
            any.add(new PrefixQuery(new Term(where.field, word), MultiTermQuery.CONSTANT_SCORE_REWRITE), Occur.SHOULD);
        } else if (!code) {
            any.add(new TermQuery(new Term(where.field, word)), Occur.SHOULD);
        }
        if (word.length() >= WordSet.GRAM && (code || begins)) {
            any.add(SubstringQuery.grams(where.grams(), word), Occur.SHOULD);
        }
    }
}
