package barua.delivery;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore.Filing;
import barua.mailbox.Mailbox;
import barua.message.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Turns a letter and its recipients into a {@link Plan}, by the rules of each. Nothing is done yet. */
final class Planner {

    private static final int HOPS_AT_MOST = 100;   // RFC 5321 §6.3
    /** What goes in circles ends here. */
    private static final Rules.Decision INBOX = new Rules.Decision(List.of(new Rules.Copy(FolderName.INBOX, Flags.NONE)), List.of());

    private final Rules rules;

    Planner(Rules rules) {
        this.rules = rules;
    }

    /**
     * @param folders the folders of a recipient's account
     * @param heard   whether whoever hands the letter in hears a refusal, and tells the sender
     */
    Plan plan(Letter letter, List<Recipient> to, Function<Recipient, List<Mailbox.Entry>> folders, boolean heard) {
        // What is filed several times for one account, for several addresses of it, is filed once; so are its effects.
        Map<Filing, Map<String, Effect>> steps = new LinkedHashMap<>();
        List<Plan.Share> shares = new ArrayList<>();
        boolean circles = letter.header().all("Received").size() > HOPS_AT_MOST;
        for (Recipient recipient : to) {
            Rules.Decision decision = circles ? INBOX : rules.decide(letter, recipient, () -> folders.apply(recipient), heard);
            List<Plan.Part> parts = new ArrayList<>();
            for (Rules.Copy copy : decision.copies()) {
                Filing filing = new Filing(recipient.account(), copy.folder(), copy.flags(), letter.received(), copy.instead());
                Map<String, Effect> effects = steps.computeIfAbsent(filing, _ -> new LinkedHashMap<>());
                if (parts.isEmpty()) {
                    decision.effects().forEach(effect -> effects.putIfAbsent(effect.same(), effect));
                }
                int step = List.copyOf(steps.keySet()).indexOf(filing);
                if (parts.stream().noneMatch(part -> part.step() == step)) {
                    parts.add(new Plan.Part(step, copy.by()));
                }
            }
            shares.add(new Plan.Share(recipient, List.copyOf(parts), parts.isEmpty() ? decision.effects() : List.of(), decision.doings(), decision.refusal()));
        }
        return new Plan(steps.entrySet().stream().map(step -> new Plan.Step(step.getKey(), List.copyOf(step.getValue().values()))).toList(), shares);
    }
}
