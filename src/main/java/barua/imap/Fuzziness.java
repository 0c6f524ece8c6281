package barua.imap;

import barua.mailbox.Folder;
import barua.message.HeaderField;
import barua.search.FuzzyMatches;
import barua.search.FuzzyWords;
import barua.search.Search;
import barua.search.SearchScope;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Asks the index for what is like a text (RFC 6203): once in a command for each text, however many folders are looked through. */
final class Fuzziness {

    private static final int EXACT = 100;

    private record Question(SearchScope scope, String sought) {
    }

    private final Optional<Search> search;
    private final Map<Question, Optional<FuzzyMatches>> answers = new HashMap<>();

    /** @param search empty where there is no index: then everything is exact */
    Fuzziness(Optional<Search> search) {
        this.search = search;
    }

    private Optional<FuzzyMatches> ask(Folder folder, Question question) {
        return answers.computeIfAbsent(question, _ -> search.flatMap(index -> index.fuzzy(folder.mailbox().account(), question.scope, question.sought)));
    }

    /** Whether a message has a text, exactly. */
    interface Exactly {
        boolean in(Candidate message) throws IOException;
    }

    /** A text that may stand in any message of a folder. @param exactly is asked of messages that the index does not know */
    Scored text(Folder folder, SearchScope scope, String sought, Exactly exactly) {
        return new Scored(folder, new Question(scope, sought), exactly, (_, score) -> score);
    }

    /** The same in fields of that name: the index knows only of header fields in general, so the field itself is read. @param name in lower case */
    Scored field(Folder folder, String name, String sought, Exactly exactly) {
        SearchScope scope = Narrowing.scope(name);
        if (scope != SearchScope.HEADER) {
            return text(folder, scope, sought, exactly);
        }
        FuzzyWords words = FuzzyWords.of(sought);
        return new Scored(folder, new Question(scope, sought), exactly, (message, _) -> {
            int best = 0;
            for (HeaderField field : message.headers(name).fields()) {
                best = field.is(name) ? Math.max(best, words.score(field.decoded())) : best;
            }
            return best;
        });
    }

    private interface Closer {
        int look(Candidate message, int score) throws IOException;
    }

    /** How well each message of one folder has one text. Used by one thread, and asks when it is first asked. */
    final class Scored {

        private final Folder folder;
        private final Question question;
        private final Exactly exactly;
        private final Closer closer;
        private Optional<FuzzyMatches.Scores> scores = Optional.empty();
        private boolean asked;
        private int last;
        private int lastScore;

        private Scored(Folder folder, Question question, Exactly exactly, Closer closer) {
            this.folder = folder;
            this.question = question;
            this.exactly = exactly;
            this.closer = closer;
        }

        /** 1 to 100; 0 where it is not like it (RFC 6203 §4). */
        int of(Candidate message) throws IOException {
            if (message.sequence() != last) {
                lastScore = score(message);
                last = message.sequence();
            }
            return lastScore;
        }

        private int score(Candidate message) throws IOException {
            if (!asked) {
                asked = true;
                scores = ask(folder, question).map(found -> found.in(folder));
            }
            OptionalInt known = scores.isPresent() ? scores.get().of(message.uid()) : OptionalInt.empty();
            if (known.isEmpty()) {
                return exactly.in(message) ? EXACT : 0;
            }
            return known.getAsInt() == 0 ? 0 : closer.look(message, known.getAsInt());
        }
    }
}
