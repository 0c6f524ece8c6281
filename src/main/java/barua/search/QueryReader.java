package barua.search;

import barua.message.Folding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a person types: words, {@code "phrases"}, {@code from:} and other names with a colon, {@code -} for what is not wanted, {@code OR}, brackets.
 * Nothing typed is an error: what has no meaning is looked for as words, or passed over and said to be wrong.
 */
public final class QueryReader {

    /** Chars that are read; what stands behind is passed over. */
    public static final int LONGEST = 1_000;
    private static final int MOST_TERMS = 50;
    private static final int MOST_WORDS = 100;
    private static final int DEEPEST = 10;
    private static final Map<String, String> NAMES = Map.ofEntries(Map.entry("from", "from"), Map.entry("kutoka", "from"), Map.entry("to", "to"),
            Map.entry("kwa", "to"), Map.entry("cc", "cc"), Map.entry("nakala", "cc"), Map.entry("bcc", "bcc"), Map.entry("subject", "subject"),
            Map.entry("mada", "subject"), Map.entry("body", "body"), Map.entry("maneno", "body"), Map.entry("filename", "filename"),
            Map.entry("faili", "filename"), Map.entry("type", "type"), Map.entry("aina", "type"), Map.entry("has", "has"), Map.entry("ina", "has"),
            Map.entry("larger", "larger"), Map.entry("zaidi", "larger"), Map.entry("smaller", "smaller"), Map.entry("chini", "smaller"),
            Map.entry("before", "before"), Map.entry("kabla", "before"), Map.entry("after", "after"), Map.entry("baada", "after"), Map.entry("on", "on"),
            Map.entry("siku", "on"), Map.entry("older", "older"), Map.entry("newer", "newer"), Map.entry("in", "in"), Map.entry("folda", "in"),
            Map.entry("is", "is"), Map.entry("ni", "is"), Map.entry("label", "label"), Map.entry("lebo", "label"));
    private static final Map<String, Wanted.Mark> MARKS = Map.ofEntries(
            Map.entry("unread", Wanted.Mark.UNREAD), Map.entry("haijasomwa", Wanted.Mark.UNREAD),
            Map.entry("read", Wanted.Mark.READ), Map.entry("imesomwa", Wanted.Mark.READ), Map.entry("flagged", Wanted.Mark.FLAGGED),
            Map.entry("bendera", Wanted.Mark.FLAGGED), Map.entry("answered", Wanted.Mark.ANSWERED),
            Map.entry("imejibiwa", Wanted.Mark.ANSWERED), Map.entry("draft", Wanted.Mark.DRAFT),
            Map.entry("rasimu", Wanted.Mark.DRAFT), Map.entry("unseen", Wanted.Mark.UNREAD), Map.entry("seen", Wanted.Mark.READ),
            Map.entry("starred", Wanted.Mark.FLAGGED), Map.entry("nyota", Wanted.Mark.FLAGGED),
            Map.entry("replied", Wanted.Mark.ANSWERED));

    private final String text;
    private final LocalDate today;
    private final String me;
    private final List<SearchQuery.Term> terms = new ArrayList<>();
    private int at;
    private int read;
    private boolean wrong;
    private int wordsRead;

    private QueryReader(String text, LocalDate today, String me) {
        this.text = text;
        this.today = today;
        this.me = me;
    }

    /** Of somebody who is not known. */
    public static SearchQuery read(String typed, LocalDate today) {
        return read(typed, today, "me");
    }

    /** @param today for {@code newer:7d} and such @param me the address that {@code from:me} stands for */
    public static SearchQuery read(String typed, LocalDate today, String me) {
        String text = typed.length() > LONGEST ? typed.substring(0, LONGEST) : typed;
        QueryReader reader = new QueryReader(text, today, me);
        Wanted wanted = reader.all(0);
        return new SearchQuery(wanted, reader.terms);
    }

