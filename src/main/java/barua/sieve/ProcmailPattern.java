package barua.sieve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An expression of procmail (procmailrc(5)) as a condition. It searches the header as one text; a rule searches a field. So only expressions that begin
 * with the name of a field can be said, and of what follows letters, dots, {@code .*} and alternatives.
 */
final class ProcmailPattern {

    private static final int MOST_ALTERNATIVES = 64;
    private static final List<String> TO = List.of("to", "cc", "bcc", "resent-to", "resent-cc", "x-original-to", "apparently-to");
    private static final String ANY = "\u0001";
    private static final String ONE = "\u0002";
    private static final int LONGEST = 1000;
    private static final Pattern FIELD = Pattern.compile("\\^((?:[A-Za-z0-9-]|\\([A-Za-z0-9|-]*\\)\\??)+):");
    /** Many leave the colon out. */
    private static final Pattern NO_COLON = Pattern.compile("(?i)\\^((?:From|To|Cc|Subject|Sender|Reply-To|List-Id|\\([A-Za-z|-]*\\)))(\\.\\*.*)");
    /** Local parts of machines, as far as they are met today; each stands alone or before or behind a hyphen. */
    private static final List<String> MAILERS = List.of("postmaster", "mailer", "mail", "daemon", "root", "admin", "administrator", "server", "service",
            "services", "system", "response");
    private static final List<String> DAEMONS = List.of("majordomo", "listserv", "listproc", "owner", "request", "bounce", "echo", "mirror", "autoanswer");
    private static final List<String> SENDERS = List.of("from", "sender", "resent-from", "resent-sender");

    private ProcmailPattern() {
    }

    /** All of them where negated, else one of them; empty where no rule can say it. */
    static Optional<List<Condition>> header(String given) {
        if (strange(given)) {
            return Optional.empty();
        }
        Matcher bare = NO_COLON.matcher(given);
        String expression = bare.matches() ? "^" + bare.group(1) + ":" + bare.group(2) : given;
        if (expression.equals("^FROM_MAILER")) {
            return Optional.of(List.of(senders(MAILERS)));
        }
        if (expression.equals("^FROM_DAEMON")) {
            List<String> all = Stream.concat(MAILERS.stream(), DAEMONS.stream()).toList();
            return Optional.of(List.of(new Condition.Field(List.of("precedence"), Keys.of(Keys.How.CONTAINS, "bulk", "junk", "list"), false),
                    new Condition.Exists(List.of("mailing-list"), false), senders(all)));
        }
        boolean word = expression.startsWith("^TO_");
        if (word || expression.startsWith("^TO")) {
            return globs(expression.substring(word ? 4 : 3)).flatMap(globs -> keys(globs, true, true))
                    .map(keys -> List.of(new Condition.Field(TO, keys, false)));
        }
        Matcher field = FIELD.matcher(expression);
        if (!field.lookingAt()) {
            return Optional.empty();
        }
        Optional<List<String>> names = globs(field.group(1)).map(all -> all.stream().map(name -> name.toLowerCase(Locale.ROOT)).distinct().toList())
                .filter(all -> all.stream().allMatch(Condition::fieldName));
        String value = expression.substring(field.end());
        // behind the colon stands white space, which is no part of what a field says
        String begun = value.replaceFirst("^(\\[[ \\t]*\\][*+]?| [*+]?)+", "");
        if (begun.isEmpty() || begun.equals(".*") || begun.equals(".*$")) {
            return names.map(all -> List.of(there(all)));
        }
        boolean open = begun.startsWith(".*");
        return names.flatMap(all -> globs(begun).flatMap(globs -> keys(globs, open, !begun.endsWith("$"))).map(keys ->
                List.of(new Condition.Field(all, keys, false))));
    }

    /** That a machine of one of these names sent it. */
    private static Condition senders(List<String> names) {
        List<String> shapes = names.stream().flatMap(name -> Stream.of(name, name + "-*", "*-" + name)).toList();
        return new Condition.Party(SENDERS, AddressPart.LOCALPART, new Keys(Keys.How.MATCHES, shapes), false);
    }

    /** That one of these fields is there. */
    private static Condition there(List<String> names) {
        return names.size() == 1 ? new Condition.Exists(names, false) : new Condition.Field(names, Keys.of(Keys.How.MATCHES, "*"), false);
    }

    private static boolean strange(String expression) {
        return expression.length() > LONGEST || expression.contains(ANY) || expression.contains(ONE);
    }

    static Optional<List<Condition>> body(String expression) {
        return expression.startsWith("^") || strange(expression) ? Optional.empty()
                : globs(expression).flatMap(globs -> keys(globs, true, true)).map(keys -> List.of(new Condition.Body(false, keys, false)));
    }

