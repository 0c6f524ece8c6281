package barua.webmail;

import barua.mailbox.MailboxException;
import barua.message.Content;
import barua.web.Call;
import barua.web.Steps;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A file that comes with a letter of whoever asks, as an address names it: {@code {folder}/{uid}/{part}}.
 *
 * @param letter all of it
 */
record LetterFile(Desk.Opened opened, long uid, Content letter, Located located, Parts.Attached attached) {

    private static final String PATH = "[0-9mw.]{1,400}";

    /** Empty where the account has no such folder, letter or file. */
    static Optional<LetterFile> of(Desk desk, Call call) throws IOException {
        List<String> steps = call.steps();
        boolean wellFormed = steps.size() == 3 && Steps.isUid(steps.get(1)) && steps.get(2).matches(PATH);
        Optional<Desk.Opened> opened = wellFormed ? desk.open(call.signedIn().account(), steps.getFirst()) : Optional.empty();
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        try {
            long uid = Long.parseLong(steps.get(1));
            Content letter = opened.get().folder().content(uid);
            Optional<Located> located = Located.of(letter, steps.get(2));
            Optional<Parts.Attached> attached = located.flatMap(found -> found.scope().file(steps.get(2)));
            return attached.map(file -> new LetterFile(opened.get(), uid, letter, located.orElseThrow(), file));
        } catch (MailboxException gone) {
            return Optional.empty();
        }
    }

    /** As addresses name it. */
    String key() {
        return opened.path() + "/" + uid + "/" + attached.path();
    }
}
