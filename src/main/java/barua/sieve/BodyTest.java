package barua.sieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The test {@code body} (RFC 5173). It leaves no match variables (§6). */
final class BodyTest {

    private BodyTest() {
    }

    static Test read(Words words) {
        boolean raw = words.flag(":raw");
        boolean text = words.flag(":text");
        Optional<Texts> types = words.strings(":content", "");
        if ((raw ? 1 : 0) + (text ? 1 : 0) + (types.isPresent() ? 1 : 0) > 1) {
            words.complain("body takes one of :raw, :content and :text");
        }
        Comparison comparison = words.matching().keys();
        return run -> {
            List<String> values = run.read(letter -> raw ? letter.raw() : types.isPresent() ? BodyTexts.content(letter.root(), types.get().in(run))
                    : BodyTexts.text(letter.root()));
            for (String value : values) {
                run.work(value.length() >> 8);
            }
            return run.forgetting(() -> comparison.any(run, values));
        };
    }
}
