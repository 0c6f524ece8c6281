package barua.delivery;

import barua.mailbox.FolderName;
import barua.sieve.Surroundings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What lies around a letter in its account: folders, what is remembered, this server. */
record AccountSurroundings(FolderFinder folders, Recollection recollection, Notes notes, Map<String, String> environment) implements Surroundings {

    /** What the account remembers of others' letters, as one letter asks. */
    record Recollection(Memories memories, barua.message.Address account, String letter, Instant now) {

        /** What cannot be read was not seen: a letter too many is better than one too few. */
        boolean holds(String key) {
            try {
                return memories.of(account).holds(key, letter, now);
            } catch (IOException unreadable) {
                return false;
            }
        }
    }

    /** Annotations of the account's folders, and of the account. */
    @FunctionalInterface
    interface Notes {

        /** @param folder empty for the account's own */
        Optional<byte[]> find(Optional<FolderName> folder, String entry) throws IOException;
    }

    @Override
    public Optional<String> metadata(Optional<String> mailbox, String entry) {
        Optional<FolderName> folder = mailbox.flatMap(FolderName::parse).filter(folders::exists);
        if (mailbox.isPresent() && folder.isEmpty()) {
            return Optional.empty();
        }
        try {
            return notes.find(folder, entry.toLowerCase(Locale.ROOT)).map(value -> new String(value, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    static String seen(String handle, String id) {
        return "duplicate " + LetterId.hash(handle + "\n" + id);
    }

    @Override
    public boolean mailboxExists(String name) {
        return FolderName.parse(name).filter(folders::exists).isPresent();
    }

    @Override
    public Optional<String> mailboxById(String id) {
        return folders.byId(id).map(FolderName::toString);
    }

    @Override
    public Optional<String> mailboxByUse(String use) {
        return folders.byUse(use).map(FolderName::toString);
    }

    @Override
    public boolean remembered(String handle, String id) {
        return recollection.holds(seen(handle, id));
    }

    @Override
    public Optional<String> environment(String item) {
        return Optional.ofNullable(environment.get(item));
    }
}
