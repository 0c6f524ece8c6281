package barua.sieve;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.OptionalLong;

/** {@code addheader} and {@code deleteheader} (RFC 5293). */
final class EditHeader {

    private EditHeader() {
    }

    static Step add(Words words) {
        boolean last = words.flag(":last");
        Text name = words.string("the name of a header field");
        Text value = words.string("what the field says");
        checked(words, name);
        value.constant().filter(known -> known.indexOf(0) >= 0).ifPresent(_ -> words.complain("a header field cannot hold NUL"));
        return run -> {
            edit(() -> run.letter().add(valid(name.in(run)), value.in(run), last));
            run.headerChanged();
            return Flow.ON;
        };
    }

    static Step delete(Words words) {
        OptionalLong index = words.number(":index", "");
        boolean last = words.flag(":last");
        if (last && index.isEmpty()) {
            words.complain(":last needs :index");
        }
        Matching matching = words.matching();
        Text name = words.string("the name of a header field");
        checked(words, name);
        Comparison comparison = words.positional() > 0 ? matching.keys() : null;
        if (comparison != null && comparison.counts()) {
            words.complain("deleteheader counts nothing");
        }
        return run -> {
            String named = valid(name.in(run));
            edit(() -> run.letter().delete(named, index, last, field -> comparison == null || comparison.one(run, field.decoded())));
            run.headerChanged();
            return Flow.ON;
        };
    }

    private static void checked(Words words, Text name) {
        name.constant().filter(known -> !EditedLetter.isName(known)).ifPresent(known -> words.complain("\"" + known + "\" can be no header field's name"));
    }

    private static String valid(String name) {
        if (!EditedLetter.isName(name)) {
            throw new Failure("\"" + name + "\" can be no header field's name");
        }
        return name;
    }

    /** Something done to the letter. */
    @FunctionalInterface
    interface Edit {
        void make() throws IOException;
    }

    static void edit(Edit edit) {
        try {
            edit.make();
        } catch (IllegalArgumentException impossible) {
            throw new Failure(impossible.getMessage());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
