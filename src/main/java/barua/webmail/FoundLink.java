package barua.webmail;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address by which a result is opened: the letter, unfolded, with what was looked for, so that it is marked there and the way back is known. The
 * browser goes to the first mark by itself.
 */
final class FoundLink {

    /** The id of the first mark. */
    static final String MARK = "found";
    private static final Pattern PAGE = Pattern.compile("[1-9][0-9]{0,4}");

    private FoundLink() {
    }

    /** @param key of the letter, such as {@code inbox/12} @param page of the results, from 1 */
    static String of(String key, String query, int page) {
        String uid = key.substring(key.indexOf('/') + 1);
        return "/mail/" + key + "?m=" + uid + "&q=" + SearchAddress.encoded(query) + (page > 1 ? "&page=" + page : "") + "#" + MARK;
    }

    /** The results from which a letter was opened. @param page as it stands in the address; whatever is none means the first */
    static String back(String query, Optional<String> page) {
        return SearchAddress.of(query, page(page));
    }

    /** From 1. @param page as it stands in the address */
    static int page(Optional<String> page) {
        return page.map(PAGE::matcher).filter(Matcher::matches).map(found -> Integer.parseInt(found.group())).orElse(1);
    }

    /** The preview of a file in which it was found. @param key of the file, such as {@code inbox/12/2} */
    static String preview(String key, String query, int page) {
        return "/preview/" + key + "?q=" + SearchAddress.encoded(query) + (page > 1 ? "&page=" + page : "") + "#" + MARK;
    }
}
