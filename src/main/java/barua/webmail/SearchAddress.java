package barua.webmail;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Addresses of the pages of a search. */
final class SearchAddress {

    private SearchAddress() {
    }

    /** @param page from 1 */
    static String of(String query, int page) {
        return "/search?q=" + encoded(query) + (page > 1 ? "&page=" + page : "");
    }

    static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }
}
