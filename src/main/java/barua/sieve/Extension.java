package barua.sieve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What one capability brings to the language. The table of all is {@link Vocabulary}; tags that it adds to commands of others are asked for
 * where those are read, by its name.
 */
final class Extension {

    private final String capability;
    private final Map<String, Function<Words, Step>> commands = new LinkedHashMap<>();
    private final Map<String, Function<Words, Test>> tests = new LinkedHashMap<>();
    private final Map<String, Function<Words, MatchType>> matchTypes = new LinkedHashMap<>();
    private List<String> implied = List.of();

    private Extension(String capability) {
        this.capability = capability;
    }

    /** @param capability as {@code require} names it; empty for what needs none */
    static Extension of(String capability) {
        return new Extension(capability);
    }

    /** @param reader reads its arguments and gives what is run; complains where they are wrong, and then gives anything */
    Extension command(String name, Function<Words, Step> reader) {
        commands.put(name, reader);
        return this;
    }

    Extension test(String name, Function<Words, Test> reader) {
        tests.put(name, reader);
        return this;
    }

    /** @param tag with its colon @param reader reads what follows the tag, where something does */
    Extension matchType(String tag, Function<Words, MatchType> reader) {
        matchTypes.put(tag, reader);
        return this;
    }

    /** What is required with it. */
    Extension implies(String... capabilities) {
        implied = List.of(capabilities);
        return this;
    }

    String capability() {
        return capability;
    }

    Map<String, Function<Words, Step>> commands() {
        return commands;
    }

    Map<String, Function<Words, Test>> tests() {
        return tests;
    }

    Map<String, Function<Words, MatchType>> matchTypes() {
        return matchTypes;
    }

    List<String> implied() {
        return implied;
    }
}
