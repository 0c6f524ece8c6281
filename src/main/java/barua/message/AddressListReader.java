package barua.message;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One walk through an address list as mailers really write it (RFC 5322 §3.4, §4.4): groups, comments, routes, quoted
 * strings, missing brackets and quotes. Linear in time: what has no end is looked for once.
 */
final class AddressListReader {

    private static final int MOST_ITEMS = 10_000;
    private static final int DEEPEST_COMMENT = 20;
    private static final int LONGEST_FAMILY = 200;
    private static final int LONGEST_ENCODED = 2_000;

    private final String text;
    private final List<AddressItem> items = new ArrayList<>();
    private final StringBuilder phrase = new StringBuilder();   // words outside of angle brackets, quotes kept, comments dropped
    private String comment = "";
    private String angle;          // what stood between < and >; null while there were none
    private boolean inGroup;
    private int at;
    private boolean noQuote;       // no further closing quote is left
    private int noWordBefore;      // no encoded word begins before this place
    private String family = "";    // "Mushi, " of an unquoted "Mushi, Neema <neema@...>", until it is known what follows

    AddressListReader(String text) {
        this.text = text;
    }

    List<AddressItem> read() {
        return read(MOST_ITEMS);
    }

    Optional<AddressItem> first() {
        return read(1).stream().findFirst();
    }

    private List<AddressItem> read(int most) {
        while (at < text.length() && items.size() < most) {
            step(text.charAt(at));
        }
        finish();
        familyAlone();
        closeGroup();
        return List.copyOf(items);
    }

    private void step(char c) {
        switch (c) {
            case '"' -> quotedString();
            case '(' -> comment = comment();
            case '<' -> angle();
            case ',' -> {
                at++;
                if (!mayBeFamilyName()) {
                    finish();
                }
            }
            case ';' -> {
                at++;
                finish();
                familyAlone();
                closeGroup();
            }
            case '>' -> {   // without the bracket that it closes
                phrase.append(' ');
                at++;
            }
            case ':' -> colon();
            case '=' -> encodedWord();
            default -> {
                phrase.append(c);
                at++;
            }
        }
    }

    private void quotedString() {
        int end = noQuote ? -1 : closingQuote(at + 1);
        if (end < 0) {
            noQuote = true;
            at++;    // a lone quote says nothing
            return;
        }
        phrase.append(text, at, end + 1);
        at = end + 1;
    }

