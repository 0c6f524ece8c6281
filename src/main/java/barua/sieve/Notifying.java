package barua.sieve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** {@code notify} and the tests of what can be told how (RFC 5435), by mail alone (RFC 5436). */
final class Notifying {

    private static final int NORMAL = 2;

    private Notifying() {
    }

    static Step tell(Words words) {
        Place place = words.place();
        Optional<Text> from = words.string(":from", "");
        int importance = importance(words);
        Texts options = words.strings(":options", "").orElse(Texts.NONE);
        Optional<Text> message = words.string(":message", "");
        Function<Run, Optional<Fcc>> fcc = Copies.read(words);
        Text method = words.string("whom to tell, such as \"mailto:somebody@example.org\"");
        from.flatMap(Text::constant).filter(text -> Redirecting.address(text).isEmpty()).ifPresent(text -> words.complain(Redirecting.noAddress(text)));
        method.constant().filter(uri -> Mailto.parse(uri).isEmpty()).ifPresent(uri -> words.complain(wrong(uri)));
        return run -> {
            String uri = method.in(run);
            if (Mailto.parse(uri).isEmpty()) {
                throw new Failure(wrong(uri));
            }
            // RFC 5436 §2.3: a sender that is none is passed over
            Optional<String> sender = from.map(text -> text.in(run)).filter(text -> Redirecting.address(text).isPresent());
            run.act(new Action.Notify(place, uri, sender, importance, options.in(run), message.map(text -> text.in(run)), fcc.apply(run)));
            return Flow.ON;
        };
    }

    private static String wrong(String uri) {
        String shown = uri.length() <= 80 ? uri : uri.substring(0, 80) + "...";
        return uri.toLowerCase(Locale.ROOT).startsWith("mailto:") ? "\"" + shown + "\" names no address"
                : "\"" + shown + "\" is no way to tell somebody; there is mailto:";
    }

    private static int importance(Words words) {
        Optional<String> said = words.string(":importance", "").flatMap(text -> words.constant(text, "the importance"));
        if (said.isPresent() && !said.get().matches("[123]")) {
            words.complain(":importance takes \"1\", \"2\" or \"3\"");
            return NORMAL;
        }
        return said.map(Integer::parseInt).orElse(NORMAL);
    }

    static Test valid(Words words) {
        Texts methods = words.strings("URIs");
        return run -> methods.in(run).stream().allMatch(uri -> Mailto.parse(uri).isPresent());
    }

    /** RFC 5435 §5: mail does not tell whether somebody is there. */
    static Test capability(Words words) {
        Matching matching = words.matching();
        Text method = words.string("a URI");
        Text capability = words.string("what it can");
        Comparison comparison = matching.keys();
        return run -> Mailto.parse(method.in(run)).isPresent() && capability.in(run).equalsIgnoreCase("online") && comparison.any(run, List.of("maybe"));
    }
}
