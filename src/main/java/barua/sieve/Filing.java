package barua.sieve;

import java.util.Optional;

/** {@code keep}, {@code fileinto} and {@code discard} (RFC 5228 §4.1, §4.3, §4.4). */
final class Filing {

    private Filing() {
    }

    static Step keep(Words words) {
        return run -> {
            run.act(new Action.Keep(words.place(), run.flags(), false, run.edited()));
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
        Text mailbox = words.string("the name of a folder");
        mailbox.constant().flatMap(Filing::wrong).ifPresent(words::complain);
        return run -> {
            String name = mailbox.in(run);
            wrong(name).ifPresent(why -> {
                throw new Failure(why);
            });
            run.act(new Action.FileInto(place, name, run.flags(), false, Optional.empty(), Optional.empty(), run.edited()));
            if (!copy) {
                run.cancelKeep();
            }
            return Flow.ON;
        };
    }

    /** What no folder can be called, in words. Whether there is such a folder, whoever files the letter sees. */
    static Optional<String> wrong(String mailbox) {
        if (mailbox.isEmpty()) {
            return Optional.of("the name of a folder is empty");
        }
        if (mailbox.length() > 1000 || mailbox.chars().anyMatch(Character::isISOControl)) {
            return Optional.of("no folder can have that name");
        }
        return Optional.empty();
    }
}
