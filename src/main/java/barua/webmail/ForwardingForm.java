package barua.webmail;

import barua.message.Address;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;

/** Forwarding as its form shows it, and as a part of the script: a {@code redirect} (RFC 5228 §4.2), with {@code :copy} (RFC 3894) where a copy stays. */
public record ForwardingForm(boolean on, String to, boolean copy, boolean noSpam) {

    static final ForwardingForm NONE = new ForwardingForm(false, "", true, true);
    static final Set<String> NEEDS = Set.of("copy");
    private static final String SPAM = ", not header :contains \"x-spam-flag\" \"yes\"";

    static ForwardingForm of(HttpServletRequest request) {
        String to = Optional.ofNullable(request.getParameter("to")).orElse("").strip();
        return new ForwardingForm(request.getParameter("on") != null, to.length() > 320 ? "" : to, request.getParameter("copy") != null,
                request.getParameter("spam") != null);
    }

    /** The key of what is wrong; what is off may be half written. */
    Optional<String> problem(Address own) {
        Optional<Address> address = Address.parse(to);
        if (!on && to.isEmpty()) {
            return Optional.empty();
        }
        return address.isEmpty() ? Optional.of("forwarding.bad.address") : address.get().folded().equals(own.folded()) ? Optional.of("forwarding.bad.self")
                : Optional.empty();
    }

    String write() {
        return ScriptParts.MARK_OF.formatted(ScriptParts.FORWARDING) + "if allof (" + on + (noSpam ? SPAM : "") + ") {\n    redirect " + (copy ? ":copy " : "")
                + RuleText.quoted(to) + ";\n}\n";
    }

    /** The form of that part; empty where the form would write another one. */
    static Optional<ForwardingForm> read(ScriptParts.Part part) {
        var tokens = RuleTokens.of(part.text());
        boolean on = tokens.stream().anyMatch(token -> token.isWord("true"));
        boolean copy = tokens.stream().anyMatch(token -> token.text().equals(":copy"));
        String to = tokens.stream().filter(token -> token.kind() == RuleTokens.Kind.STRING).reduce((_, last) -> last).map(RuleTokens.Token::text).orElse("");
        ForwardingForm form = new ForwardingForm(on, to, copy, part.text().contains(SPAM));
        return form.write().strip().equals(part.text().strip()) ? Optional.of(form) : Optional.empty();
    }
}
