package barua.sieve;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Flags that a letter gets (RFC 5232): {@code setflag}, {@code addflag}, {@code removeflag}, {@code hasflag}, and {@code :flags} of others. */
final class FlagCommands {

    /** A keyword, and all keywords of a letter together. */
    private static final int LONGEST = 100;
    private static final int MOST = 100;
    private static final Set<String> SYSTEM = Set.of("\\answered", "\\flagged", "\\deleted", "\\seen", "\\draft");

    private enum Change {
        SET, ADD, REMOVE
    }

    private FlagCommands() {
    }

    static Step set(Words words) {
        return change(words, Change.SET);
    }

    static Step add(Words words) {
        return change(words, Change.ADD);
    }

    static Step remove(Words words) {
        return change(words, Change.REMOVE);
    }

    private static Step change(Words words, Change change) {
        Optional<VariableName> variable = variable(words);
        Texts named = words.strings("flags");
        return run -> {
            List<String> old = variable.map(name -> split(List.of(run.scope().get(name)))).orElse(run.flags());
            List<String> changed = changed(old, split(named.in(run)), change);
            if (variable.isPresent()) {
                run.scope().set(variable.get(), String.join(" ", changed));
            } else {
                run.flags(changed);
            }
            return Flow.ON;
        };
    }

    /** The variable that stands in front of the flags; empty where there is none. */
    private static Optional<VariableName> variable(Words words) {
        if (words.positional() < 2) {
            return Optional.empty();
        }
        if (!words.required("variables")) {
            words.complain("the name of a variable needs require \"variables\"");
        }
        return Variables.name(words, words.string("the name of a variable"));
    }

    private static List<String> changed(List<String> old, List<String> named, Change change) {
        Map<String, String> flags = new LinkedHashMap<>();
        if (change != Change.SET) {
            old.forEach(flag -> flags.put(flag.toLowerCase(Locale.ROOT), flag));
        }
        for (String flag : named) {
            if (change == Change.REMOVE) {
                flags.remove(flag.toLowerCase(Locale.ROOT));
            } else if (flags.size() < MOST) {
                flags.putIfAbsent(flag.toLowerCase(Locale.ROOT), flag);
            }
        }
        return List.copyOf(flags.values());
    }

    /** {@code :flags} where it stands there, else what {@code setflag} and others left behind. */
    static java.util.function.Function<Run, List<String>> tagged(Words words) {
        Optional<Texts> tagged = words.strings(":flags", "imap4flags");
        return run -> tagged.map(texts -> split(texts.in(run))).orElseGet(run::flags);
    }

    /** One string may hold several flags; what is no flag is passed over (RFC 5232 §2). None twice. */
    static List<String> split(List<String> texts) {
        Map<String, String> flags = new LinkedHashMap<>();
        for (String text : texts) {
            for (String flag : text.strip().split("\\s+")) {
                if (valid(flag) && flags.size() < MOST) {
                    flags.putIfAbsent(flag.toLowerCase(Locale.ROOT), flag);
                }
            }
        }
        return List.copyOf(flags.values());
    }

    /** RFC 9051 §9: flag, without {@code \Recent}. */
    static boolean valid(String flag) {
        if (flag.startsWith("\\")) {
            return SYSTEM.contains(flag.toLowerCase(Locale.ROOT));
        }
        return !flag.isEmpty() && flag.length() <= LONGEST && flag.chars().allMatch(c -> c > ' ' && c < 127 && "(){%*\"\\]".indexOf(c) < 0);
    }

    static Test has(Words words) {
        Matching matching = words.matching();
        Optional<List<VariableName>> variables = words.positional() < 2 ? Optional.empty() : Optional.of(variables(words));
        Comparison comparison = matching.keys(separate(matching, words.strings("flags")));
        return run -> comparison.any(run, variables.map(names -> split(names.stream().map(run.scope()::get).toList())).orElseGet(run::flags));
    }

    private static List<VariableName> variables(Words words) {
        if (!words.required("variables")) {
            words.complain("the name of a variable needs require \"variables\"");
        }
        var out = new ArrayList<VariableName>();
        words.strings("names of variables").all().forEach(text -> Variables.name(words, text).ifPresent(out::add));
        return out;
    }

    /** {@code hasflag "a b"} asks for either (RFC 5232 §4); wildcards and counts are taken as they stand. */
    private static Texts separate(Matching matching, Texts keys) {
        boolean plain = matching.type() == MatchTypes.IS || matching.type() == MatchTypes.CONTAINS;
        if (!plain || keys.constant().isEmpty()) {
            return keys;
        }
        return new Texts(keys.constant().get().stream().flatMap(key -> java.util.Arrays.stream(key.strip().split("\\s+"))).map(Text::of).toList());
    }
}
