package barua.sieve;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.TextEntity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;

/** {@code replace}, {@code enclose} and {@code extracttext} (RFC 5703 §5 to §7). */
final class Replacing {

    private static final int MOST = 20;    // of one run: each replacement is held in memory

    private Replacing() {
    }

    static Step replace(Words words) {
        boolean mime = words.flag(":mime");
        Optional<Text> subject = words.string(":subject", "");
        Optional<Text> from = words.string(":from", "");
        Text text = words.string("what is put in its place");
        from.flatMap(Text::constant).filter(known -> person(known).isEmpty()).ifPresent(known -> words.complain("\"" + known + "\" is no address"));
        return run -> {
            EditHeader.edit(() -> {
                EditedLetter letter = counted(run);
                Entity part = run.part();
                String said = text.in(run);
                letter.replace(part, mime ? Entity.withCrlf(said).getBytes(StandardCharsets.UTF_8) : TextEntity.plain(said));
                if (part == letter.root()) {
                    instead(letter, "Subject", subject.map(value -> value.in(run)));
                    instead(letter, "From", from.map(value -> person(value.in(run)).orElseThrow(() -> new Failure("\"" + value.in(run) + "\" is no address"))));
                }
            });
            run.headerChanged();
            return Flow.ON;
        };
    }

    private static void instead(EditedLetter letter, String name, Optional<String> value) throws IOException {
        if (value.isPresent()) {
            letter.instead(name, value.get());
        }
    }

    private static EditedLetter counted(Run run) {
        if (run.countReplacement() > MOST) {
            throw new Failure("the script replaces or encloses more than " + MOST + " times");
        }
        return run.letter();
    }

    /** One mailbox, perhaps with a name, as it is. */
    private static Optional<String> person(String text) {
        List<AddressItem.Mailbox> all = HeaderView.mailboxes(text);
        boolean one = all.size() == 1 && all.getFirst().address().flatMap(address -> Address.parse(address.toString())).isPresent();
        return one ? Optional.of(text.strip()) : Optional.empty();
    }

    static Step enclose(Words words) {
        Optional<Text> subject = words.string(":subject", "");
        Optional<Texts> headers = words.strings(":headers", "");
        Text text = words.string("the words of the new letter");
        return run -> {
            EditHeader.edit(() -> counted(run).enclose(Enclosure.of(subject.map(value -> value.in(run)), headers.map(names -> names.in(run)).orElse(List.of()),
                    text.in(run), run.situation().account(), run.situation().now().atZone(run.situation().zone()))));
            run.headerChanged();
            return Flow.ON;
        };
    }

    /** The text of the part that the loop is at, empty where it is none that people read. */
    static Step extractText(Words words) {
        UnaryOperator<String> modifiers = Modifier.read(words);
        OptionalLong first = words.number(":first", "");
        if (!words.required("variables")) {
            words.complain("extracttext needs require \"variables\"");
        }
        Optional<VariableName> name = Variables.name(words, words.string("the name of a variable"));
        if (words.compiler().loops().isEmpty()) {
            words.complain("extracttext stands in no foreverypart");
        }
        return run -> {
            Entity part = run.part();
            String text = BodyTexts.isText(part.part()) ? run.read(_ -> part.text()) : "";
            String wanted = first.isPresent() && first.getAsLong() < text.codePointCount(0, text.length())
                    ? text.substring(0, text.offsetByCodePoints(0, (int) first.getAsLong())) : text;
            run.work(text.length() >> 8);
            run.scope().set(name.orElseThrow(), modifiers.apply(wanted));
            return Flow.ON;
        };
    }
}
