package barua.imap;

import barua.message.HeaderText;

/**
 * The base subject, exactly as SORT and THREAD want it, so that clients that thread for themselves come to the same (RFC 5256 §2.1, §5). It is
 * looked for between two places in the subject that only move towards each other, so that no subject takes more than a few walks through it.
 *
 * @param text   not folded in case
 * @param answer whether what was taken off says that this answers or passes on another message (RFC 5256 §3, REFERENCES)
 */
record BaseSubject(String text, boolean answer) {

    static final BaseSubject NONE = new BaseSubject("", false);

    /** @param raw the field's value as it stands in the header */
    static BaseSubject of(String raw) {
        return new Reader(oneSpace(HeaderText.decodeExactly(raw))).read();
    }

    /** RFC 5256 §2.1 (1): tabs and continuations are spaces, and several spaces one. */
    private static String oneSpace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean space = c == ' ' || c == '\t' || c == '\r' || c == '\n';
            if (!space) {
                out.append(c);
            } else if (out.isEmpty() || out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString();
    }

    private static final class Reader {

        private final String text;
        private int from;
        private int to;
        private boolean answer;

        Reader(String text) {
            this.text = text;
            this.to = text.length();
        }

        BaseSubject read() {
            do {
                trailers();
                leaders();
            } while (forward());
            return new BaseSubject(text.substring(from, to), answer);
        }

        /** (2) */
        private void trailers() {
            while (to > from) {
                if (text.charAt(to - 1) == ' ') {
                    to--;
                } else if (to - from >= 5 && text.regionMatches(true, to - 5, "(fwd)", 0, 5)) {
                    to -= 5;
                    answer = true;
                } else {
                    return;
                }
            }
        }

        /** (3) to (5) */
        private void leaders() {
            while (true) {
                from = spaces(from);
                int blobs = from;
                int last = from;
                for (int next = blob(blobs); next > blobs; next = blob(blobs)) {
                    last = blobs;
                    blobs = next;
                }
                int behind = refwd(blobs);
                if (behind == blobs) {
                    from = blobs < to ? blobs : last;   // the last blob stays where nothing else would
                    return;
                }
                answer = true;
                from = behind;
            }
        }

        private int spaces(int at) {
            int i = at;
            while (i < to && text.charAt(i) == ' ') {
                i++;
            }
            return i;
        }

        /** Behind the {@code subj-blob} that stands there, and its spaces; the same place where none does. */
        private int blob(int at) {
            if (at >= to || text.charAt(at) != '[') {
                return at;
            }
            int i = at + 1;
            while (i < to && text.charAt(i) != '[' && text.charAt(i) != ']') {
                i++;
            }
            return i < to && text.charAt(i) == ']' ? spaces(i + 1) : at;
        }

        /** Behind the {@code subj-refwd} that stands there; the same place where none does. */
        private int refwd(int at) {
            int i = starts(at, "re") ? at + 2 : starts(at, "fwd") ? at + 3 : starts(at, "fw") ? at + 2 : at;
            if (i == at) {
                return at;
            }
            i = blob(spaces(i));
            return i < to && text.charAt(i) == ':' ? i + 1 : at;
        }

        /** (6) */
        private boolean forward() {
            if (!starts(from, "[fwd:") || text.charAt(to - 1) != ']') {
                return false;
            }
            from += 5;
            to--;
            answer = true;
            return true;
        }

        private boolean starts(int at, String word) {
            return at + word.length() <= to && text.regionMatches(true, at, word, 0, word.length());
        }
    }
}
