package barua.delivery;

import barua.mailbox.Flags;
import barua.mailbox.FolderName;
import barua.mailbox.MailStore.Filing;
import barua.mailbox.Mailbox;
import barua.message.Letter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /** @param folders the folders of a recipient's account */
    Plan plan(Letter letter, List<Recipient> to, Function<Recipient, List<Mailbox.Entry>> folders) {
        Map<Filing, Set<Effect>> steps = new LinkedHashMap<>();
        List<Plan.Share> shares = new ArrayList<>();
        for (Recipient recipient : to) {
            boolean circles = letter.header().all("Received").size() > HOPS_AT_MOST;
            Rules.Decision decision = circles ? INBOX : rules.decide(letter, recipient, () -> folders.apply(recipient));
            List<Filing> filings = decision.copies().stream()
                    .map(copy -> new Filing(recipient.account(), copy.folder(), copy.flags(), letter.received())).toList();
            filings.forEach(filing -> steps.putIfAbsent(filing, new LinkedHashSet<>()));
            filings.stream().findFirst().ifPresent(first -> steps.get(first).addAll(decision.effects()));
            List<Filing> order = List.copyOf(steps.keySet());
            shares.add(new Plan.Share(recipient, filings.stream().distinct().map(order::indexOf).toList(), filings.isEmpty() ? decision.effects() : List.of()));
        }
        return new Plan(steps.entrySet().stream().map(step -> new Plan.Step(step.getKey(), List.copyOf(step.getValue()))).toList(), shares);
    }
}
