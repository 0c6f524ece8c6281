package barua.sieve;

import java.util.Optional;

/** {@code include}, {@code return} and {@code global} (RFC 6609). What is included is read and checked with the script that asks for it. */
final class Including {

    private static final int LONGEST_NAME = 512;     // RFC 5804 §1.6, in octets

    private Including() {
    }

    /** A script that others include. @param variables whether it has any */
    record Included(Block body, boolean variables) {
    }

    static Step include(Words words) {
        boolean global = words.flag(":global");
        if (words.flag(":personal") && global) {
            words.complain(":personal and :global exclude each other");
        }
        boolean once = words.flag(":once");
        boolean optional = words.flag(":optional");
        Optional<String> said = words.constant(words.string("the name of a script"), "the name of a script");
        if (said.isEmpty() || said.get().isEmpty() || said.get().length() > LONGEST_NAME || said.get().chars().anyMatch(Character::isISOControl)) {
            said.ifPresent(_ -> words.complain("no script can have that name"));
            return Block.EMPTY;
        }
        String key = (global ? "global " : "personal ") + said.get();
        Optional<Included> script = words.compiler().building().included(words, said.get(), global, once, optional);
        return script.<Step>map(included -> run -> run(run, included, key, once)).orElse(Block.EMPTY);
    }

    private static Flow run(Run run, Included script, String key, boolean once) {
        if (!run.including(key) && once) {
            return Flow.ON;
        }
        Scope outer = run.scope();
        run.scope(outer.included(script.variables()));
        Flow flow = script.body().run(run);
        run.scope(outer);
        return flow == Flow.RETURN ? Flow.ON : flow;
    }

    /** At the top it is as {@code stop} (RFC 6609 §3.3). */
    static Step returning(Words words) {
        return _ -> Flow.RETURN;
    }

    static Step global(Words words) {
        if (!words.required("variables")) {
            words.complain("global needs require \"variables\"");
        }
        var names = words.strings("names of variables").all().stream().flatMap(text -> Variables.name(words, text).stream()).map(VariableName::name).toList();
        return run -> {
            names.forEach(run.scope()::share);
            return Flow.ON;
        };
    }
}
