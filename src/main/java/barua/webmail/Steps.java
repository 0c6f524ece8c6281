package barua.webmail;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The words of a request's path behind the first, each decoded by itself: {@code /mail/inbox/12} gives {@code inbox, 12}. */
final class Steps {

    private static final int MOST = 8;

    private Steps() {
    }

    static List<String> of(HttpServletRequest request) {
        List<String> steps = new ArrayList<>();
        for (String word : request.getRequestURI().split("/", MOST)) {
            String plain = word.indexOf(';') >= 0 ? word.substring(0, word.indexOf(';')) : word;
            if (!plain.isEmpty()) {
                steps.add(decoded(plain));
            }
        }
        return steps.isEmpty() ? steps : steps.subList(1, steps.size());
    }

    static boolean isUid(String text) {
        return text.matches("[1-9][0-9]{0,9}");
    }

    private static String decoded(String word) {
        try {
            return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return word;
        }
    }
}
