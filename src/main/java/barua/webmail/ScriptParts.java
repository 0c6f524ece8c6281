package barua.webmail;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A script as the pages see it: its {@code require} at the top, then parts. A part begins with a comment {@code # rule:[Name]} that stands in no block, as
 * Roundcube writes them; what stands before the first is one without a name. Whatever is not changed stays as it is, letter by letter.
 */
record ScriptParts(String head, List<Part> parts) {

    /** Parts with these names belong to pages of their own. */
    static final String VACATION = "vacation";
    static final String FORWARDING = "forwarding";

    /** The line above a part that has a page of its own. */
    static final String MARK_OF = "# rule:[%s]\n";
    private static final Pattern MARK = Pattern.compile("rule:\\s*\\[(.*)]\\s*", Pattern.DOTALL);
    private static final Pattern OWN_HEAD = Pattern.compile("\\s*require \\[(?:\"[^\"\\\\]*\"(?:, )?)+];\\s*");
    private static final int LONGEST_NAME = 100;

    /** @param name empty for a part without one @param text with its mark */
    record Part(String name, String text) {

        boolean isRule() {
            return !name.equals(VACATION) && !name.equals(FORWARDING);
        }
    }

    ScriptParts {
        parts = List.copyOf(parts);
    }

    static ScriptParts of(String script) {
        List<RuleTokens.Token> tokens = RuleTokens.of(script);
        int headEnds = headEnd(tokens);
        List<Integer> starts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        int depth = 0;
        for (RuleTokens.Token token : tokens) {
            depth += token.is('{') ? 1 : token.is('}') ? -1 : 0;
            Matcher mark = MARK.matcher(token.text());
            if (token.kind() == RuleTokens.Kind.COMMENT && depth == 0 && token.from() >= headEnds && mark.matches()) {
                starts.add(token.from());
                names.add(mark.group(1).strip());
            }
        }
        int first = starts.isEmpty() ? script.length() : starts.getFirst();
        List<Part> parts = new ArrayList<>();
        boolean unnamed = !script.substring(headEnds, first).isBlank();
        if (unnamed) {
            parts.add(new Part("", script.substring(headEnds, first)));
        }
        for (int i = 0; i < starts.size(); i++) {
            parts.add(new Part(names.get(i), script.substring(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : script.length())));
        }
        return new ScriptParts(script.substring(0, unnamed ? headEnds : first), parts);
    }

    /** Behind the last {@code require} at the top and its line. */
    private static int headEnd(List<RuleTokens.Token> tokens) {
        int end = 0;
        boolean within = false;
        for (RuleTokens.Token token : tokens) {
            if (!within && token.kind() != RuleTokens.Kind.COMMENT && !token.isWord("require")) {
                break;
            }
            within = token.isWord("require") || within && !token.is(';');
            end = token.is(';') ? token.to() : end;
        }
        return end;
    }

    String text() {
        return head + parts.stream().map(Part::text).collect(Collectors.joining());
    }

    /** With that text in place of the part's, or behind all where {@code at} is their number. What it needs is required at the top. */
    ScriptParts with(int at, String name, String text, Collection<String> needs) {
        List<Part> changed = new ArrayList<>(parts);
        String whole = text.endsWith("\n") ? text : text + "\n";
        if (at < changed.size()) {
            changed.set(at, new Part(name, whole + (parts.get(at).text().endsWith("\n\n") && !whole.endsWith("\n\n") ? "\n" : "")));
        } else {
            changed.add(new Part(name, whole));
        }
        return new ScriptParts(head, changed).spaced().requiring(needs);
    }

    ScriptParts without(int at) {
        List<Part> changed = new ArrayList<>(parts);
        changed.remove(at);
        return new ScriptParts(head, changed);
    }

    /** With the part at {@code from} where the one at {@code to} was. */
    ScriptParts moved(int from, int to) {
        List<Part> changed = new ArrayList<>(parts);
        changed.add(to, changed.remove(from));
        return new ScriptParts(head, changed).spaced();
    }

    /** The place of the part of that name. */
    Optional<Integer> find(String name) {
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).name().equals(name)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** The part alone, with what the script requires: a script that can be run. */
    String alone(int at) {
        return head + "\n" + parts.get(at).text();
    }

    /** That text alone, with what it needs. */
    String alone(String text, Collection<String> needs) {
        return new ScriptParts(head, List.of(new Part("", text))).requiring(needs).text();
    }

    /** No part begins on the line on which another ends. */
    private ScriptParts spaced() {
        List<Part> spaced = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            boolean last = i + 1 == parts.size();
            spaced.add(last || part.text.endsWith("\n\n") ? part : new Part(part.name, part.text.endsWith("\n") ? part.text + "\n" : part.text + "\n\n"));
        }
        return new ScriptParts(head, spaced);
    }

    private ScriptParts requiring(Collection<String> needs) {
        TreeSet<String> missing = new TreeSet<>(needs);
        TreeSet<String> there = new TreeSet<>();
        RuleTokens.of(head).stream().filter(token -> token.kind() == RuleTokens.Kind.STRING).forEach(token -> there.add(token.text()));
        missing.removeAll(there);
        if (missing.isEmpty()) {
            return this;
        }
        boolean own = head.isBlank() || OWN_HEAD.matcher(head).matches();
        TreeSet<String> all = new TreeSet<>(own ? there : List.of());
        all.addAll(missing);
        String line = "require [" + all.stream().map(RuleText::quoted).collect(Collectors.joining(", ")) + "];\n";
        String before = own ? "" : head.stripTrailing() + "\n";
        String behind = parts.isEmpty() || parts.getFirst().text().startsWith("\n") ? "" : "\n";
        return new ScriptParts(before + line + behind, parts);
    }

    /** The line that begins a part. A name cannot end it early: it has no line break. */
    static String mark(String name) {
        return "# rule:[" + plain(name) + "]\n";
    }

    /** A name as it can stand in a script: on one line, and not one of those that belong to pages of their own. */
    static String plain(String name) {
        String line = name.codePoints().map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c).limit(LONGEST_NAME)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString().strip();
        return line.equals(VACATION) || line.equals(FORWARDING) ? line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1) : line;
    }
}
