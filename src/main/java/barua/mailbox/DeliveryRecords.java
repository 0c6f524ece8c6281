package barua.mailbox;

import barua.disk.DiskFullException;
import barua.disk.FileLayer;
import barua.disk.Lines;
import barua.disk.SharedForce;
import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * {@code spool/deliveries/}: what is to be linked where, and what is to follow, forced before the first link of a delivery to several
 * folders or with something to follow, so that a crash leaves all of it or none. Beside {@code <id>.record}, a {@link Lines}, lie links
 * {@code <id>.<n>} to the forced files.
 * <pre>
 * barua-delivery 1
 * to 0 example.test/amina/Maildir/.Sent k3f9zq 4711 1795323644.M1Q2.mail,S=10,W=10,B=k3f9zq.4711:2,     file, folder, its id, UID, name
 * end
 * </pre>
 * Where something follows it begins with {@code barua-delivery 2}, and lines {@code then 0 <base64>} come after: file, what follows.
 * Such a record stays until all has followed, and its removal is forced; whatever is done in between may be done again after a crash.
 * A folder's name may hold anything: {@link QuotedWords}. Removing any other record is not forced. One that comes back after a crash does no harm:
 * what the folder's log knows is not linked again.
 */
final class DeliveryRecords {

    private static final String HEAD = "barua-delivery 1";
    private static final String HEAD_WITH_EFFECTS = "barua-delivery 2";
    private static final String EFFECT = "then";
    private static final String END = "end";
    private static final String SUFFIX = ".record";

    /** One that was written. @param links to what was sealed, in the same order */
    record Record(Path file, List<Path> links, List<Path> sealed) {
    }

    private final MailStore store;
    private final Path folder;
    private final SharedForce force;
    private final AtomicLong counter = new AtomicLong();
    private final List<Due> recovered = new ArrayList<>();

    DeliveryRecords(MailStore store, Path folder) {
        this.store = store;
        this.folder = folder;
        this.force = new SharedForce(() -> store.files().forceDirectory(folder));
    }

    /** One copy on its way: of one message. @param effects what is to follow it */
    record Copy(Path file, Arrival arrival, List<Effect> effects) {
    }

    /** @param file sealed, what it is about */
    record Effect(byte[] what, Path file) {
    }

    /** Durable when it returns. */
    Record write(List<Copy> copies) throws IOException {
        String id = store.freshBase("") + counter.incrementAndGet();
        List<Path> sealed = copies.stream().flatMap(copy -> Stream.concat(Stream.of(copy.file), copy.effects.stream().map(Effect::file))).distinct().toList();
        Record record = new Record(folder.resolve(id + SUFFIX), new ArrayList<>(), sealed);
        try {
            for (int i = 0; i < sealed.size(); i++) {
                record.links.add(folder.resolve(id + "." + i));
                store.files().link(sealed.get(i), record.links.getLast());
            }
            byte[] bytes = Lines.encode(lines(copies, sealed));
            try (FileLayer.Handle handle = store.files().create(record.file, false)) {
                handle.write(0, bytes, 0, bytes.length);
                handle.force();
            }
            force.force();
            return record;
        } catch (IOException failed) {
            remove(record);
            throw failed;
        }
    }

    private List<String> lines(List<Copy> copies, List<Path> sealed) {
        List<String> lines = new ArrayList<>(List.of(copies.stream().allMatch(copy -> copy.effects.isEmpty()) ? HEAD : HEAD_WITH_EFFECTS));
        for (Copy copy : copies) {
            Arrival arrival = copy.arrival;
            Path place = store.mail().relativize(arrival.folder().path());
            lines.add(QuotedWords.join("to", sealed.indexOf(copy.file), place, arrival.folder().header().id(), arrival.firstUid(), arrival.path(0)
                    .getFileName()));
        }
        for (Copy copy : copies) {
            copy.effects.forEach(effect -> lines.add(QuotedWords.join(EFFECT, sealed.indexOf(effect.file), Base64.getEncoder().encodeToString(effect.what))));
        }
        lines.add(END);
        return lines;
    }

    /** Some of its copies were refused in the end: durably, it is a record of the others alone, before anybody hears of the refusal. */
    void narrow(Record record, List<Copy> filed) throws IOException {
        if (filed.stream().allMatch(copy -> copy.effects.isEmpty())) {
            close(record);
        } else {
            store.files().replace(record.file, Lines.encode(lines(filed, record.sealed)));
        }
    }

    void remove(Record record) {
        store.forget(record.file);
        record.links.forEach(store::forget);
    }

    /** What is to follow the copies that were filed; empty where nothing is, and then the record is gone. */
    Optional<Due> due(Record record, List<Copy> filed) {
        List<Due.Effect> effects = new ArrayList<>();
        for (Copy copy : filed) {
            copy.effects.forEach(effect -> effects.add(new Due.Effect(effect.what, content(record.links.get(record.sealed.indexOf(effect.file))))));
        }
        if (effects.isEmpty()) {
            remove(record);
            return Optional.empty();
        }
        return Optional.of(new Due(this, record, effects));
    }

    /** As {@link #remove}, and durably: the record first, for without it the links mean nothing. */
    void close(Record record) throws IOException {
        store.files().unlinkIfThere(record.file);
        force.force();
        record.links.forEach(store::forget);
    }

    private Content content(Path file) {
        FileLayer files = store.files();
        return new Content() {
            @Override
            public long size() throws IOException {
                return files.stat(file).orElseThrow(() -> new NoSuchFileException(file.toString())).size();
            }

            @Override
            public InputStream open(long from) throws IOException {
                return files.stream(file, from);
            }
        };
    }

