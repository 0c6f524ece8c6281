package barua.search;

import barua.message.Folding;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.MultiTermQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Asks for messages by words, as people do: a word finds what begins with it, and its other forms. */
final class WordQuery {

    private static final List<MessageWords.Where> ANYWHERE = List.of(MessageWords.Where.SUBJECT, MessageWords.Where.FROM, MessageWords.Where.TO,
            MessageWords.Where.CC, MessageWords.Where.BODY, MessageWords.Where.FILE, MessageWords.Where.ATTACHED);

    private static final Map<MessageWords.Where, MessageWords.Where> ROOTS = Map.of(MessageWords.Where.SUBJECT, MessageWords.Where.ROOTS_OF_SUBJECT,
            MessageWords.Where.BODY, MessageWords.Where.ROOTS_OF_BODY, MessageWords.Where.ATTACHED, MessageWords.Where.ROOTS_OF_ATTACHED);

    private static final Set<Wanted.In> PEOPLE = Set.of(Wanted.In.FROM, Wanted.In.TO, Wanted.In.CC, Wanted.In.BCC);

    private WordQuery() {
    }

    /** Whether a query for them is for an address that is a word of its own in the index. */
    static boolean isAddress(Wanted.Words wanted) {
        return PEOPLE.contains(wanted.in()) && wanted.text().indexOf('@') >= 0 && wanted.text().indexOf(' ') < 0
                && wanted.text().length() <= WordSet.LONGEST_WHOLE;
    }

    /**
     * Asks for messages that have the words.
     *
     * @param languages whose other forms are found
     * @param pieces    whether messages count in which pieces of long words alone are like it: some of them do not have it
     */
    static Query of(Wanted.Words wanted, Languages languages, boolean pieces) {
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        List<MessageWords.Where> where = where(wanted.in());
        if (isAddress(wanted)) {
            BooleanQuery.Builder any = new BooleanQuery.Builder();
            where.forEach(one -> any.add(wanted.whole() ? new TermQuery(new Term(one.field, wanted.text()))
                    : new PrefixQuery(new Term(one.field, wanted.text()), MultiTermQuery.CONSTANT_SCORE_REWRITE), Occur.SHOULD));
            return new ConstantScoreQuery(any.build());
        }
        for (int i = 0; i < wanted.words().size(); i++) {
            String word = wanted.words().get(i);
            boolean begins = !wanted.whole() && (!wanted.row() || i == wanted.words().size() - 1);
            BooleanQuery.Builder anywhere = new BooleanQuery.Builder();
            boolean open = begins && !Tokens.isSingle(word.codePointAt(0));
            where.forEach(one -> add(anywhere, one, word, open, pieces));
            if (wanted.in() == Wanted.In.ANYWHERE && !wanted.whole()) {
                add(anywhere, MessageWords.Where.PLAIN, Folding.withoutMarks(word), open, pieces);   // who types accents finds who writes none, and the reverse
                add(anywhere, MessageWords.Where.SUBJECT, Folding.withoutMarks(word), open, pieces);
                add(anywhere, MessageWords.Where.BODY, Folding.withoutMarks(word), open, pieces);
            }
            if (!wanted.row() && !wanted.whole()) {
                forms(anywhere, wanted.in(), languages.sought(word));
            }
            all.add(anywhere.build(), Occur.FILTER);
        }
        return new ConstantScoreQuery(all.build());
    }

    /** Where words stand that are looked for there. */
    static List<MessageWords.Where> where(Wanted.In in) {
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

    /** Other forms of the word. */
    private static void forms(BooleanQuery.Builder any, Wanted.In in, Set<String> roots) {
        for (Map.Entry<MessageWords.Where, MessageWords.Where> where : ROOTS.entrySet()) {
            boolean here = switch (where.getKey()) {
                case SUBJECT -> in == Wanted.In.ANYWHERE || in == Wanted.In.SUBJECT;
                case BODY -> in == Wanted.In.ANYWHERE || in == Wanted.In.BODY;
                default -> in == Wanted.In.ANYWHERE;
            };
            if (here) {
                for (String root : roots) {
                    any.add(new TermQuery(new Term(where.getValue().field, root)), Occur.SHOULD);
                    if (!Roots.form(root).isEmpty()) {
                        any.add(new TermQuery(new Term(where.getKey().field, Roots.form(root))), Occur.SHOULD);
                    }
                }
            }
        }
    }

    private static void add(BooleanQuery.Builder any, MessageWords.Where where, String word, boolean begins, boolean pieces) {
        boolean code = WordSet.isCode(word, 0, word.length());
        if (begins) {
            any.add(new PrefixQuery(new Term(where.field, word), MultiTermQuery.CONSTANT_SCORE_REWRITE), Occur.SHOULD);
        } else if (!code) {
            any.add(new TermQuery(new Term(where.field, word)), Occur.SHOULD);
        }
        if (pieces && word.length() >= WordSet.GRAM && (code || begins)) {
            any.add(SubstringQuery.grams(where.grams(), word), Occur.SHOULD);
        }
    }
}
