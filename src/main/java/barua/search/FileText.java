package barua.search;

import barua.extract.Extracted;

/** What was found in one file of a message. @param text empty unless its kind is TEXT */
public record FileText(String name, Extracted.Kind kind, String text) {

    private static final int MOST_STORED = 200_000;

    /** As it lies in the index: the beginning of a long text. */
    String stored() {
        int end = Math.min(text.length(), MOST_STORED);
        return kind + "\n" + name.replace('\n', ' ') + "\n" + text.substring(0, end > 0 && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
    }

    static FileText of(String stored) {
        String[] parts = stored.split("\n", 3);
        return new FileText(parts[1], Extracted.Kind.valueOf(parts[0]), parts[2]);
    }
}