    /** What stands before a colon, by its English name; empty where that is no name of a part. */
    public static Optional<String> operator(String typed) {
        return Optional.ofNullable(NAMES.get(typed.toLowerCase(Locale.ROOT)));
    }

    /** Up to a closing bracket, or the end. */
    private Wanted all(int depth) {
        List<Wanted> any = new ArrayList<>();
        List<Wanted> all = new ArrayList<>();
        while (at < text.length()) {
            blanks();
            if (at >= text.length()) {
                break;
            }
            if (text.charAt(at) == ')' && depth > 0) {
                break;
            }
            int from = at;
            if (takeOr()) {
                any.add(and(all));
                all = new ArrayList<>();
                top(depth, from, new Wanted.All());
                continue;
            }
            if (read++ >= MOST_TERMS) {
                at = text.length();
                break;
            }
            wrong = false;
            Wanted one = one(depth);
            if (!(one instanceof Wanted.All)) {
                all.add(one);
            }
            top(depth, from, one);
        }
        any.add(and(all));
        List<Wanted> said = any.stream().filter(part -> !(part instanceof Wanted.All)).toList();
        return said.isEmpty() ? new Wanted.All() : said.size() == 1 ? said.getFirst() : new Wanted.Or(said);
    }

    private void top(int depth, int from, Wanted wanted) {
        String typed = text.substring(from, at).strip();
        if (depth == 0 && !typed.isEmpty()) {
            terms.add(new SearchQuery.Term(typed, wanted, wrong));
        }
    }

    private static Wanted and(List<Wanted> all) {
        return all.isEmpty() ? new Wanted.All() : all.size() == 1 ? all.getFirst() : new Wanted.And(all);
    }

    private void blanks() {
        while (at < text.length() && (Character.isWhitespace(text.charAt(at)) || Character.isISOControl(text.charAt(at)))) {
            at++;
        }
    }

    /** {@code OR} and {@code AU}, in capital letters: in small ones they are words. */
    private boolean takeOr() {
        boolean or = text.startsWith("OR", at) || text.startsWith("AU", at);
        boolean alone = or && (at + 2 >= text.length() || Character.isWhitespace(text.charAt(at + 2)) || text.charAt(at + 2) == '(');
        at += alone ? 2 : 0;
        return alone;
    }

    private Wanted one(int depth) {
        char c = text.charAt(at);
        if (c == '-' && at + 1 < text.length() && !Character.isWhitespace(text.charAt(at + 1))) {
            at++;
            Wanted inner = one(depth);
            return inner instanceof Wanted.All ? inner : new Wanted.Not(inner);
        }
        if (c == '(' && depth < DEEPEST) {
            at++;
            Wanted inner = all(depth + 1);
            at += at < text.length() ? 1 : 0;
            return inner;
        }
        if (c == '"' || c == '\u201c') {
            return words(Wanted.In.ANYWHERE, quoted(), true);
        }
        int colon = at;
        while (colon < text.length() && Character.isLetter(text.charAt(colon))) {
            colon++;
        }
        String name = colon < text.length() && text.charAt(colon) == ':' ? NAMES.get(text.substring(at, colon).toLowerCase(Locale.ROOT)) : null;
        if (name == null) {
            return words(Wanted.In.ANYWHERE, bare(), false);
        }
        at = colon + 1;
        boolean phrase = at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\u201c');
        String value = phrase ? quoted() : bare();
        return named(name, value, phrase);
    }

