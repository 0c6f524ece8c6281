package barua.webmail;

import barua.directory.Directory;
import barua.directory.Entry;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.Draft;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An address field as somebody typed it.
 *
 * @param people those that mail can be sent to
 * @param wrong  words that are no address
 */
record Recipients(List<Draft.Person> people, List<String> wrong) {

    static Recipients read(String typed) {
        List<Draft.Person> people = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        // The parser reads bytes of a header as ISO 8859-1 chars.
        String raw = new String(typed.replaceAll("[\\r\\n;]+", ",").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        for (AddressItem item : AddressParser.list(raw)) {
            if (item instanceof AddressItem.Mailbox mailbox) {
                Optional<Address> address = mailbox.address().flatMap(one -> Address.parsePath(one.toString()));
                address.ifPresentOrElse(one -> people.add(new Draft.Person(mailbox.name(), one)), () -> wrong.add(People.address(mailbox)));
            }
        }
        wrong.removeIf(String::isBlank);
        return new Recipients(people, wrong);
    }

    /** Those in our own domains that nobody has. */
    static List<Address> unknown(Directory directory, List<Address> addresses) {
        return addresses.stream().filter(address -> directory.lookUp(withoutDetail(address)) instanceof Entry.Nobody).toList();
    }

    /** As it is written into a field: {@code "Mushi, Neema" <neema@mfano.example>}. */
    static String text(AddressItem.Mailbox person) {
        String name = person.name().strip();
        boolean plain = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == ' ' || c == '\'' || c == '-' || c > 127);
        String shown = plain ? name : "\"" + name.replace("\\", "").replace("\"", "") + "\"";
        return name.isEmpty() ? People.address(person) : shown + " <" + People.address(person) + ">";
    }

    private static Address withoutDetail(Address address) {
        int plus = address.local().indexOf('+');
        return plus > 0 ? new Address(address.local().substring(0, plus), address.domain()) : address;
    }
}
