package barua.message;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Message ids out of Message-ID, In-Reply-To and References, however they are written (RFC 5322 §3.6.4, §4.5.4). */
public final class MessageIds {

    private static final int MOST = 1000;
    private static final int LONGEST = 900;

    private MessageIds() {
    }

    /**
     * The ids with their angle brackets, in their order, each once; blanks inside, which old folding left there, are taken out. Words of an
     * In-Reply-To that are no id are passed over; a lone word with an @ and without brackets is taken for one.
     */
    public static List<String> parse(String raw) {
        Set<String> ids = new LinkedHashSet<>();
        String text = HeaderText.unfold(raw);
        int open = text.indexOf('<');
        while (open >= 0 && ids.size() < MOST) {
            int close = text.indexOf('>', open);
            if (close < 0) {
                break;
            }
            int last = text.lastIndexOf('<', close);   // "<broken <whole@id>"
            add(ids, text.substring(Math.max(open, last) + 1, close));
            open = text.indexOf('<', close);
        }
        if (ids.isEmpty() && text.indexOf('@') > 0 && text.chars().noneMatch(c -> c <= ' ' || c == '<' || c == '>')) {
            add(ids, text);
        }
        return List.copyOf(ids);
    }

    private static void add(Set<String> ids, String inside) {
        String id = Phrase.withoutBlanks(inside);
        if (!id.isEmpty() && id.length() <= LONGEST) {
            ids.add("<" + id + ">");
        }
    }
}
