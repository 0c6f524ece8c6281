package barua.delivery;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.message.Content;
import barua.message.Letter;
import barua.message.Status;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** What one account wants to be done with a letter. Decides and does nothing. */
@FunctionalInterface
interface Rules {

    /**
     * @param instead what is filed instead of the letter: an edited one, or another that belongs to it
     * @param by      which rule wanted it, for the trace; empty where none did
     */
    record Copy(FolderName folder, Flags flags, Optional<Content> instead, String by) {

        Copy(FolderName folder, Flags flags) {
            this(folder, flags, Optional.empty(), "");
        }
    }

    /**
     * @param copies  where it is filed; none for a letter that only leads to effects, or to nothing
     * @param effects what follows when the first of the copies is durable
     * @param doings  all of it in words, and what was asked for and is not done
     * @param refusal what whoever hands the letter in is told instead; then nothing else happens
     */
    record Decision(List<Copy> copies, List<Effect> effects, List<Doing> doings, Optional<Status> refusal) {

        public Decision {
            copies = List.copyOf(copies);
            effects = List.copyOf(effects);
            doings = List.copyOf(doings);
        }

        Decision(List<Copy> copies, List<Effect> effects) {
            this(copies, effects, List.of(), Optional.empty());
        }
    }

    /**
     * @param folders the account's folders, read when they are asked for
     * @param heard   whether whoever hands the letter in hears a refusal, and tells the sender
     */
    Decision decide(Letter letter, Recipient recipient, Supplier<List<Mailbox.Entry>> folders, boolean heard);
}
