package barua.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * In which language a text is, of those whose words have forms that are known here. Letters at a campus go from one to the other, so each sentence is
 * asked.
 */
enum Language {

    ENGLISH, KISWAHILI, OTHER;

    /** A sentence, or a line where nothing ends it, of a folded text. @param from inclusive @param to exclusive */
    record Piece(int from, int to, Language language) {
    }

    private static final String SENTENCE_ENDS = ".!?:;";
    /** Chars of a sentence; a longer one is asked in pieces. */
    private static final int LONGEST = 1_000;
    /** Words that hardly any sentence does without, and that the other language does not have. */
    private static final Set<String> OF_ENGLISH = Set.of("the", "of", "and", "to", "is", "in", "for", "that", "with", "this", "you", "your", "was",
            "were", "be", "will", "have", "has", "not", "from", "by", "at", "it", "we", "our", "can", "please", "if", "or", "which", "their", "they",
            "would", "should", "as", "an", "on", "all", "any", "been", "but", "he", "she", "his", "her", "my", "no", "there", "what", "when", "who",
            "about", "after", "before", "new");
    private static final Set<String> OF_KISWAHILI = Set.of("na", "ya", "wa", "kwa", "ni", "katika", "za", "la", "cha", "vya", "kama", "hii", "huu",
            "hiki", "hizi", "hili", "haya", "hayo", "hiyo", "huo", "hilo", "yake", "wake", "lake", "zake", "yangu", "wangu", "langu", "zangu", "yetu",
            "wetu", "zetu", "letu", "yako", "wako", "lako", "zako", "yao", "wao", "zao", "kwamba", "lakini", "pia", "sana", "tu", "si", "au", "ili",
            "hadi", "kutoka", "baada", "kabla", "wakati", "ambayo", "ambao", "ambaye", "ambazo", "kwenye", "mimi", "wewe", "yeye", "sisi", "nyinyi",
            "ninyi", "hapa", "huko", "leo", "kesho", "jana", "ndugu", "asante", "tafadhali", "habari", "karibu", "kila", "wote", "zote", "yote", "nini",
            "gani", "je", "ndiyo", "hapana", "bila", "tena");
    /** Consonants that are written with two letters. */
    private static final Set<String> PAIRS = Set.of("ch", "dh", "gh", "kh", "sh", "th", "ny", "ng");
    private static final String CONSONANTS = "bdfghjklmnprstvwyz";

    /** Consonants, at most two that go together, and a vowel: so all words of Kiswahili are made, but for some that came from elsewhere. */
    static boolean isShaped(String word) {
        int at = 0;
        while (at < word.length()) {
            char c = word.charAt(at);
            at += (c == 'm' || c == 'n') && at + 1 < word.length() && !isVowel(word.charAt(at + 1)) ? 1 : 0;
            if (at + 2 <= word.length() && PAIRS.contains(word.substring(at, at + 2))) {
                at += 2;
            } else if (at < word.length() && CONSONANTS.indexOf(word.charAt(at)) >= 0) {
                at++;
            }
            at += at < word.length() && (word.charAt(at) == 'w' || word.charAt(at) == 'y') ? 1 : 0;
            if (at >= word.length() || !isVowel(word.charAt(at))) {
                return false;
            }
            at++;
        }
        return true;
    }

    private static boolean isVowel(char c) {
        return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
    }

    /** Each piece of a text, in order. */
    static List<Piece> of(CharSequence folded) {
        List<int[]> pieces = new ArrayList<>();
        List<Counted> counts = new ArrayList<>();
        Counted all = new Counted();
        int from = 0;
        while (from < folded.length()) {
            int to = end(folded, from);
            Counted counted = Counted.of(folded.subSequence(from, to));
            all.add(counted);
            pieces.add(new int[] {from, to});
            counts.add(counted);
            from = to;
        }
        Language whole = all.language();
        List<Piece> found = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Language own = counts.get(i).language();
            found.add(new Piece(pieces.get(i)[0], pieces.get(i)[1], own == OTHER ? whole : own));
        }
        return found;
    }

    /** Behind the next sentence or empty line, or where it is too far away, behind a blank. */
    private static int end(CharSequence text, int from) {
        int most = Math.min(text.length(), from + LONGEST);
        int blank = -1;
        for (int i = from; i < most; i++) {
            char c = text.charAt(i);
            boolean line = c == '\n';
            if (line && i > from && (text.charAt(i - 1) == '\n' || text.charAt(i - 1) == '\r' && i > from + 1 && text.charAt(i - 2) == '\n')) {
                return i + 1;
            }
            if (Character.isWhitespace(c) && i > from && SENTENCE_ENDS.indexOf(text.charAt(i - 1)) >= 0) {
                return i + 1;
            }
            blank = Character.isWhitespace(c) ? i + 1 : blank;
        }
        return most == text.length() || blank < 0 ? most : blank;
    }

    /** What was counted in a piece. */
    private static final class Counted {

        private int english;
        private int kiswahili;
        private int shaped;
        private int words;      // of three letters and more, all of them ASCII

        static Counted of(CharSequence text) {
            Counted counted = new Counted();
            Tokens.of(text, (from, to) -> {
                String word = text.subSequence(from, to).toString();
                counted.english += OF_ENGLISH.contains(word) ? 1 : 0;
                counted.kiswahili += OF_KISWAHILI.contains(word) ? 1 : 0;
                if (word.length() >= 3 && word.length() <= 30 && Roots.isPlain(word)) {
                    counted.words++;
                    counted.shaped += isShaped(word) ? 1 : 0;
                }
                return true;
            });
            return counted;
        }

        void add(Counted other) {
            english += other.english;
            kiswahili += other.kiswahili;
            shaped += other.shaped;
            words += other.words;
        }

        Language language() {
            if (kiswahili > english && shaped * 10 >= words * 6) {
                return KISWAHILI;
            }
            if (english > kiswahili) {
                return ENGLISH;
            }
            boolean looks = words >= 1 && shaped * 10 >= words * 9;
            return looks ? KISWAHILI : words >= 1 && shaped * 10 < words * 6 ? ENGLISH : OTHER;
        }
    }
}
