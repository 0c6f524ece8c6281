package barua.delivery;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.message.Letter;
import java.util.List;
import java.util.function.Supplier;

/** What one account wants to be done with a letter. Decides and does nothing. */
@FunctionalInterface
interface Rules {

    record Copy(FolderName folder, Flags flags) {
    }

    /**
     * @param copies  where it is filed; none for a letter that only leads to effects, or to nothing
     * @param effects what follows when the first of the copies is durable
     */
    record Decision(List<Copy> copies, List<Effect> effects) {

        public Decision {
            copies = List.copyOf(copies);
            effects = List.copyOf(effects);
        }
    }

    /** @param folders the account's folders, read when they are asked for */
    Decision decide(Letter letter, Recipient recipient, Supplier<List<Mailbox.Entry>> folders);
}
