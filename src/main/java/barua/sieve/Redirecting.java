package barua.sieve;

import barua.message.Address;
import barua.message.AddressItem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code redirect} (RFC 5228 §4.2), with {@code :copy} (RFC 3894), and to all of a list (RFC 6134 §2.3). */
final class Redirecting {

    private Redirecting() {
    }

    static Step redirect(Words words) {
        Place place = words.place();
        boolean copy = words.flag(":copy", "copy");
        boolean list = words.flag(":list", "extlists");
        Text to = words.string(list ? "the name of a list" : "an address");
        if (!list) {
            to.constant().filter(text -> address(text).isEmpty()).ifPresent(text -> words.complain(noAddress(text)));
        }
        to.constant().filter(_ -> list).ifPresent(name -> words.compiler().usesList(words, name));
        ExternalLists lists = words.compiler().lists();
        Function<Run, List<Address>> addresses = list ? run -> Lists.members(lists, to.in(run), run.limits().redirects()) : run -> List.of(one(to.in(run)));
        return run -> {
            List<Address> all = addresses.apply(run);
            for (Address address : all) {
                run.act(new Action.Redirect(place, address, run.editedForRedirect()));
            }
            if (!copy && !all.isEmpty()) {    // an empty list would lose the letter
                run.cancelKeep();
            }
            return Flow.ON;
        };
    }

    private static Address one(String text) {
        return address(text).orElseThrow(() -> new Failure(noAddress(text)));
    }

    /** One address, with or without a name in front, with blanks where RFC 5322 allows them. */
    static Optional<Address> address(String text) {
        Optional<Address> plain = Address.parse(text);
        if (plain.isPresent()) {
            return plain;
        }
        List<AddressItem.Mailbox> mailboxes = HeaderView.mailboxes(text);
        boolean one = mailboxes.size() == 1 && (text.indexOf('<') >= 0 || mailboxes.getFirst().rawName().isEmpty());
        return one ? mailboxes.getFirst().address().flatMap(address -> Address.parse(address.toString())).filter(address -> isWritten(address, text))
                : Optional.empty();
    }

    /** Whether its local part stands there as it must be written: what {@code a@b@c} means is anybody's guess. */
    private static boolean isWritten(Address address, String text) {
        String written = address.toString();
        return text.contains(written.substring(0, written.lastIndexOf('@')));
    }

    /** The name in front of the one address; empty where there is none. */
    static String name(String text) {
        List<AddressItem.Mailbox> mailboxes = Address.parse(text).isPresent() ? List.of() : HeaderView.mailboxes(text);
        return mailboxes.size() == 1 ? mailboxes.getFirst().name() : "";
    }

    static String noAddress(String text) {
        return "\"" + (text.length() <= 80 ? text : text.substring(0, 80) + "...") + "\" is no address";
    }
}
