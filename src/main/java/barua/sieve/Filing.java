package barua.sieve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code keep}, {@code fileinto} and {@code discard} (RFC 5228 §4.1, §4.3, §4.4), with {@code :copy} (RFC 3894) and {@code :flags} (RFC 5232 §5). */
final class Filing {

    private static final int LONGEST_NAME = 1000;

    private Filing() {
    }

    static Step keep(Words words) {
        Place place = words.place();
        Function<Run, List<String>> flags = FlagCommands.tagged(words);
        return run -> {
            run.act(new Action.Keep(place, flags.apply(run), false, run.edited()));
            run.cancelKeep();
            return Flow.ON;
        };
    }

    static Step discard(Words words) {
        Place place = words.place();
        return run -> {
            run.act(new Action.Discard(place));
            run.cancelKeep();
            return Flow.ON;
        };
    }

    static Step fileInto(Words words) {
        Place place = words.place();
        boolean copy = words.flag(":copy", "copy");
        Function<Run, List<String>> flags = FlagCommands.tagged(words);
        FolderTags target = FolderTags.read(words);
        Text mailbox = mailbox(words);
        return run -> {
            run.act(new Action.FileInto(place, mailbox(mailbox, run), flags.apply(run), target.create(), target.specialUse(run), target.mailboxId(run),
                    run.edited()));
            if (!copy) {
                run.cancelKeep();
            }
            return Flow.ON;
        };
    }

    /** Reads the name of a folder. */
    static Text mailbox(Words words) {
        Text mailbox = words.string("the name of a folder");
        mailbox.constant().flatMap(Filing::wrong).ifPresent(words::complain);
        return mailbox;
    }

    static String mailbox(Text text, Run run) {
        String name = text.in(run);
        wrong(name).ifPresent(why -> {
            throw new Failure(why);
        });
        return name;
    }

    /** What no folder can be called, in words. Whether there is such a folder, whoever files the letter sees. */
    static Optional<String> wrong(String mailbox) {
        if (mailbox.isEmpty()) {
            return Optional.of("the name of a folder is empty");
        }
        if (mailbox.length() > LONGEST_NAME || mailbox.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("no folder can have that name");
        }
        return Optional.empty();
    }
}
