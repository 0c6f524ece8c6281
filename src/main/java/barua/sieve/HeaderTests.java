package barua.sieve;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** {@code header}, {@code exists} and {@code size} (RFC 5228 §5.5, §5.7, §5.9). */
final class HeaderTests {

    private HeaderTests() {
    }

    static Test header(Words words) {
        Matching matching = words.matching();
        FieldIndex index = FieldIndex.read(words);
        MimeScope scope = MimeScope.read(words);
        MimeScope.Piece piece = scope.piece(words, index).orElse((_, view, name) -> index.of(view.values(name)));
        Function<Run, List<String>> names = names(words.strings("names of header fields"));
        Comparison comparison = matching.keys();
        return run -> {
            var counted = new ArrayList<String>();
            for (HeaderView header : scope.headers(run)) {
                for (String name : names.apply(run)) {
                    List<String> values = piece.of(run, header, name);
                    if (comparison.counts()) {
                        counted.addAll(values);
                    } else if (comparison.any(run, values)) {
                        return true;
                    }
                }
            }
            return comparison.counts() && comparison.any(run, counted);
        };
    }

    static Test exists(Words words) {
        MimeScope scope = MimeScope.read(words);
        Function<Run, List<String>> names = names(words.strings("names of header fields"));
        return run -> {
            List<HeaderView> headers = scope.headers(run);
            for (String name : names.apply(run)) {
                run.work(headers.size());
                if (headers.stream().noneMatch(header -> header.has(name))) {
                    return false;
                }
            }
            return true;
        };
    }

    static Test size(Words words) {
        boolean over = words.flag(":over");
        boolean under = words.flag(":under");
        if (over == under) {
            words.complain("size takes either :over or :under");
        }
        long limit = words.number("a number of bytes");
        return run -> over ? run.size() > limit : run.size() < limit;
    }

    /** In lower case once and for all where they are known now. */
    static Function<Run, List<String>> names(Texts texts) {
        return texts.constant().map(known -> lower(known)).<Function<Run, List<String>>>map(known -> _ -> known).orElse(run -> lower(texts.in(run)));
    }

    private static List<String> lower(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }
}
