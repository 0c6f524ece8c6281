package barua.delivery;

import barua.mailbox.MailStore.Filing;
import java.util.List;

/**
 * What is to be done with one letter. Recipients that mean one folder share one step.
 *
 * @param shares what each recipient has of it, in their order
 */
record Plan(List<Step> steps, List<Share> shares) {

    /** One copy, and what follows when it is durable. */
    record Step(Filing filing, List<Effect> effects) {
    }

    /**
     * @param steps which of the plan's; none where nothing is filed
     * @param alone what happens for a recipient for whom nothing is filed
     */
    record Share(Recipient recipient, List<Integer> steps, List<Effect> alone) {
    }
}
