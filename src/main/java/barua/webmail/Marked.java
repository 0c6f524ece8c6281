package barua.webmail;

import barua.message.Folding;
import barua.search.FoldedText;
import barua.search.Roots;
import barua.search.Wanted;
import java.util.ArrayList;
import java.util.List;

/** A text in pieces, some of them marked because they were looked for. */
public record Marked(List<Piece> pieces) {

    private static final int BEFORE = 40;
    private static final int LONGEST = 150;

    public Marked {
        pieces = List.copyOf(pieces);
    }

    public record Piece(String text, boolean mark) {
    }

    public boolean isEmpty() {
        return pieces.isEmpty();
    }

    private record Span(int from, int to) {
    }

    /** All of a short text. */
    static Marked whole(String text, List<Wanted.Words> sought) {
        return of(text, spans(text, sought));
    }

    /** What stands around the first place in a long text; empty where nothing of it stands there. */
    static Marked around(String text, List<Wanted.Words> sought) {
        List<Span> spans = spans(text, sought);
        if (spans.isEmpty()) {
            return new Marked(List.of());
        }
        int from = start(text, Math.max(0, spans.getFirst().from - BEFORE));
        int to = end(text, Math.min(text.length(), from + LONGEST));
        String cut = (from > 0 ? "…" : "") + text.substring(from, to) + (to < text.length() ? "…" : "");
        int moved = from - (from > 0 ? 1 : 0);
        return of(cut, spans.stream().filter(span -> span.to <= to).map(span -> new Span(span.from - moved, span.to - moved)).toList());
    }

    /** Where in a text the first of it stands; 0 where nothing of it does. */
    static int first(String text, List<Wanted.Words> sought) {
        List<Span> spans = spans(text, sought);
        return spans.isEmpty() ? 0 : spans.getFirst().from;
    }

    /** The next beginning of a word. */
    private static int start(String text, int from) {
        int at = from;
        while (at > 0 && at < text.length() && at < from + 15 && !Character.isWhitespace(text.charAt(at - 1))) {
            at++;
        }
        int plain = at < from + 15 ? at : from;
        return plain > 0 && plain < text.length() && Character.isLowSurrogate(text.charAt(plain)) ? plain - 1 : plain;
    }

    private static int end(String text, int to) {
        return to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? to - 1 : to;
    }

    private static Marked of(String text, List<Span> spans) {
        List<Piece> pieces = new ArrayList<>();
        int at = 0;
        for (Span span : spans) {
            if (span.from > at) {
                pieces.add(new Piece(text.substring(at, span.from), false));
            }
            pieces.add(new Piece(text.substring(span.from, span.to), true));
            at = span.to;
        }
        if (at < text.length()) {
            pieces.add(new Piece(text.substring(at), false));
        }
        return new Marked(pieces);
    }

    /** Where what was looked for stands in the text. */
    private static List<Span> spans(String text, List<Wanted.Words> sought) {
        if (sought.isEmpty()) {
            return List.of();
        }
        Roots.Sought forms = new Roots.Sought(sought.stream().filter(words -> !words.row() && !words.whole())
                .flatMap(words -> words.words().stream()).toList());
        FoldedText folded = FoldedText.of(text);
        List<Span> spans = new ArrayList<>();
        int at = 0;
        while (at < folded.length()) {
            int marked = folded.beginsWord(at) ? marked(folded, at, sought, forms) : 0;
            if (marked > 0) {
                spans.add(new Span(folded.start(at), folded.start(at + marked)));
            }
            at += Math.max(1, marked);
        }
        return spans;
    }

    /** How many chars from the beginning of a word were looked for; all of it where it is another form of what was. */
    private static int marked(FoldedText text, int at, List<Wanted.Words> sought, Roots.Sought forms) {
        String word = text.word(at);
        String plain = Folding.withoutMarks(word);
        int longest = 0;
        for (Wanted.Words words : sought) {
            if (words.row()) {
                longest = Math.max(longest, text.holds(at, words.text(), words.whole()) ? words.text().length() : 0);
                continue;
            }
            for (String one : words.words()) {
                boolean fits = words.whole() ? word.equals(one) : word.startsWith(one);
                boolean alike = !words.whole() && plain.startsWith(Folding.withoutMarks(one));
                longest = Math.max(longest, fits ? one.length() : alike ? plain.length() == word.length() ? one.length() : word.length() : 0);
            }
        }
        return longest == 0 && forms.has(word) ? word.length() : longest;
    }
}