    /** What was to follow deliveries that a crash cut off; told once. */
    synchronized List<Due> takeRecovered() {
        List<Due> all = List.copyOf(recovered);
        recovered.clear();
        return all;
    }

    /** Completes what a crash left half done, before anything else is opened. */
    void recover() throws IOException {
        FileLayer files = store.files();
        files.makeFolders(folder);
        List<String> names = files.list(folder);
        Set<String> kept = new HashSet<>();
        for (String name : names) {
            if (name.endsWith(SUFFIX) && staysAfterCompleting(name, names)) {
                kept.add(name.substring(0, name.length() - SUFFIX.length() + 1));
            }
        }
        for (String name : names) {
            // A record first: without it, its links mean nothing.
            if (kept.stream().noneMatch(name::startsWith) && name.endsWith(SUFFIX)) {
                files.unlinkIfThere(folder.resolve(name));
            }
        }
        for (String name : names) {
            if (kept.stream().noneMatch(name::startsWith)) {
                files.unlinkIfThere(folder.resolve(name));
            }
        }
        if (!names.isEmpty()) {
            files.forceDirectory(folder);
        }
    }

    /** Whether something of it is still to be done. One folder whose files cannot be read holds up neither the others nor the start. */
    private boolean staysAfterCompleting(String name, List<String> names) throws IOException {
        try {
            return complete(name, names).isPresent();
        } catch (IOException unreadable) {
            if (DiskFullException.isCauseOf(unreadable)) {
                throw unreadable;   // nobody opens a mailbox whose acknowledged mail is not in it
            }
            Troubles.tell("the delivery record " + name + " waits for the next start: " + unreadable.getMessage());
            return true;
        }
    }

    private Optional<Due> complete(String name, List<String> names) throws IOException {
        List<String> lines = Lines.at(store.files(), folder.resolve(name)).read();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD) && !lines.getFirst().equals(HEAD_WITH_EFFECTS) || !lines.getLast().equals(END)) {
            return Optional.empty();   // it was not durable, so nothing was linked
        }
        Set<Path> touched = new LinkedHashSet<>();
        String id = name.substring(0, name.length() - SUFFIX.length());
        Optional<IOException> failed = Optional.empty();
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> words = QuotedWords.split(line);
            if (words.getFirst().equals(EFFECT)) {
                continue;
            }
            try {
                complete(folder.resolve(id + "." + words.get(1)), store.mail().resolve(words.get(2)), words.get(3), words.get(5), touched);
            } catch (IOException unreadable) {
                failed = failed.filter(DiskFullException::isCauseOf).or(() -> Optional.of(unreadable));
            }
        }
        for (Path cur : touched) {
            store.files().forceDirectory(cur);
        }
        if (failed.isPresent()) {
            throw failed.get();
        }
        return due(name, id, lines, names);
    }

    private Optional<Due> due(String name, String id, List<String> lines, List<String> names) {
        List<Path> links = names.stream().filter(other -> other.startsWith(id + ".") && !other.equals(name)).map(folder::resolve).toList();
        Record record = new Record(folder.resolve(name), links, List.of());
        List<Due.Effect> effects = new ArrayList<>();
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> words = QuotedWords.split(line);
            // A record whose file is not there was never durable: nothing was linked for it.
            if (words.getFirst().equals(EFFECT) && names.contains(id + "." + words.get(1))) {
                effects.add(new Due.Effect(Base64.getDecoder().decode(words.get(2)), content(folder.resolve(id + "." + words.get(1)))));
            }
        }
        if (effects.isEmpty()) {
            return Optional.empty();
        }
        Due due = new Due(this, record, effects);
        recovered.add(due);
        return Optional.of(due);
    }

    /** Links what is not there under its UID, unless the folder has seen that UID: then it came, and has gone since. */
    private void complete(Path file, Path place, String id, String name, Set<Path> touched) throws IOException {
        FolderFile header = FolderFile.read(store.files(), place);
        MessageName parsed = MessageName.parse(name);
        long uid = parsed.uid();
        if (header.isMissing()) {
            addAsForeign(file, place.resolve("cur"), parsed, touched);
            return;
        }
        if (!header.id().equals(id) || FolderOpening.seenUidNext(store.files(), place, header.uidValidity()) > uid) {
            return;
        }
        List<Long> there = store.files().list(place.resolve("cur")).stream().map(MessageName::parse).filter(other -> other.folderId().equals(id))
                .map(MessageName::uid).toList();
        if (there.contains(uid)) {
            return;
        }
        // A higher UID may have been seen by somebody, and nothing may come below it any more.
        boolean late = there.stream().anyMatch(other -> other > uid);
        String placed = late ? new MessageName(parsed.base(), parsed.size(), parsed.wire(), id, header.take(), parsed.letters()).text() : name;
        link(file, place.resolve("cur").resolve(placed), touched);
    }

    /** The folder has lost its numbers, and takes what lies in it as new. */
    private void addAsForeign(Path file, Path cur, MessageName name, Set<Path> touched) throws IOException {
        boolean there = store.files().exists(cur) && store.files().list(cur).stream().noneMatch(other -> MessageName.parse(other).base().equals(name.base()));
        if (there) {
            link(file, cur.resolve(name.text()), touched);
        }
    }

    private void link(Path file, Path to, Set<Path> touched) throws IOException {
        try {
            Arrival.linkOrCopy(store.files(), file, to);
            touched.add(to.getParent());
        } catch (NoSuchFileException done) {
            // The record came back after its file had gone: the delivery was complete.
        }
    }
}
