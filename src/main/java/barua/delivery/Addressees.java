package barua.delivery;

import barua.mailbox.Folder;
import barua.mailbox.Mailbox;
import barua.mailbox.MailStore;
import barua.mailbox.MailboxException;
import barua.mailbox.SpecialUse;
import barua.message.Address;
import barua.message.AddressItem;
import barua.message.Headers;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Whom an account has written to, as its newest letters in Sent say: read from their outlines, the new ones alone where it was read before. Nothing is
 * stored, so nothing can be lost; a letter that is deleted from Sent counts for an hour at most. Safe for many threads.
 */
final class Addressees {

    private static final int LETTERS = 1_000;
    private static final int MOST = 2_000;
    private static final int ACCOUNTS = 2_000;
    private static final Set<String> MACHINES = Set.of("noreply", "no-reply", "donotreply", "mailer-daemon", "postmaster");
    private static final List<String> FIELDS = List.of("to", "cc", "bcc");
    /** For so long Sent is not looked at again: one script asks for many addresses. */
    private static final Duration FRESH = Duration.ofSeconds(2);
    private static final Duration WHOLE = Duration.ofHours(1);

    /** @param begun when all of Sent was read @param looked when it was looked at last, both as {@link System#nanoTime} */
    private record Book(String mailboxId, long uidNext, long begun, long looked, Set<Address> people) {
    }

    private final MailStore store;
    private final Cache<Address, Book> books = Caffeine.newBuilder().maximumSize(ACCOUNTS).expireAfterAccess(Duration.ofMinutes(30)).build();

    Addressees(MailStore store) {
        this.store = store;
    }

    /**
     * The people in those fields of a folder's newest letters, with a letter's one after the other; those of machines left out, and machines themselves.
     *
     * @param from the first UID that counts
     */
    private static void people(Folder folder, long from, List<String> fields, Consumer<AddressItem.Mailbox> each) throws IOException {
        long[] uids = Arrays.stream(folder.uids()).filter(uid -> uid >= from).toArray();
        for (long uid : Arrays.copyOfRange(uids, Math.max(0, uids.length - LETTERS), uids.length)) {
            try {
                Headers headers = folder.outline(uid).headers();
                if (headers.first("auto-submitted").isEmpty() && headers.first("list-id").isEmpty()) {
                    fields.forEach(field -> headers.addresses(field).forEach(item -> person(item).ifPresent(each)));
                }
            } catch (MailboxException gone) {
                // Moved away while we read: it no longer counts.
            }
        }
    }

    private static Optional<AddressItem.Mailbox> person(AddressItem item) {
        return item instanceof AddressItem.Mailbox person && person.address().isPresent() && !MACHINES.contains(person.local().toLowerCase(Locale.ROOT))
                ? Optional.of(person) : Optional.empty();
    }

    /** Folded, the latest last; what could be read where Sent cannot be read now. */
    Set<Address> of(Address account) {
        Book known = books.getIfPresent(account);
        long now = System.nanoTime();
        if (known != null && now - known.looked < FRESH.toNanos()) {
            return known.people;
        }
        try {
            Book fresh = read(account, Optional.ofNullable(known).filter(book -> now - book.begun < WHOLE.toNanos()), now);
            books.put(account, fresh);
            return fresh.people;
        } catch (IOException later) {
            return known == null ? Set.of() : known.people;
        }
    }

    private Book read(Address account, Optional<Book> before, long now) throws IOException {
        Mailbox mailbox = store.open(account);
        Optional<Mailbox.Entry> sent = mailbox.list().stream().filter(entry -> entry.exists() && entry.use().equals(Optional.of(SpecialUse.SENT))).findFirst();
        if (sent.isEmpty()) {
            return new Book("", 0, now, now, Set.of());
        }
        Folder folder = mailbox.folder(sent.get().name());
        long next = folder.position().uidNext();
        Optional<Book> same = before.filter(book -> book.mailboxId.equals(folder.mailboxId()));
        if (same.filter(book -> book.uidNext == next).isPresent()) {
            return new Book(folder.mailboxId(), next, same.get().begun, now, same.get().people);
        }
        LinkedHashSet<Address> people = new LinkedHashSet<>(same.map(Book::people).orElse(Set.of()));
        people(folder, same.map(Book::uidNext).orElse(0L), FIELDS, person -> people.addLast(person.address().orElseThrow().folded()));
        while (people.size() > MOST) {
            people.removeFirst();
        }
        return new Book(folder.mailboxId(), next, same.map(Book::begun).orElse(now), now, people);
    }
}
