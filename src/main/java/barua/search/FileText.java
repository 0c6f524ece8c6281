package barua.search;

import barua.extract.Extracted;
import java.util.OptionalInt;

/** What was found in one file of a message. @param text empty unless its kind is TEXT or CUT; its pages are divided by form feeds */
public record FileText(String name, Extracted.Kind kind, String text) {

    private static final int MOST_STORED = 200_000;
    private static final char PAGE = '\f';

    /** The page, slide or sheet on which a char of the text stands, from 1; empty where the file has no pages, or one. */
    public OptionalInt page(int offset) {
        int before = 0;
        for (int end = text.indexOf(PAGE); end >= 0 && end < offset; end = text.indexOf(PAGE, end + 1)) {
            before++;
        }
        return before == 0 && text.indexOf(PAGE) < 0 ? OptionalInt.empty() : OptionalInt.of(before + 1);
    }

    /** Of a text that is longer than so many chars, the beginning: it is called cut then. */
    static FileText of(String name, Extracted.Kind kind, String text, int longest) {
        boolean cut = text.length() > longest;
        return new FileText(name, cut && kind == Extracted.Kind.TEXT ? Extracted.Kind.CUT : kind, cut ? beginning(text, longest) : text);
    }

    /** As it lies in the index: the beginning of a long text. */
    String stored() {
        return kind + "\n" + name.replace('\n', ' ') + "\n" + beginning(text, MOST_STORED);
    }

    private static String beginning(String text, int most) {
        int end = Math.min(text.length(), most);
        return text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    static FileText of(String stored) {
        String[] parts = stored.split("\n", 3);
        return new FileText(parts[1], Extracted.Kind.valueOf(parts[0]), parts[2]);
    }
}
