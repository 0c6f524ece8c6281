package barua.delivery;

import barua.mailbox.MailStore.Filing;
import barua.message.Status;
import java.util.List;
import java.util.Optional;

/**
 * What is to be done with one letter. Recipients that mean one folder share one step.
 *
 * @param shares what each recipient has of it, in their order
 */
record Plan(List<Step> steps, List<Share> shares) {

    /** One copy, and what follows when it is durable. */
    record Step(Filing filing, List<Effect> effects) {
    }

    /** A step that a recipient has part in. @param by which rule wanted it */
    record Part(int step, String by) {
    }

    /**
     * @param parts   none where nothing is filed
     * @param alone   what happens for a recipient for whom nothing is filed
     * @param doings  all of it in words
     * @param refusal what is said of this recipient; then nothing is done for it
     */
    record Share(Recipient recipient, List<Part> parts, List<Effect> alone, List<Doing> doings, Optional<Status> refusal) {
    }
}
