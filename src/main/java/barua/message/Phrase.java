package barua.message;

/** The words of a display name and the two halves of an address as they come out of a header (RFC 5322 §3.2.5). */
final class Phrase {

    private Phrase() {
    }

    /** Still encoded: quotes undone, white space between words one blank. */
    static String raw(String words) {
        var out = new StringBuilder(words.length());
        boolean quoted = false;
        for (int i = 0; i < words.length(); i++) {
            char c = words.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < words.length()) {
                out.append(words.charAt(++i));
            } else if (!Character.isWhitespace(c) || quoted) {
                out.append(c);
            } else if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
        return out.toString().strip();
    }

    static String forPeople(String raw) {
        return HeaderText.harmless(EncodedWords.decode(raw)).strip();
    }

    /** The last @ outside of quotes; -1 where there is none. */
    static int lastAt(String text) {
        int last = -1;
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && quoted) {
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == '@' && !quoted) {
                last = i;
            }
        }
        return last < 0 && quoted ? text.lastIndexOf('@') : last;
    }

    /** A local part without its quoting, and without blanks that the obsolete syntax allows around dots (RFC 5322 §4.4). */
    static String local(String written) {
        String text = written.strip();
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return HeaderText.harmless(AddressParser.unquoted(text));
        }
        return withoutBlanks(text);
    }

    static String withoutBlanks(String text) {
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c) && !Character.isISOControl(c)) {
                out.append(c);
            }
        }
        return out.toString();
    }
}
