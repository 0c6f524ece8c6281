package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a script into its pieces. Between them lie {@code require}, blank lines and comments that belong to nothing in particular. */
final class PieceCutter {

    static final Pattern MARK = Pattern.compile("#[ \\t]*rule:[ \\t]*(.*?)[ \\t\\r]*", Pattern.CASE_INSENSITIVE);
    private static final List<String> FOLLOWING = List.of("elsif", "else");

    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Clause> requires = new ArrayList<>();

    private PieceCutter(String text) {
        this.text = text;
    }

    /** @param requires all commands of that name at the top level @param requiresEnd behind the line of the last of them; 0 where there is none */
    record Cut(List<Piece> pieces, List<Clause> requires, int requiresEnd) {
    }

    static Cut cut(String text, List<Clause> clauses) {
        var cutter = new PieceCutter(text);
        int requiresEnd = cutter.cut(clauses);
        return new Cut(List.copyOf(cutter.pieces), List.copyOf(cutter.requires), requiresEnd);
    }

    private int cut(List<Clause> clauses) {
        int end = text.startsWith("\ufeff") ? 1 : 0;
        int requiresEnd = 0;
        for (int i = 0; i < clauses.size(); ) {
            Clause first = clauses.get(i);
            int last = i;
            while (last + 1 < clauses.size() && together(first, clauses.get(last), clauses.get(last + 1))) {
                last++;
            }
            int to = lineEnd(clauses.get(last).to());
            if (first.name().equals("require")) {
                requires.add(first);
                requiresEnd = to;
            } else {
                int from = attached(end, first.from());
                String comments = text.substring(from, first.from());
                pieces.add(new Piece(clauses.subList(i, last + 1), from, first.from(), to, name(comments), languages(comments)));
            }
            end = to;
            i = last + 1;
        }
        return requiresEnd;
    }

    private boolean together(Clause first, Clause last, Clause next) {
        if (first.name().equals("if") || first.name().equals("require")) {
            return first.name().equals("if") && FOLLOWING.contains(next.name());
        }
        String between = text.substring(last.to(), next.from());
        boolean plain = last.block().isEmpty() && next.block().isEmpty() && !next.name().equals("require");
        return plain && between.isBlank() && between.chars().filter(c -> c == '\n').count() <= 1;
    }

    /** Behind the line end, where nothing but a comment stands before it; else {@code at}. */
    private int lineEnd(int at) {
        int i = at;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\n') {
                return i + 1;
            }
            if (c == '#') {
                int end = text.indexOf('\n', i);
                return end < 0 ? text.length() : end + 1;
            }
            if (c != ' ' && c != '\t' && c != '\r') {
                return at;
            }
            i++;
        }
        return text.length();
    }

    /** Where the comments begin that belong to the command at {@code to}: those above it without a blank line between. */
    private int attached(int from, int to) {
        int start = to;
        boolean blank = true;      // the line so far
        int lineStart = from;
        boolean fresh = from == 0 || text.charAt(from - 1) == '\n' || text.charAt(from - 1) == '\ufeff';
        boolean found = false;
        for (int i = from; i < to; ) {
            char c = text.charAt(i);
            if (c == '\n') {
                if (blank && fresh) {
                    found = false;
                }
                fresh = true;
                blank = true;
                lineStart = i + 1;
                i++;
            } else if (c == '#' || c == '/') {
                if (!found) {
                    found = true;
                    start = fresh ? lineStart : i;
                }
                blank = false;
                int end = c == '#' ? text.indexOf('\n', i) : text.indexOf("*/", i + 2) + 2;
                i = end < 0 ? to : end;
            } else {
                i++;
            }
        }
        return found ? start : fresh && blank ? lineStart : to;
    }

    private static Optional<String> name(String comments) {
        Optional<String> found = Optional.empty();
        for (String line : comments.split("\n")) {
            Matcher mark = MARK.matcher(line.strip());
            if (mark.matches()) {
                String name = mark.group(1);
                boolean bracketed = name.startsWith("[");
                found = Optional.of(bracketed ? name.substring(1, name.length() - (name.length() > 1 && name.endsWith("]") ? 1 : 0)) : name);
            }
        }
        return found;
    }

    private static List<String> languages(String comments) {
        return comments.lines().map(String::strip).filter(line -> line.startsWith(RuleWriter.LANGUAGES)).findFirst()
                .map(line -> List.of(line.substring(RuleWriter.LANGUAGES.length()).split(", "))).orElse(List.of());
    }
}
