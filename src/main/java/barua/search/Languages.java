package barua.search;

import java.util.HashSet;
import java.util.Set;

/** Those whose forms of words are known to the index. */
record Languages(boolean english, boolean kiswahili) {

    static final Languages BOTH = new Languages(true, true);

    boolean has(Language language) {
        return switch (language) {
            case ENGLISH -> english;
            case KISWAHILI -> kiswahili;
            case OTHER -> false;
        };
    }

    /** Roots of a word in a query, whose language nobody knows. @param word folded */
    Set<String> sought(String word) {
        Set<String> roots = new HashSet<>();
        if (english) {
            roots.addAll(Roots.of(word, Language.ENGLISH));
        }
        if (kiswahili) {
            roots.addAll(Roots.of(word, Language.KISWAHILI));
            roots.add(Roots.NOUN + word);
        }
        return roots;
    }

    /** As the index says which it was made with; nothing for both. */
    String mark() {
        return equals(BOTH) ? "" : (english ? " en" : "") + (kiswahili ? " sw" : "") + (english || kiswahili ? "" : " none");
    }
}
