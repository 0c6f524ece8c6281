package barua.webmail;

import barua.mailbox.FolderName;
import barua.message.Address;
import barua.sieve.RuleSheet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a form is a rule that can be written down, and whether it must be asked about first. */
final class RuleCheck {

    private static final Set<String> SENDING = Set.of("forward", "redirect");

    private RuleCheck() {
    }

    /** The key of what is to be said; empty where nothing is wrong. */
    static Optional<String> problem(RuleForm form) {
        return RuleSheet.plainName(form.name()).isEmpty() ? Optional.of("filters.bad.name") : contents(form);
    }

    /** The same of a rule that need not have a name: other programs write such. */
    static Optional<String> contents(RuleForm form) {
        if (form.actions().isEmpty() && !form.stop()) {
            return Optional.of("filters.bad.action");
        }
        return form.conditions().stream().flatMap(line -> problem(line).stream()).findFirst()
                .or(() -> form.actions().stream().flatMap(deed -> problem(deed).stream()).findFirst());
    }

    private static Optional<String> problem(RuleForm.Line line) {
        if (!Choices.FIELDS.contains(line.field())) {
            return Optional.of("filters.bad.test");
        }
        if (line.field().equals("size")) {
            return line.values().strip().matches("[0-9]{1,6}([.,][0-9]{1,3})?") ? Optional.empty() : Optional.of("filters.bad.size");
        }
        boolean named = !line.field().equals("header") || line.header().matches("[!-9;-~]{1,100}");   // RFC 5322 §2.2
        boolean known = line.field().equals("any") || Choices.testsOf(line.field()).contains(line.test());
        return known && named && (!line.valued() || !line.list().isEmpty()) ? Optional.empty() : Optional.of("filters.bad.value");
    }

    /** The key of why the rule may not send mail where it says; empty where it may. @param form one without a {@link #problem} */
    static Optional<String> refusal(RuleForm form, ForwardingPolicy policy) {
        return form.actions().stream().filter(deed -> SENDING.contains(deed.kind()))
                .flatMap(deed -> policy.refusal(Address.of(deed.text().strip())).stream()).findFirst();
    }

    private static Optional<String> problem(RuleForm.Deed deed) {
        return switch (deed.kind()) {
            case "move", "copy" -> FolderName.parse(deed.folder().equals(RuleForm.NEW_FOLDER) ? deed.text().strip() : deed.folder())
                    .isPresent() ? Optional.empty() : Optional.of("filters.bad.folder");
            case "forward", "redirect" -> Address.parse(deed.text().strip()).isPresent() ? Optional.empty() : Optional.of("filters.bad.address");
            case "reject" -> deed.text().isBlank() ? Optional.of("filters.bad.value") : Optional.empty();
            case "label" -> deed.text().matches("[A-Za-z0-9_.$-]{1,60}") ? Optional.empty() : Optional.of("filters.bad.value");
            case "keep", "flag", "read", "discard" -> Optional.empty();
            default -> Optional.of("filters.bad.action");
        };
    }

    /** The key of the warning that a person has to agree to; empty where mail cannot get lost by the rule. */
    static Optional<String> warning(RuleForm form) {
        List<String> deeds = form.actions().stream().map(RuleForm.Deed::kind).toList();
        boolean kept = deeds.contains("move") || deeds.contains("keep");
        return warning(deeds.contains("discard") && !kept, deeds.contains("reject"), deeds.contains("redirect") && !kept);
    }

    /** The same of a rule's text. */
    static Optional<String> warning(String text) {
        Set<String> words = RuleSheet.read(text).words();
        return warning(words.contains("discard"), words.contains("reject") || words.contains("ereject"), false);
    }

    private static Optional<String> warning(boolean discards, boolean rejects, boolean leaves) {
        return discards ? Optional.of("filters.warn.discard") : rejects ? Optional.of("filters.warn.reject")
                : leaves ? Optional.of("filters.warn.redirect") : Optional.empty();
    }
}