    private String quoted() {
        int from = ++at;
        while (at < text.length() && "\"\u201d\u201c".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String inner = text.substring(from, at);
        at += at < text.length() ? 1 : 0;
        return inner;
    }

    /** Up to a blank or bracket; a bracket in front belongs to it. */
    private String bare() {
        int from = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at)) && (at == from || text.charAt(at) != ')' && text.charAt(at) != '(')) {
            at++;
        }
        return text.substring(from, at);
    }

    private Wanted words(Wanted.In in, String typed, boolean phrase) {
        String folded = Folding.fold(typed);
        List<String> words = new ArrayList<>();
        Tokens.of(folded, (from, to) -> {
            words.add(folded.substring(from, to));
            return words.size() < 30 && ++wordsRead < MOST_WORDS;
        });
        // What is written without a blank belongs together: an address, a number with dots, signs of a script without blanks.
        boolean row = phrase || words.size() > 1;
        return words.isEmpty() ? new Wanted.All() : new Wanted.Words(in, words, row, phrase && in != Wanted.In.FILE, folded.strip());
    }

    private Wanted named(String name, String value, boolean phrase) {
        if (value.isBlank()) {
            wrong = true;
            return new Wanted.All();
        }
        return switch (name) {
            case "from" -> people(Wanted.In.FROM, value, phrase);
            case "to" -> people(Wanted.In.TO, value, phrase);
            case "cc" -> people(Wanted.In.CC, value, phrase);
            case "bcc" -> people(Wanted.In.BCC, value, phrase);
            case "subject" -> words(Wanted.In.SUBJECT, value, phrase);
            case "body" -> words(Wanted.In.BODY, value, phrase);
            case "filename" -> words(Wanted.In.FILE, value, phrase);
            case "type" -> type(value);
            case "in" -> new Wanted.InFolder(Folding.fold(value));
            case "label" -> new Wanted.Label(value);
            case "has" -> value.matches("(?i)attachments?|files?|viambatisho|kiambatisho|faili|mafaili") ? new Wanted.HasFile(Optional.empty())
                    : value.matches("(?i)[a-z0-9]{1,5}") || FileKind.called(value).isPresent() ? type(value) : known(Optional.empty());
            case "is" -> known(Optional.ofNullable(MARKS.get(value.toLowerCase(Locale.ROOT))).map(Wanted.Flagged::new));
            case "larger", "smaller" -> known(bytes(value).map(bytes -> new Wanted.Size(bytes, name.equals("larger"))));
            default -> known(day(name, value));
        };
    }

    private Wanted people(Wanted.In in, String value, boolean phrase) {
        return words(in, !phrase && value.matches("(?i)me|mimi") ? me : value, phrase);
    }

    /** By a kind of file, or else by the ending of a file's name. */
    private Wanted type(String value) {
        String ending = value.replaceFirst("^\\.", "").toLowerCase(Locale.ROOT);
        Optional<FileKind> kind = FileKind.called(ending);
        return kind.isPresent() ? new Wanted.HasFile(kind) : words(Wanted.In.FILE, "." + ending, true);
    }

    private Wanted known(Optional<? extends Wanted> read) {
        wrong |= read.isEmpty();
        return read.isPresent() ? read.get() : new Wanted.All();
    }

    private static Optional<Long> bytes(String value) {
        if (!value.matches("(?i)\\d{1,9}([kmg]b?)?")) {
            return Optional.empty();
        }
        String letters = value.replaceAll("\\d", "").toLowerCase(Locale.ROOT);
        long number = Long.parseLong(value.replaceAll("\\D", ""));
        return Optional.of(number * (letters.startsWith("k") ? 1_000 : letters.startsWith("m") ? 1_000_000 : letters.startsWith("g") ? 1_000_000_000L : 1));
    }

    private Optional<Wanted> day(String name, String value) {
        Optional<QueryDates.Span> span = QueryDates.read(value, today);
        return span.map(days -> switch (name) {
            case "before" -> new Wanted.Day(LocalDate.EPOCH, days.first());
            case "after" -> new Wanted.Day(days.first(), QueryDates.LAST);
            case "older" -> new Wanted.Day(LocalDate.EPOCH, days.first());
            case "newer" -> new Wanted.Day(days.first(), QueryDates.LAST);
            default -> new Wanted.Day(days.first(), days.next());
        });
    }
}
