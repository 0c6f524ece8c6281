package barua.delivery;

import barua.mailbox.FolderName;
import barua.mailbox.Mailbox;
import barua.sieve.Fcc;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Which folder of an account a script means. */
final class FolderFinder {

    private final List<Mailbox.Entry> entries;
    private final Function<String, Optional<FolderName>> byId;

    /** @param byId the folder of a MAILBOXID */
    FolderFinder(List<Mailbox.Entry> entries, Function<String, Optional<FolderName>> byId) {
        this.entries = entries;
        this.byId = byId;
    }

    /** Of an account's folders. */
    static FolderFinder of(Mailbox mailbox, List<Mailbox.Entry> entries) {
        return new FolderFinder(entries, id -> byId(mailbox, entries, id));
    }

    private static Optional<FolderName> byId(Mailbox mailbox, List<Mailbox.Entry> entries, String id) {
        try {
            for (Mailbox.Entry entry : entries) {
                if (entry.exists() && mailbox.folder(entry.name()).mailboxId().equals(id)) {
                    return Optional.of(entry.name());
                }
            }
        } catch (IOException gone) {
            // Then it is in none of them.
        }
        return Optional.empty();
    }

    sealed interface Found {
        record There(FolderName folder) implements Found {
        }

        record Not(Doing.Reason why) implements Found {
        }
    }

    /** By its id (RFC 9042), else its use (RFC 8579), else its name. @param create it may be made (RFC 5490 §3.2) */
    Found find(String name, boolean create, Optional<String> use, Optional<String> id) {
        Optional<FolderName> known = id.flatMap(byId).or(() -> use.flatMap(this::byUse));
        if (known.isPresent()) {
            return new Found.There(known.get());
        }
        Optional<FolderName> parsed = FolderName.parse(name);
        if (parsed.isEmpty()) {
            return new Found.Not(Doing.Reason.NO_FOLDER_NAME);
        }
        if (exists(parsed.get())) {
            return new Found.There(parsed.get());
        }
        if (!create) {
            return new Found.Not(Doing.Reason.NO_SUCH_FOLDER);
        }
        return parsed.get().mayBeGiven() ? new Found.There(parsed.get()) : new Found.Not(Doing.Reason.NO_FOLDER_NAME);
    }

    Found find(Fcc fcc) {
        return find(fcc.mailbox(), fcc.create(), fcc.specialUse(), fcc.mailboxId());
    }

    boolean exists(FolderName name) {
        return name.isInbox() || entries.stream().anyMatch(entry -> entry.exists() && entry.name().equals(name));
    }

    Optional<FolderName> byUse(String use) {
        return entries.stream().filter(entry -> entry.exists() && entry.use().filter(one -> one.attribute().equalsIgnoreCase(use)).isPresent())
                .map(Mailbox.Entry::name).findFirst();
    }

    Optional<FolderName> byId(String id) {
        return byId.apply(id);
    }

    List<Mailbox.Entry> entries() {
        return entries;
    }
}
