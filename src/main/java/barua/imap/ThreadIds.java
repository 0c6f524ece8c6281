package barua.imap;

import barua.message.HeaderField;
import barua.message.HeaderText;
import barua.message.Headers;
import java.util.ArrayList;
import java.util.List;

/**
 * Message ids as threading compares them: only valid ones, without angle brackets, quotes, comments and blanks, so that each has one form only
 * (RFC 5256 §3 REFERENCES, RFC 5322 §3.6.4). Case counts.
 */
final class ThreadIds {

    private static final int MOST = 1_000;
    private static final int LONGEST = 900;

    private final String text;
    private final List<String> ids = new ArrayList<>();
    private int at;

    private ThreadIds(String text) {
        this.text = text;
    }

    /** Its own id; empty where it has no valid one. */
    static String own(Headers headers) {
        return of(headers, "message-id", 1).stream().findFirst().orElse("");
    }

    /** Whom it answers, the eldest first: all of References, else the first of In-Reply-To. */
    static List<String> references(Headers headers) {
        List<String> all = of(headers, "references", MOST);
        return all.isEmpty() ? of(headers, "in-reply-to", 1) : all;
    }

    private static List<String> of(Headers headers, String name, int most) {
        for (HeaderField field : headers.fields()) {
            if (field.is(name)) {
                return parse(field.raw(), most);
            }
        }
        return List.of();
    }

    static List<String> parse(String raw, int most) {
        return new ThreadIds(HeaderText.unfold(raw)).read(most);
    }

    private List<String> read(int most) {
        for (at = text.indexOf('<'); at >= 0 && ids.size() < most; at = at < text.length() ? text.indexOf('<', at) : -1) {
            at++;
            one();
        }
        return ids;
    }

    /** From behind its bracket to behind the other one, or to the next that opens: then the one before was broken. */
    private void one() {
        StringBuilder id = new StringBuilder();
        int sign = -1;
        while (at < text.length() && text.charAt(at) != '<') {
            char c = text.charAt(at++);
            switch (c) {
                case '>' -> {
                    if (sign > 0 && sign < id.length() - 1 && id.length() <= LONGEST) {
                        ids.add(id.toString());
                    }
                    return;
                }
                case '"' -> quoted(id);
                case '(' -> comment();
                case '@' -> {
                    sign = id.length();
                    id.append(c);
                }
                default -> {
                    if (c > ' ') {
                        id.append(c);
                    }
                }
            }
        }
    }

    private void quoted(StringBuilder id) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return;
            }
            id.append(c == '\\' && at < text.length() ? text.charAt(at++) : c);
        }
    }

    private void comment() {
        int depth = 1;
        while (at < text.length() && depth > 0) {
            char c = text.charAt(at++);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            at += c == '\\' ? 1 : 0;
        }
    }
}
