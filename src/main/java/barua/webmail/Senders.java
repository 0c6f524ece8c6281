package barua.webmail;

import barua.directory.Directory;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.HeaderField;
import barua.message.Headers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a message is from, and what a reader must know before believing it. */
final class Senders {

    /** What our own server writes above mail that came in without a login (RFC 3848: with one the protocol's name ends in A). */
    private static final Pattern WITHOUT_LOGIN =
            Pattern.compile("^from (?!\\S+ \\((?:logged in|own network)\\)).* by \\S+ \\(Barua\\) with (?:UTF8)?E?SMTPS? id .*");
    private static final Pattern ADDRESS_IN_NAME = Pattern.compile("[\\p{L}\\p{N}._%+'-]{1,64}@(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}");

    private final Directory directory;
    private final Address reader;
    private final Words words;

    Senders(Directory directory, Address reader, Words words) {
        this.directory = directory;
        this.reader = reader;
        this.words = words;
    }

    /** @param headers all of the message's, or those of its outline, which do not tell how it came in */
    ShownMessage.Sender of(Headers headers) {
        List<AddressItem.Mailbox> all = People.of(headers, "from");
        AddressItem.Mailbox from = all.stream().findFirst().orElse(new AddressItem.Mailbox("", "", "", ""));
        boolean stranger = cameWithoutLogin(headers);
        boolean mine = !stranger && all.size() == 1 && isReader(from);
        String name = mine ? words.say("mail.me.capital") : People.address(from).isEmpty() ? words.say("mail.nosender") : People.name(from);
        boolean external = all.stream().anyMatch(this::isOutside) || stranger && !all.isEmpty();
        return new ShownMessage.Sender(name, People.address(from), People.initials(People.name(from)), mine, external, claims(from));
    }

    /** Whether our server took it from a stranger: whatever stands in From, nobody proved it. Mail without our mark was filed by a program of the reader's. */
    private static boolean cameWithoutLogin(Headers headers) {
        Optional<HeaderField> newest = headers.first("received");
        return newest.filter(field -> WITHOUT_LOGIN.matcher(field.unfolded().replaceAll("\\s+", " ")).matches()).isPresent();
    }

    private boolean isReader(AddressItem.Mailbox person) {
        return person.address().map(Address::folded).filter(reader::equals).isPresent();
    }

    private boolean isOutside(AddressItem.Mailbox person) {
        return person.address().filter(address -> !directory.isOurs(address.domain())).isPresent();
    }

    /** The address that a display name shows, where it is not the one behind it. */
    static String claims(AddressItem.Mailbox from) {
        Matcher shown = ADDRESS_IN_NAME.matcher(from.name());
        while (shown.find()) {
            Optional<Address> claimed = AddressParser.addrSpec(shown.group());
            boolean other = claimed.map(Address::folded).filter(address -> from.address().map(Address::folded).filter(address::equals).isEmpty()).isPresent();
            if (other) {
                return shown.group();
            }
        }
        return "";
    }
}
