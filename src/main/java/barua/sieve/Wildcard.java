package barua.sieve;

import java.util.Arrays;

/**
 * {@code :matches} (RFC 5228 §2.7.1): an asterisk stands for any characters, as few as will do (RFC 5229 §3.2), a question mark for one;
 * a backslash takes their meaning away. Only the last asterisk that was reached is ever tried again, which finds every match there is, in at
 * most value times key steps; they count as work of the run.
 */
final class Wildcard implements MatchType.Matcher {

    private static final char ANY = '\ue000';     // in place of the asterisk; what a key has there of its own is kept as literal below
    private static final char ONE = '\ue001';

    private final char[] pattern;
    private final boolean[] wild;
    private final int wildcards;
    private final Collation collation;

    private Wildcard(char[] pattern, boolean[] wild, Collation collation) {
        this.pattern = pattern;
        this.wild = wild;
        this.collation = collation;
        int count = 0;
        for (boolean w : wild) {
            count += w ? 1 : 0;
        }
        this.wildcards = count;
    }

    static Wildcard of(String key, Collation collation) {
        var chars = new StringBuilder();
        var wild = new boolean[0];
        var literal = new StringBuilder();
        for (int i = 0; i <= key.length(); i++) {
            char c = i < key.length() ? key.charAt(i) : 0;
            if (i == key.length() || c == '*' || c == '?') {
                chars.append(collation.fold(literal.toString()));
                literal.setLength(0);
                if (i < key.length()) {
                    wild = Arrays.copyOf(wild, chars.length() + 1);
                    wild[chars.length()] = true;
                    chars.append(c == '*' ? ANY : ONE);
                }
            } else {
                literal.append(c == '\\' && i + 1 < key.length() ? key.charAt(++i) : c);
            }
        }
        return new Wildcard(chars.toString().toCharArray(), Arrays.copyOf(wild, chars.length()), collation);
    }

    @Override
    public boolean matches(Run run, String value, String folded) {
        int[] from = new int[wildcards];
        int[] to = new int[wildcards];
        if (!match(run, folded, from, to)) {
            return false;
        }
        if (run.remembersMatches()) {
            run.matched(captured(value, folded, from, to));
        }
        return true;
    }

    private boolean match(Run run, String text, int[] from, int[] to) {
        int p = 0;
        int t = 0;
        int seen = 0;              // wildcards up to p
        int starPattern = -1;      // behind the last asterisk
        int starText = 0;          // where the text behind it begins
        int starSeen = 0;
        int work = 0;
        while (t < text.length() || p < pattern.length) {
            if ((++work & 0xfff) == 0) {
                run.work(0xfff >> 5);
            }
            if (p < pattern.length && wild[p] && pattern[p] == ANY) {
                from[seen] = t;
                to[seen] = t;
                seen++;
                p++;
                starPattern = p;
                starText = t;
                starSeen = seen;
                if (p == pattern.length) {     // nothing behind it: the rest is its own
                    to[seen - 1] = text.length();
                    return true;
                }
            } else if (p < pattern.length && t < text.length() && (wild[p] || pattern[p] == text.charAt(t))) {
                if (wild[p]) {
                    int next = t + characterLength(text, t);
                    from[seen] = t;
                    to[seen] = next;
                    seen++;
                    t = next;
                } else {
                    t++;
                }
                p++;
            } else if (starPattern >= 0 && t < text.length()) {     // where the text ran out it would run out again
                starText += characterLength(text, starText);
                to[starSeen - 1] = starText;
                p = starPattern;
                t = starText;
                seen = starSeen;
            } else {
                run.work(work >> 8);
                return false;
            }
        }
        run.work(work >> 8);
        return true;
    }

    private static int characterLength(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1)) ? 2 : 1;
    }

    /** RFC 5229 §3.2: ${0} is the whole value. */
    private String[] captured(String value, String folded, int[] from, int[] to) {
        int[] origins = folded.length() == value.length() ? null : collation.origins(value);
        var parts = new String[wildcards + 1];
        parts[0] = value;
        for (int i = 0; i < wildcards; i++) {
            parts[i + 1] = origins == null ? value.substring(from[i], to[i]) : value.substring(origins[from[i]], origins[to[i]]);
        }
        return parts;
    }
}
