package barua;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a script knows by name, and how its patterns are matched. */
final class ScriptVariables {

    private static final Pattern USE = Pattern.compile("\\$\\{([a-z][A-Za-z0-9_]*)([+-]\\d+)?}");
    private static final Pattern SPECIAL = Pattern.compile("\\\\[*$]|\\*|\\$\\{[a-z][A-Za-z0-9_]*(?:[+-]\\d+)?}|\\$[a-z][A-Za-z0-9_]*");

    private final Map<String, String> values = new TreeMap<>();

    ScriptVariables(Map<String, String> values) {
        this.values.putAll(values);
    }

    /** With every {@code ${name}} replaced, and {@code ${name+1}} where it is a number. */
    String fill(String text) {
        return USE.matcher(text).replaceAll(use -> Matcher.quoteReplacement(value(use.group(1), use.group(2))));
    }

    private String value(String name, String plus) {
        String value = values.get(name);
        if (value == null) {
            throw new AssertionError("nothing is known as ${" + name + "}; known are " + values.keySet());
        }
        return plus == null ? value : Long.toString(Long.parseLong(value) + Long.parseLong(plus));
    }

    /** Whether the line is what the pattern says; what it captures is known afterwards. */
    boolean matches(String pattern, String line) {
        List<String> captured = new ArrayList<>();
        Matcher match = Pattern.compile(regex(pattern, captured), Pattern.DOTALL).matcher(line);
        if (!match.matches()) {
            return false;
        }
        for (int i = 0; i < captured.size(); i++) {
            values.put(captured.get(i), match.group(i + 1));
        }
        return true;
    }

    private String regex(String pattern, List<String> captured) {
        StringBuilder regex = new StringBuilder();
        int from = 0;
        if (pattern.startsWith("* ")) {   // an untagged IMAP response
            regex.append("\\* ");
            from = 2;
        }
        Matcher special = SPECIAL.matcher(pattern);
        special.region(from, pattern.length());
        while (special.find()) {
            regex.append(Pattern.quote(pattern.substring(from, special.start()))).append(part(special, captured));
            from = special.end();
        }
        return regex.append(Pattern.quote(pattern.substring(from))).toString();
    }

    private String part(MatchResult special, List<String> captured) {
        String text = special.group();
        if (text.equals("*")) {
            return ".*";
        }
        if (text.startsWith("\\")) {
            return Pattern.quote(text.substring(1));
        }
        if (text.startsWith("${")) {
            return Pattern.quote(fill(text));
        }
        captured.add(text.substring(1));
        return "(\\S+?)";
    }
}
