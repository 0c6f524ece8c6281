package barua.sieve;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Headers;
import barua.message.Subjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules that a letter suggests, the best first. Their actions are yet to be chosen. */
public final class Proposals {

    private static final int MOST = 4;
    private static final int SHORTEST_SUBJECT = 4;
    private static final Pattern LIST_ID = Pattern.compile("<([^<>\\s]{1,200})>\\s*$");

    private Proposals() {
    }

    /** By its list, its sender, the sender's domain, its subject without answers' marks; whatever the letter has of these, at most four. */
    public static List<Rule> from(Headers headers) {
        List<Rule> rules = new ArrayList<>();
        Matcher list = LIST_ID.matcher(headers.text("List-Id"));
        if (list.find()) {
            rules.add(rule(list.group(1).split("\\.")[0], Condition.list("<" + list.group(1) + ">")));
        }
        sender(headers).ifPresent(mailbox -> {
            Address address = mailbox.address().orElseThrow();
            rules.add(rule(mailbox.name().isBlank() ? address.toString() : mailbox.name(), Condition.sender(address.toString())));
            rules.add(rule(address.domain().toString(), Condition.senderDomain(address.domain().ascii())));
        });
        String subject = Subjects.base(headers.text("Subject")).strip();
        if (subject.length() >= SHORTEST_SUBJECT) {
            rules.add(rule(subject, Condition.subject(Keys.How.CONTAINS, subject)));
        }
        return rules.subList(0, Math.min(MOST, rules.size()));
    }

    private static Optional<AddressItem.Mailbox> sender(Headers headers) {
        return headers.addresses("From").stream().filter(AddressItem.Mailbox.class::isInstance).map(AddressItem.Mailbox.class::cast)
                .filter(mailbox -> mailbox.address().isPresent()).findFirst();
    }

    private static Rule rule(String name, Condition condition) {
        return new Rule(name, true, false, List.of(condition), List.of(), true);
    }
}
