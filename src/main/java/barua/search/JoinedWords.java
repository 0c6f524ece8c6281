package barua.search;

import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that a text has in pieces because of how it is set: parted at the end of a line, or with signs in them that nobody sees. */
final class JoinedWords {

    /** Soft hyphen, zero-width space, word joiner, byte order mark. */
    private static final String UNSEEN = "\u00AD\u200B\u2060\uFEFF";
    private static final String LETTERS = "[\\p{L}\\p{M}]{1,60}+";
    private static final Pattern PARTED = Pattern.compile(
            LETTERS + "(?:(?:[" + UNSEEN + "]{1,4}+|[-\u2010\u00AD][ \\t]{0,4}+\\r?\\n[ \\t]{0,60}+)" + LETTERS + "){1,20}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}]+");

    private JoinedWords() {
    }

    /** @param folded what is read @return the whole words, with spaces in between; mostly empty */
    static String of(String folded) {
        if (folded.indexOf("-\n") < 0 && folded.indexOf("-\r") < 0 && folded.indexOf("- ") < 0 && UNSEEN.chars().allMatch(sign -> folded.indexOf(sign) < 0)
                && folded.indexOf('\u2010') < 0) {
            return "";
        }
        StringJoiner joined = new StringJoiner(" ");
        Matcher parted = PARTED.matcher(folded);
        while (parted.find()) {
            joined.add(BETWEEN.matcher(parted.group()).replaceAll(""));
        }
        return joined.toString();
    }
}