    private int closingQuote(int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    /** RFC 5322 §3.2.2. The text of a comment is the name in "user@host (Name)". */
    private String comment() {
        int depth = 0;
        var out = new StringBuilder();
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length()) {
                out.append(text.charAt(++at));
            } else if (c == ')' && --depth == 0) {
                at++;
                break;
            } else if (c != '(' || depth++ > 0 && depth < DEEPEST_COMMENT) {
                out.append(c);
            }
        }
        phrase.append(' ');
        return out.toString().strip();
    }

    private void angle() {
        var inside = new StringBuilder();
        at++;
        boolean inRoute = at < text.length() && text.charAt(at) == '@';   // whose commas end nothing (RFC 5322 §4.4)
        while (at < text.length() && (inRoute ? ">;" : ">,;").indexOf(text.charAt(at)) < 0) {
            inRoute &= text.charAt(at) != ':';
            char c = text.charAt(at);
            int end = c == '"' && !noQuote ? closingQuote(at + 1) : -1;
            if (end > 0) {
                inside.append(text, at, end + 1);
                at = end + 1;
            } else if (c == '(') {
                comment();
                phrase.setLength(phrase.length() - 1);
            } else {
                noQuote |= c == '"';
                inside.append(c == '<' ? ' ' : c);
                at++;
            }
        }
        if (at < text.length() && text.charAt(at) == '>') {
            at++;
        }
        angle = inside.toString();
        phrase.append(' ');
    }

    private void colon() {
        at++;
        boolean group = angle == null && phrase.indexOf("@") < 0 && !phrase.toString().isBlank();
        if (!group) {
            phrase.append(angle == null ? ":" : " ");
            return;
        }
        familyAlone();
        closeGroup();
        String raw = Phrase.raw(phrase.toString());
        items.add(new AddressItem.GroupStart(Phrase.forPeople(raw), raw));
        inGroup = true;
        clear();
    }

    /** Commas and brackets in an encoded word are against RFC 2047 §5, and common. */
    private void encodedWord() {
        int end = text.startsWith("=?", at) && at >= noWordBefore ? endOfEncodedWord(at + 2) : at;
        if (end <= at) {
            phrase.append('=');
            at++;
            return;
        }
        phrase.append(text, at, end);
        at = end;
    }

    /** Just past {@code =?charset?encoding?text?=}; 0 where it is none, or has white space in it. */
    private int endOfEncodedWord(int from) {
        int marks = 0;
        int i = from;
        for (; i < text.length() && text.charAt(i) > ' '; i++) {
            if (text.charAt(i) != '?') {
                continue;
            }
            if (marks >= 2 && i + 1 < text.length() && text.charAt(i + 1) == '=') {
                return i + 2;
            }
            marks++;
        }
        noWordBefore = i;
        return 0;
    }

    /**
     * Whether what stands before a comma is the family name of "Mushi, Neema &lt;neema@...&gt;", which needed quotes and often has none: words
     * without an address. One word in small letters is somebody on this machine. It is kept until it is known what follows.
     */
    private boolean mayBeFamilyName() {
        String words = phrase.toString().strip();
        boolean plain = angle == null && !words.isEmpty() && words.indexOf('@') < 0 && words.indexOf('"') < 0 && family.length() < LONGEST_FAMILY;
        if (!plain || words.chars().noneMatch(Character::isUpperCase) && words.chars().allMatch(c -> c > ' ' && c < 127)) {
            return false;
        }
        family += words + ", ";
        clear();
        return true;
    }

    /** What was kept as a family name has no given name behind it: each of its words stands for itself. */
    private void familyAlone() {
        String kept = family;
        family = "";
        for (String words : kept.isEmpty() ? new String[0] : kept.split(", ")) {
            withoutAddress(words);
        }
    }

    private void finish() {
        String words = phrase.toString().strip();
        if (!family.isEmpty() && (!words.isEmpty() || angle != null)) {
            boolean givenName = angle != null && !words.isEmpty() && words.indexOf('"') < 0;
            if (givenName) {
                words = family + words;
                family = "";
            } else {
                familyAlone();
            }
        }
        if (angle != null) {
            add(words, angle.strip());
        } else if (isEncodedWhole(words)) {
            encodedWhole(words);
        } else if (Phrase.lastAt(words) >= 0) {
            int start = startOfAddress(words);
            add(words.substring(0, start).strip(), words.substring(start));
        } else if (!words.isEmpty()) {
            withoutAddress(words);
        }
        clear();
    }

    private void withoutAddress(String words) {
        boolean oneWord = words.chars().noneMatch(Character::isWhitespace) && !words.startsWith("\"") && !words.startsWith("=?");
        add(oneWord ? "" : words, oneWord ? words : "");
    }

    private static boolean isEncodedWhole(String words) {
        return words.startsWith("=?") && words.endsWith("?=") && words.length() < LONGEST_ENCODED
                && Arrays.stream(words.split("\\s+")).allMatch(word -> word.startsWith("=?") && word.endsWith("?="));
    }

    /** RFC 2047 §5 forbids to encode the address with the name; some mailers do, and then there is no other address. */
    private void encodedWhole(String words) {
        String decoded = Phrase.forPeople(words);
        List<AddressItem> inside = decoded.startsWith("=?") ? List.of() : new AddressListReader(decoded).read();
        boolean one = inside.size() == 1 && inside.getFirst() instanceof AddressItem.Mailbox mailbox && mailbox.address().isPresent();
        if (one) {
            items.add(inside.getFirst());
        } else {
            add(words, "");
        }
    }

    /** In "Jina Lake jina@example.org" the address is the last word with an @; blanks beside the @ and around a dot (RFC 5322 §4.4) belong to it. */
    private static int startOfAddress(String words) {
        int i = Phrase.lastAt(words);
        while (i > 0 && Character.isWhitespace(words.charAt(i - 1))) {
            i--;
        }
        if (i > 0 && words.charAt(i - 1) == '"') {
            return openingQuote(words, i - 1);
        }
        i = startOfWord(words, i);
        while (i > 0) {
            int before = i;
            while (before > 0 && Character.isWhitespace(words.charAt(before - 1))) {
                before--;
            }
            int word = startOfWord(words, before);
            boolean joined = words.charAt(i) == '.' || before - word == 1 && words.charAt(word) == '.';   // "a. b@x" is a name, J. say, and an address
            if (!joined || word == before) {
                return i;
            }
            i = word;
        }
        return i;
    }

    private static int startOfWord(String words, int end) {
        int i = end;
        while (i > 0 && !Character.isWhitespace(words.charAt(i - 1)) && words.charAt(i - 1) != '"') {
            i--;
        }
        return i;
    }

    /** Of the quoted string that ends there; quotes inside it have a backslash before them (RFC 5322 §3.2.4). */
    private static int openingQuote(String words, int closing) {
        int open = 0;
        boolean quoted = false;
        for (int i = 0; i < closing; i++) {
            char c = words.charAt(i);
            if (c == '"') {
                quoted = !quoted;
                open = quoted ? i : open;
            } else if (c == '\\' && quoted) {
                i++;
            }
        }
        return open;
    }

    private void add(String words, String address) {
        String raw = words.isEmpty() ? comment : Phrase.raw(words);
        int colon = address.startsWith("@") ? address.indexOf(':') : -1;
        String route = colon < 0 ? "" : Phrase.withoutBlanks(address.substring(0, colon));
        String target = address.substring(colon + 1);
        int sign = Phrase.lastAt(target);
        String local = sign < 0 ? target : target.substring(0, sign);
        String domain = sign < 0 ? "" : target.substring(sign + 1);
        items.add(new AddressItem.Mailbox(Phrase.forPeople(raw), raw, Phrase.local(local), Phrase.withoutBlanks(domain), route));
    }

    private void closeGroup() {
        if (inGroup) {
            items.add(new AddressItem.GroupEnd());
            inGroup = false;
        }
    }

    private void clear() {
        phrase.setLength(0);
        comment = "";
        angle = null;
    }
}
