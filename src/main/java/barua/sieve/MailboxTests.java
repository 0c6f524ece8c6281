package barua.sieve;

import java.util.List;
import java.util.Optional;

/** Tests of folders: whether they are there, what is noted about them (RFC 5490), whom they serve (RFC 8579), and by their id (RFC 9042). */
final class MailboxTests {

    private MailboxTests() {
    }

    static Test exists(Words words) {
        Texts names = words.strings("names of folders");
        return run -> all(run, names, run.situation().surroundings()::mailboxExists);
    }

    static Test idExists(Words words) {
        Texts ids = words.strings("ids of folders");
        return run -> all(run, ids, id -> run.situation().surroundings().mailboxById(id).isPresent());
    }

    static Test useExists(Words words) {
        Optional<Text> mailbox = words.positional() < 2 ? Optional.empty() : Optional.of(Filing.mailbox(words));
        Texts uses = words.strings("special uses");
        return run -> {
            Optional<String> name = mailbox.map(text -> text.in(run));
            return all(run, uses, use -> {
                Optional<String> served = run.situation().surroundings().mailboxByUse(use);
                return served.isPresent() && (name.isEmpty() || served.equals(name));
            });
        };
    }

    static Test metadata(Words words) {
        Matching matching = words.matching();
        Text mailbox = words.string("the name of a folder");
        Text entry = words.string("the name of an annotation");
        Comparison comparison = matching.keys();
        return run -> value(run, Optional.of(mailbox.in(run)), entry.in(run)).filter(value -> comparison.any(run, List.of(value))).isPresent();
    }

    static Test metadataExists(Words words) {
        Text mailbox = words.string("the name of a folder");
        Texts entries = words.strings("names of annotations");
        return run -> {
            Optional<String> name = Optional.of(mailbox.in(run));
            return all(run, entries, entry -> value(run, name, entry).isPresent());
        };
    }

    static Test serverMetadata(Words words) {
        Matching matching = words.matching();
        Text entry = words.string("the name of an annotation");
        Comparison comparison = matching.keys();
        return run -> value(run, Optional.empty(), entry.in(run)).filter(value -> comparison.any(run, List.of(value))).isPresent();
    }

    static Test serverMetadataExists(Words words) {
        Texts entries = words.strings("names of annotations");
        return run -> all(run, entries, entry -> value(run, Optional.empty(), entry).isPresent());
    }

    private static Optional<String> value(Run run, Optional<String> mailbox, String entry) {
        return run.situation().surroundings().metadata(mailbox, entry);
    }

    /** Each is looked up in the store: it costs more than a comparison. */
    private static boolean all(Run run, Texts names, java.util.function.Predicate<String> there) {
        for (String name : names.in(run)) {
            run.work(64);
            if (!there.test(name)) {
                return false;
            }
        }
        return true;
    }
}