    /** @param openFront something may stand before it @param openEnd something may stand behind it */
    private static Optional<Keys> keys(List<String> globs, boolean openFront, boolean openEnd) {
        Map<String, Boolean> values = new LinkedHashMap<>();
        boolean wild = false;
        for (String glob : globs) {
            String inner = glob.replaceAll("^" + ANY + "+", "").replaceAll(ANY + "+$", "");
            wild |= inner.contains(ANY) || inner.contains(ONE);
            values.put(inner, true);
        }
        if (values.keySet().stream().anyMatch(String::isBlank)) {
            return Optional.empty();
        }
        boolean end = openEnd || globs.stream().allMatch(glob -> glob.endsWith(ANY));
        boolean front = openFront || globs.stream().allMatch(glob -> glob.startsWith(ANY));
        if (!wild) {
            Keys.How how = front && end ? Keys.How.CONTAINS : front ? Keys.How.ENDS : end ? Keys.How.BEGINS : Keys.How.IS;
            return Optional.of(new Keys(how, List.copyOf(values.keySet())));
        }
        return Optional.of(new Keys(Keys.How.MATCHES, values.keySet().stream().map(value -> (front ? "*" : "") + pattern(value) + (end ? "*" : "")).toList()));
    }

    private static String pattern(String glob) {
        return glob.replaceAll("[\\\\*?]", "\\\\$0").replace(ANY, "*").replace(ONE, "?");
    }

    /** All texts for which an expression stands, with signs for any letters and any one letter; empty where they are not so. */
    private static Optional<List<String>> globs(String expression) {
        int[] at = {0};
        Optional<List<String>> all = alternatives(expression.endsWith("$") ? expression.substring(0, expression.length() - 1) : expression, at, 0);
        return all.filter(_ -> at[0] >= expression.length() - (expression.endsWith("$") ? 1 : 0));
    }

    private static Optional<List<String>> alternatives(String text, int[] at, int depth) {
        List<String> all = new ArrayList<>();
        List<String> sofar = List.of("");
        while (true) {
            if (at[0] >= text.length() || text.charAt(at[0]) == ')' || text.charAt(at[0]) == '|') {
                all.addAll(sofar);
                sofar = List.of("");
                if (at[0] >= text.length() || text.charAt(at[0]) == ')') {
                    return all.size() > MOST_ALTERNATIVES ? Optional.empty() : Optional.of(all);
                }
                at[0]++;
                continue;
            }
            Optional<List<String>> next = atom(text, at, depth);
            if (next.isEmpty() || (long) sofar.size() * next.get().size() > MOST_ALTERNATIVES) {
                return Optional.empty();
            }
            List<String> joined = new ArrayList<>();
            for (String front : sofar) {
                next.get().forEach(back -> joined.add(front + back));
            }
            sofar = joined;
        }
    }

    private static Optional<List<String>> atom(String text, int[] at, int depth) {
        char c = text.charAt(at[0]++);
        Optional<List<String>> atom = switch (c) {
            case '.' -> Optional.of(List.of(ONE));
            case '\\' -> at[0] < text.length() && !Character.isLetterOrDigit(text.charAt(at[0])) && "<>/".indexOf(text.charAt(at[0])) < 0
                    ? Optional.of(List.of(text.substring(at[0], ++at[0]))) : Optional.empty();
            case '(' -> {
                Optional<List<String>> inner = depth > 8 ? Optional.empty() : alternatives(text, at, depth + 1);
                yield at[0] < text.length() && text.charAt(at[0]++) == ')' ? inner : Optional.empty();
            }
            case '[' -> set(text, at);
            case '^', '$', '*', '+', '?', '{' -> Optional.empty();
            default -> Optional.of(List.of(String.valueOf(c)));
        };
        if (atom.isPresent() && at[0] < text.length()) {
            return repeated(atom.get(), text.charAt(at[0]), at);
        }
        return atom;
    }

    private static Optional<List<String>> repeated(List<String> atom, char sign, int[] at) {
        boolean dot = atom.equals(List.of(ONE));
        switch (sign) {
            case '*' -> {
                at[0]++;
                return dot ? Optional.of(List.of(ANY)) : Optional.empty();
            }
            case '+' -> {
                at[0]++;
                return dot ? Optional.of(List.of(ONE + ANY)) : Optional.empty();
            }
            case '?' -> {
                at[0]++;
                List<String> maybe = new ArrayList<>(atom);
                maybe.add("");
                return Optional.of(maybe);
            }
            default -> {
                return Optional.of(atom);
            }
        }
    }

    /** A few letters; both cases of one are one. */
    private static Optional<List<String>> set(String text, int[] at) {
        int end = text.indexOf(']', at[0] + 1);
        String set = end < 0 ? "^" : text.substring(at[0], end);
        at[0] = end < 0 ? text.length() : end + 1;
        if (set.startsWith("^") || set.indexOf('-') > 0 && set.indexOf('-') < set.length() - 1 || set.isEmpty() || set.length() > 8) {
            return Optional.empty();
        }
        return Optional.of(set.toLowerCase(Locale.ROOT).chars().distinct().mapToObj(c -> String.valueOf((char) c)).toList());
    }
}
