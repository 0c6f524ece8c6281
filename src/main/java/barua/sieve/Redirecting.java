package barua.sieve;

import barua.message.Address;
import barua.message.AddressItem;
import java.util.List;
import java.util.Optional;

/** {@code redirect} (RFC 5228 §4.2). */
final class Redirecting {

    private Redirecting() {
    }

    static Step redirect(Words words) {
        Place place = words.place();
        boolean copy = words.flag(":copy", "copy");
        Text to = words.string("an address");
        to.constant().filter(text -> address(text).isEmpty()).ifPresent(text -> words.complain(noAddress(text)));
        return run -> {
            String text = to.in(run);
            Address address = address(text).orElseThrow(() -> new Failure(noAddress(text)));
            run.act(new Action.Redirect(place, address, run.edited()));
            if (!copy) {
                run.cancelKeep();
            }
            return Flow.ON;
        };
    }

    /** One address, with or without a name in front. */
    static Optional<Address> address(String text) {
        Optional<Address> plain = Address.parse(text);
        if (plain.isPresent() || text.indexOf('<') < 0) {
            return plain;
        }
        List<AddressItem.Mailbox> mailboxes = HeaderView.mailboxes(text);
        return mailboxes.size() == 1 ? mailboxes.getFirst().address().flatMap(address -> Address.parse(address.toString())) : Optional.empty();
    }

    static String noAddress(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\" is no address";
    }
}
