package barua.sieve;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code :fcc} and what stands with it (RFC 8580). */
final class Copies {

    private Copies() {
    }

    static Function<Run, Optional<Fcc>> read(Words words) {
        Optional<Text> mailbox = words.string(":fcc", "fcc");
        Optional<Texts> flags = words.strings(":flags", "imap4flags");
        FolderTags target = FolderTags.read(words);
        if (mailbox.isEmpty() && (flags.isPresent() || target.said())) {
            words.complain(":flags, :create, :specialuse and :mailboxid stand here only with :fcc");
        }
        return run -> mailbox.map(text -> new Fcc(Filing.mailbox(text, run), target.create(),
                flags.map(texts -> FlagCommands.split(texts.in(run))).orElse(List.of()), target.specialUse(run), target.mailboxId(run)));
    }
}
