package barua.delivery;

import barua.delivery.Doing.Reason;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.HeaderField;
import barua.message.Headers;
import barua.message.Letter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a letter may be answered by a machine (RFC 3834 §2, RFC 5230 §4.6): never one that a machine, a list or nobody sent. */
final class Automatic {

    private static final List<String> LIST_FIELDS = List.of("List-Id", "List-Help", "List-Subscribe", "List-Unsubscribe", "List-Post", "List-Owner",
            "List-Archive");
    private static final Set<String> BULK = Set.of("bulk", "list", "junk");
    private static final List<String> NAMED_IN = List.of("To", "Cc", "Bcc", "Resent-To", "Resent-Cc", "Resent-Bcc");
    private static final Pattern NO_READER =
            Pattern.compile("(?i)owner-.*|.*-owner|.*-request|.*-(relay|bounces?|admin|errors?)|bounces?([+=-].*)?|prvs=.*|mailer-?daemon|daemon"
            + "|listserv|majordomo|(do-?)?not?[-_.]?reply.*|.*[-_.+]no[-_.]?reply|postmaster|root");

    private Automatic() {
    }

    /** Why nobody may be answered by a machine; empty where somebody may be. */
    static Optional<Reason> refusal(Letter letter, Owner owner) {
        Optional<Address> sender = letter.envelope().from().address();
        if (sender.isEmpty()) {
            return Optional.of(Reason.NO_SENDER);
        }
        if (owner.has(sender.get(), List.of())) {
            return Optional.of(Reason.OWN_ADDRESS);
        }
        if (NO_READER.matcher(sender.get().local()).matches()) {
            return Optional.of(Reason.NO_REPLY);
        }
        return byHeader(letter.header());
    }

    static Optional<Reason> byHeader(Headers header) {
        if (LIST_FIELDS.stream().anyMatch(name -> header.first(name).isPresent()) || header.all("Precedence").stream()
                .anyMatch(field -> BULK.contains(word(field)))) {
            return Optional.of(Reason.LIST);
        }
        boolean machine = header.all("Auto-Submitted").stream().anyMatch(field -> !word(field).equals("no")) || header.first("X-Autoreply").isPresent()
                || header.first("X-Autorespond").isPresent() || header.all("X-Auto-Response-Suppress").stream().anyMatch(Automatic::suppresses)
                || header.all("Content-Type").stream().anyMatch(field -> word(field).equals("multipart/report"));
        if (machine) {
            return Optional.of(Reason.MACHINE);
        }
        boolean spam = Stream.of("X-Spam-Flag", "X-Spam", "X-Spam-Status").flatMap(name -> header.all(name).stream())
                .anyMatch(field -> word(field).matches("yes.*|true|spam"));
        return spam ? Optional.of(Reason.SPAM) : Optional.empty();
    }

    /** A program that notified somebody wrote it: nobody is notified of that (RFC 5436 §2.7.1). */
    static boolean isNotification(Headers header) {
        return header.all("Auto-Submitted").stream().anyMatch(field -> word(field).equals("auto-notified"));
    }

    /** RFC 5230 §4.5. @param more addresses of the owner by the script's word */
    static boolean names(Headers header, Owner owner, List<Address> more) {
        return NAMED_IN.stream().flatMap(name -> header.addresses(name).stream()).filter(AddressItem.Mailbox.class::isInstance)
                .flatMap(item -> ((AddressItem.Mailbox) item).address().stream()).anyMatch(address -> owner.has(address, more));
    }

    private static boolean suppresses(HeaderField field) {
        String value = field.unfolded().toLowerCase(Locale.ROOT);
        return value.contains("all") || value.contains("oof") || value.contains("autoreply");
    }

    /** The value without parameters and comments. */
    private static String word(HeaderField field) {
        return field.unfolded().strip().toLowerCase(Locale.ROOT).split("[;,( \t]", 2)[0];
    }
}
