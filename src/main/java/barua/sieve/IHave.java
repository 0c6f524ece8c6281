package barua.sieve;

import java.util.List;

/** {@code ihave} and {@code error} (RFC 5463). What is answered is known when the script is read: what can never be reached is not checked. */
final class IHave {

    private IHave() {
    }

    static Test ihave(Words words) {
        List<String> asked = words.strings("names of extensions").all().stream().flatMap(text -> words.constant(text, "what ihave asks for").stream()).toList();
        boolean all = asked.stream().allMatch(words.compiler()::available);
        if (all) {
            asked.forEach(words.compiler()::enable);
        }
        return Test.known(all);
    }

    static Step error(Words words) {
        Text message = words.string("what to say");
        return run -> {
            throw new Failure(message.in(run));
        };
    }
}
