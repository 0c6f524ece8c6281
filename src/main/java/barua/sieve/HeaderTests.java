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
        Function<Run, List<String>> names = names(words.strings("names of header fields"));
        Comparison comparison = matching.keys();
        return run -> {
            HeaderView header = run.header();
            if (comparison.counts()) {
                var all = new ArrayList<String>();
                names.apply(run).forEach(name -> all.addAll(index.of(header.values(name))));
                return comparison.any(run, all);
            }
            for (String name : names.apply(run)) {
                if (comparison.any(run, index.of(header.values(name)))) {
                    return true;
                }
            }
            return false;
        };
    }

    static Test exists(Words words) {
        Function<Run, List<String>> names = names(words.strings("names of header fields"));
        return run -> {
            for (String name : names.apply(run)) {
                run.work(1);
                if (!run.header().has(name)) {
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
