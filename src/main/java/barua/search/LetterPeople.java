package barua.search;

import barua.message.Address;
import barua.message.AddressItem;
import barua.message.AddressParser;
import barua.message.HeaderField;
import barua.message.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One person of one letter, as the index keeps it: a sign for what part they had, the address, a line end, the name.
 *
 * @param part    {@link #FROM}, {@link #TO} or {@link #LIST}
 * @param address in small letters
 * @param name    as people read it; empty where there is none that can be believed
 */
record LetterPeople(char part, String address, String name) {

    /** Parts of people, in the order of the index. */
    static final char FROM = 'f';
    static final char LIST = 'l';
    static final char TO = 't';

    private static final int MOST_FROM = 3;
    private static final int MOST_TO = 100;
    private static final int LONGEST_ADDRESS = 254;   // RFC 5321 §4.5.3.1.3, without the angle brackets
    private static final int LONGEST_NAME = 100;
    private static final Pattern MACHINE = Pattern.compile("(?:.*[-._])?(?:no|do-?not|dont)[-._]?reply(?:[-._+].*)?|mailer-daemon|postmaster|nobody"
            + "|(?:.*-)?bounces?(?:[-+=].*)?|owner-.*|.*-(?:owner|request|unsubscribe)|listserv|majordomo");
    private static final Pattern MAILTO = Pattern.compile("(?i)<mailto:([^<>?]{1,254})");

    /** Who wrote it, unless that was a program; whom to; the list that it came by. */
    static List<LetterPeople> of(Headers headers) {
        List<LetterPeople> people = new ArrayList<>();
        if (!isAutomatic(headers)) {
            people(headers, "from", FROM).filter(person -> !person.isMachine()).limit(MOST_FROM).forEach(people::add);
        }
        Stream.of("to", "cc", "bcc").flatMap(field -> people(headers, field, TO)).limit(MOST_TO).forEach(people::add);
        Matcher post = MAILTO.matcher(headers.first("list-post").map(HeaderField::unfolded).orElse(""));   // RFC 2369 §3.4
        if (post.find()) {
            AddressParser.addrSpec(post.group(1)).flatMap(list -> person(LIST, list, "")).ifPresent(people::add);
        }
        return people;
    }

    /** RFC 3834 §5, RFC 2919, RFC 2369; Precedence is older than any of them. */
    private static boolean isAutomatic(Headers headers) {
        boolean answered = headers.first("auto-submitted").filter(field -> !field.unfolded().strip().toLowerCase(Locale.ROOT).startsWith("no")).isPresent();
        return answered || headers.first("list-id").isPresent() || headers.first("list-unsubscribe").isPresent()
                || headers.first("precedence").filter(field -> field.unfolded().strip().matches("(?i)bulk|list|junk")).isPresent();
    }

    private static Stream<LetterPeople> people(Headers headers, String field, char part) {
        return headers.addresses(field).stream().filter(AddressItem.Mailbox.class::isInstance).map(AddressItem.Mailbox.class::cast)
                .flatMap(one -> one.address().flatMap(address -> person(part, address, one.name())).stream());
    }

    /** Empty for an address that nobody could write to. */
    private static Optional<LetterPeople> person(char part, Address address, String name) {
        String folded = address.folded().toString();
        boolean fits = folded.length() <= LONGEST_ADDRESS && Address.parsePath(folded).isPresent();
        return fits ? Optional.of(new LetterPeople(part, folded, plain(name, folded))) : Optional.empty();
    }

    /** A name that shows an address is none: it could be somebody else's. */
    private static String plain(String name, String address) {
        String plain = name.replaceAll("[\\p{Cc}\\p{Cf}\\s]+", " ").strip().replaceFirst("^'(.*)'$", "$1").strip();
        int end = Math.min(plain.length(), LONGEST_NAME);
        String brief = plain.substring(0, end < plain.length() && Character.isHighSurrogate(plain.charAt(end - 1)) ? end - 1 : end);
        return brief.indexOf('@') >= 0 || brief.indexOf('\uff20') >= 0 || brief.equalsIgnoreCase(address) ? "" : brief;
    }

    boolean isMachine() {
        return MACHINE.matcher(address.substring(0, address.lastIndexOf('@'))).matches();
    }

    String term() {
        return part + address + "\n" + name;
    }

    static LetterPeople ofTerm(String term) {
        int end = term.indexOf('\n');
        return new LetterPeople(term.charAt(0), term.substring(1, end), term.substring(end + 1));
    }
}
