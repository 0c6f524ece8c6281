package barua.search;

import barua.message.Folding;

/** A text as it is compared, which remembers where in the text as it was each sign stands: folding may make it longer or shorter. */
public final class FoldedText {

    private final String text;
    /** Of each char, and of the end, where it came from. */
    private final int[] from;

    private FoldedText(String text, int[] from) {
        this.text = text;
        this.from = from;
    }

    public static FoldedText of(String text) {
        if (Folding.isAscii(text)) {
            return new FoldedText(Folding.fold(text), null);
        }
        StringBuilder folded = new StringBuilder(text.length());
        int[] from = new int[text.length() * 2 + 16];
        int at = 0;
        while (at < text.length()) {
            int end = at + Character.charCount(text.codePointAt(at));
            while (end < text.length() && Folding.isMark(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            }
            String piece = Folding.fold(text.substring(at, end));
            int pieces = folded.length() + piece.length();
            from = pieces + 1 > from.length ? java.util.Arrays.copyOf(from, pieces * 2) : from;
            for (int i = folded.length(); i < pieces; i++) {
                from[i] = at;
            }
            folded.append(piece);
            at = end;
        }
        from[folded.length()] = text.length();
        return new FoldedText(folded.toString(), from);
    }

    public int length() {
        return text.length();
    }

    /** Where in the text as it was a char came from; of the length, the end. */
    public int start(int at) {
        return from == null ? at : from[at];
    }

    /** Whether what stands there begins a word, or may be looked for by itself. */
    public boolean beginsWord(int at) {
        int point = text.codePointAt(at);
        boolean within = Character.isLetterOrDigit(point);
        if (!within || at > 0 && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1))) {
            return false;
        }
        int before = at == 0 ? ' ' : text.codePointBefore(at);
        return Tokens.isSingle(point) || !Character.isLetterOrDigit(before) && !Folding.isMark(before) || Tokens.isSingle(before);
    }

    /** The word that begins there. */
    public String word(int at) {
        String[] word = {""};
        Tokens.of(text.substring(at, Math.min(text.length(), at + 200)), (begin, end) -> {
            word[0] = begin == 0 ? text.substring(at, at + end) : "";
            return false;
        });
        return word[0];
    }

    /** Whether a row of words stands there. @param whole whether a word ends with it */
    public boolean holds(int at, String row, boolean whole) {
        int end = at + row.length();
        if (!text.startsWith(row, at)) {
            return false;
        }
        return !whole || end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)) || Tokens.isSingle(text.codePointAt(end))
                || Tokens.isSingle(row.codePointBefore(row.length()));
    }
}
