package barua.webmail;

import barua.message.AddressItem;
import barua.message.Headers;
import java.util.List;
import java.util.Locale;

/** Names of people as pages show them. */
final class People {

    private People() {
    }

    /** The mailboxes of an address field, groups opened. */
    static List<AddressItem.Mailbox> of(Headers headers, String field) {
        return headers.addresses(field).stream().filter(AddressItem.Mailbox.class::isInstance).map(AddressItem.Mailbox.class::cast).toList();
    }

    /** The display name, else the address as it stands. */
    static String name(AddressItem.Mailbox person) {
        String name = person.name().strip();
        return name.isEmpty() ? address(person) : name;
    }

    /** {@code Name <address>}, or the address alone. */
    static String inFull(AddressItem.Mailbox person) {
        return person.name().isBlank() ? address(person) : person.name() + " <" + address(person) + ">";
    }

    static String address(AddressItem.Mailbox person) {
        return person.domain().isEmpty() ? person.local() : person.local() + "@" + person.domain();
    }

    /** For lists of several: without title and family name. */
    static String firstName(AddressItem.Mailbox person) {
        String name = person.name().strip();
        if (name.isEmpty()) {
            return person.local();
        }
        String plain = name.contains(",") ? name.substring(name.indexOf(',') + 1).strip() : name;
        String[] words = (plain.isEmpty() ? name : plain).split("\\s+");
        boolean title = words.length > 1 && words[0].endsWith(".");
        return title ? words[1] : words[0];
    }

    /** Two letters for the round picture. */
    static String initials(String name) {
        String[] words = name.replaceAll("(?U)[^\\w\\s@.-]", " ").strip().split("[\\s@.]+");
        StringBuilder out = new StringBuilder();
        for (String word : words) {
            boolean title = word.isEmpty() || !Character.isLetter(word.codePointAt(0));
            if (!title && out.codePointCount(0, out.length()) < 2
                    && !(words.length > 2 && List.of("dr", "prof", "mr", "mrs", "ms").contains(word.toLowerCase(Locale.ROOT)))) {
                out.appendCodePoint(Character.toUpperCase(word.codePointAt(0)));
            }
        }
        return out.isEmpty() ? "?" : out.toString();
    }
}
