package barua.webmail;

import barua.mailbox.Annotations;
import barua.mailbox.MailboxException;
import barua.message.Address;
import barua.message.Folding;
import barua.search.QueryReader;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Searches that a person keeps under names, as JSON in one annotation of the account: {@code [{"name":"...","query":"..."}]}. Programs may write there what
 * they like: whatever is not such a search is passed over, and gone with the next one that is saved.
 */
final class SavedSearches {

    /** @param name one line */
    record Saved(String name, String query) {
    }

    /** Why a change was not made; the words of it are {@code searches.refused.} and this in small letters. */
    enum Refusal { NAME, EXISTS, MANY, FAILED }

    static final String ENTRY = "/private/vendor/vendor.barua/searches";
    static final int MOST = 50;
    /** Letters. */
    private static final int LONGEST_NAME = 60;
    private static final int TURNS = 64;

    private final Desk desk;
    // Two windows of one person may save at once, and a change is read, made and written.
    private final ReentrantLock[] turns = Stream.generate(ReentrantLock::new).limit(TURNS).toArray(ReentrantLock[]::new);

    SavedSearches(Desk desk) {
        this.desk = desk;
    }

    /** By their names. */
    List<Saved> of(Address account) throws IOException {
        return desk.store().open(account).annotations().find(Annotations.ACCOUNT, ENTRY).map(SavedSearches::read).orElse(List.of());
    }

    Optional<Refusal> save(Address account, String name, String query) throws IOException {
        Optional<Saved> wanted = saved(name, query);
        return wanted.isEmpty() ? Optional.of(Refusal.NAME) : change(account, before -> with(before, wanted.get()));
    }

    Optional<Refusal> rename(Address account, String name, String to) throws IOException {
        return change(account, before -> {
            Optional<Saved> there = before.stream().filter(one -> one.name.equals(name)).findFirst();
            return there.flatMap(one -> saved(to, one.query)).map(renamed -> with(without(before, name), renamed))
                    .orElse(new Change(before, Optional.of(there.isEmpty() ? Refusal.FAILED : Refusal.NAME)));
        });
    }

    Optional<Refusal> remove(Address account, String name) throws IOException {
        return change(account, before -> new Change(without(before, name), Optional.empty()));
    }

    private record Change(List<Saved> searches, Optional<Refusal> refusal) {
    }

    private static Change with(List<Saved> before, Saved wanted) {
        boolean exists = before.stream().anyMatch(one -> key(one).equals(key(wanted)));
        if (exists || before.size() >= MOST) {
            return new Change(before, Optional.of(exists ? Refusal.EXISTS : Refusal.MANY));
        }
        return new Change(Stream.concat(before.stream(), Stream.of(wanted)).toList(), Optional.empty());
    }

    private static List<Saved> without(List<Saved> before, String name) {
        return before.stream().filter(one -> !one.name.equals(name)).toList();
    }

    private interface Changing {
        Change apply(List<Saved> before);
    }

    private Optional<Refusal> change(Address account, Changing changing) throws IOException {
        ReentrantLock turn = turns[Math.floorMod(account.hashCode(), turns.length)];
        turn.lock();
        try {
            Change change = changing.apply(of(account));
            if (change.refusal.isEmpty()) {
                Optional<byte[]> value = Optional.of(change.searches).filter(all -> !all.isEmpty()).map(SavedSearches::written);
                desk.store().open(account).annotations().set(Annotations.ACCOUNT, Map.of(ENTRY, value));
            }
            return change.refusal;
        } catch (MailboxException refused) {
            boolean full = refused.reason() == MailboxException.Reason.LIMIT || refused.reason() == MailboxException.Reason.OVER_QUOTA;
            return Optional.of(full ? Refusal.MANY : Refusal.FAILED);
        } finally {
            turn.unlock();
        }
    }

    /** Empty where it cannot be called that, or is none. */
    private static Optional<Saved> saved(String name, String query) {
        UnaryOperator<String> line = text -> text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        Saved saved = new Saved(line.apply(name), line.apply(query));
        boolean named = !saved.name.isEmpty() && saved.name.codePointCount(0, saved.name.length()) <= LONGEST_NAME;
        return Optional.of(saved).filter(one -> named && !one.query.isEmpty() && one.query.length() <= QueryReader.LONGEST);
    }

    private static String key(Saved saved) {
        return Folding.fold(saved.name);
    }

    private static List<Saved> read(byte[] value) {
        List<Saved> found = new ArrayList<>();
        try (JsonReader reader = Json.createReader(new ByteArrayInputStream(value))) {
            for (JsonValue each : reader.readArray()) {
                if (found.size() < MOST && each instanceof JsonObject one && one.get("name") instanceof JsonString name
                        && one.get("query") instanceof JsonString query) {
                    saved(name.getString(), query.getString()).filter(saved -> found.stream().noneMatch(other -> key(other).equals(key(saved))))
                            .ifPresent(found::add);
                }
            }
        } catch (RuntimeException damaged) {   // also of too many levels, for which the reader has no type
            return List.of();
        }
        found.sort(Comparator.comparing(SavedSearches::key));
        return List.copyOf(found);
    }

    private static byte[] written(List<Saved> searches) {
        JsonArrayBuilder all = Json.createArrayBuilder();
        searches.forEach(one -> all.add(Json.createObjectBuilder().add("name", one.name).add("query", one.query)));
        return all.build().toString().getBytes(StandardCharsets.UTF_8);
    }
}
