package barua.search;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * What the forms of a word have in common: words with a root in common are found by one another. A root begins with a capital letter that says of what kind
 * it is; behind {@link #ENGLISH}, {@link #VERB} and {@link #NOUN} stands a form that needs no root to be found.
 */
public final class Roots {

    static final char ENGLISH = 'E';
    static final char VERB = 'V';
    static final char NOUN = 'N';
    /** Of nouns with the prefixes m-, wa-, mi-. */
    static final char PERSON = 'M';
    /** Of nouns with the prefixes ki-, vi-. */
    static final char THING = 'K';

    private static final int SHORTEST = 3;
    private static final int LONGEST = 30;
    private static final int SHORTEST_MIXED = 5;
    /** The same words come again and again. By the first letter of a language's name, and a word. */
    private static final LoadingCache<String, Set<String>> KNOWN = Caffeine.newBuilder().maximumSize(20_000).build(Roots::found);
    private static final ThreadLocal<EnglishStemmer> STEMMERS = ThreadLocal.withInitial(EnglishStemmer::new);

    private Roots() {
    }

    /** @param word folded */
    static Set<String> of(String word, Language language) {
        if (language == Language.OTHER || word.length() < SHORTEST || word.length() > LONGEST || !isPlain(word)) {
            return Set.of();
        }
        return KNOWN.get(language.name().charAt(0) + word);
    }

    private static Set<String> found(String known) {
        String word = known.substring(1);
        return known.charAt(0) == ENGLISH ? Set.of(ENGLISH + english(word)) : Set.copyOf(Kiswahili.roots(word));
    }

    /** Of a word in a query, whose language nobody knows. */
    static Set<String> sought(String word) {
        return Languages.BOTH.sought(word);
    }

    /** The form that stands for a root and is found without it; empty for kinds that have none. */
    static String form(String root) {
        char kind = root.charAt(0);
        return kind == ENGLISH || kind == VERB || kind == NOUN ? root.substring(1) : "";
    }

    static boolean isPlain(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (word.charAt(i) < 'a' || word.charAt(i) > 'z') {
                return false;
            }
        }
        return true;
    }

    private static String english(String word) {
        EnglishStemmer stemmer = STEMMERS.get();
        stemmer.setCurrent(word);
        stemmer.stem();
        return stemmer.getCurrent();
    }

    /** Adds the roots of a text, each sentence in its language. @param folded by {@link barua.message.Folding} @param languages others have none */
    static void add(CharSequence folded, Languages languages, WordSet to) {
        if (!languages.english() && !languages.kiswahili()) {
            return;
        }
        Set<String> seen = new HashSet<>();
        for (Language.Piece piece : Language.of(folded)) {
            CharSequence text = folded.subSequence(piece.from(), piece.to());
            Tokens.of(text, (from, end) -> {
                String word = text.subSequence(from, end).toString();
                if (seen.add(piece.language().ordinal() + word)) {
                    all(word, piece.language(), languages).filter(root -> !form(root).equals(word) && root.length() <= WordSet.LONGEST_WORD)
                            .forEach(to::add);
                }
                return true;
            });
        }
    }

    /** Those in the language of the sentence; a word that is made as those of Kiswahili are has its roots within an English sentence, too: people mix them. */
    private static Stream<String> all(String word, Language sentence, Languages languages) {
        Stream<String> roots = languages.has(sentence) ? of(word, sentence).stream() : Stream.empty();
        boolean mixed = sentence != Language.KISWAHILI && languages.kiswahili() && word.length() >= SHORTEST_MIXED && Language.isShaped(word);
        return mixed ? Stream.concat(roots, of(word, Language.KISWAHILI).stream()) : roots;
    }

    /** Words whose forms are to be marked in what was found. Not for several threads at once. */
    public static final class Sought {

        private final List<String> roots = new ArrayList<>();

        /** @param words folded */
        public Sought(List<String> words) {
            words.forEach(word -> roots.addAll(sought(word)));
        }

        /** @param word folded */
        public boolean has(String word) {
            if (roots.isEmpty() || roots.stream().noneMatch(root -> mayHave(word, root))) {
                return false;
            }
            Set<String> own = sought(word);
            return roots.stream().anyMatch(own::contains);
        }

        /** Quickly: forms of a word share the letters of its root, but for those that are told one by one. */
        private static boolean mayHave(String word, String root) {
            return root.charAt(0) == NOUN || word.contains(root.substring(1, Math.min(root.length(), root.length() > 4 ? 4 : root.length() - 1)));
        }
    }
}
