package barua.webmail;

import barua.message.Address;
import barua.sieve.Forwarding;
import barua.sieve.RuleSheet;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;

/** Forwarding as its form shows it, and as a part of the script: a {@code redirect} (RFC 5228 §4.2), with {@code :copy} (RFC 3894) where a copy stays. */
public record ForwardingForm(boolean on, String to, boolean copy, boolean noSpam) {

    static final ForwardingForm NONE = new ForwardingForm(false, "", true, true);

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

    /** The script with this in it. Without an address what is there is switched off. */
    RuleSheet in(RuleSheet sheet) {
        return Address.parse(to).map(address -> sheet.with(new Forwarding(on, List.of(address), copy, noSpam)))
                .orElseGet(() -> sheet.forwarding().map(at -> sheet.enable(at, false)).orElse(sheet));
    }

    /** Empty where there is no forwarding, or one that the form cannot show. */
    static Optional<ForwardingForm> of(RuleSheet sheet) {
        return sheet.forwarding().map(at -> (Forwarding) sheet.entries().get(at).part()).filter(forwarding -> forwarding.to().size() == 1)
                .map(forwarding -> new ForwardingForm(forwarding.enabled(), forwarding.to().getFirst().toString(), forwarding.copy(), forwarding.notSpam()));
    }
}
