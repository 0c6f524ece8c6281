package barua.mailbox;

import barua.disk.FileLayer;
import barua.disk.Lines;
import barua.disk.SharedForce;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code spool/deliveries/}: what is to be linked where, forced before the first link of a delivery to several folders, so that a
 * crash leaves all of them or none. Beside {@code <id>.record}, a {@link Lines}, lie links {@code <id>.<n>} to the forced files.
 * <pre>
 * barua-delivery 1
 * to 0 example.test/amina/Maildir/.Sent k3f9zq 4711 1795323644.M1Q2.mail,S=10,W=10,B=k3f9zq.4711:2,     file, folder, its id, UID, name
 * end
 * </pre>
 * A folder's name may hold anything: {@link Words}. Removing a record is not forced. One that comes back after a crash does no harm: what the folder's log knows is not linked again.
 */
final class DeliveryRecords {

    private static final String HEAD = "barua-delivery 1";
    private static final String END = "end";
    private static final String SUFFIX = ".record";

    /** One that was written. */
    record Record(Path file, List<Path> links) {
    }

    private final MailStore store;
    private final Path folder;
    private final SharedForce force;
    private final AtomicLong counter = new AtomicLong();

    DeliveryRecords(MailStore store, Path folder) {
        this.store = store;
        this.folder = folder;
        this.force = new SharedForce(() -> store.files().forceDirectory(folder));
    }

    /** One copy on its way: of one message. */
    record Copy(Path file, Arrival arrival) {
    }

    /** Durable when it returns. */
    Record write(List<Copy> copies) throws IOException {
        String id = store.freshBase("") + counter.incrementAndGet();
        List<Path> sealed = new ArrayList<>();
        List<String> lines = new ArrayList<>(List.of(HEAD));
        for (Copy copy : copies) {
            if (!sealed.contains(copy.file)) {
                sealed.add(copy.file);
            }
            Arrival arrival = copy.arrival;
            Path place = store.mail().relativize(arrival.folder().path());
            lines.add(Words.join("to", sealed.indexOf(copy.file), place, arrival.folder().header().id(), arrival.firstUid(), arrival.path(0).getFileName()));
        }
        lines.add(END);
        Record record = new Record(folder.resolve(id + SUFFIX), new ArrayList<>());
        try {
            for (int i = 0; i < sealed.size(); i++) {
                record.links.add(folder.resolve(id + "." + i));
                store.files().link(sealed.get(i), record.links.getLast());
            }
            byte[] bytes = Lines.encode(lines);
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

    void remove(Record record) {
        store.forget(record.file);
        record.links.forEach(store::forget);
    }

    /** Completes what a crash left half done, before anything else is opened. */
    void recover() throws IOException {
        FileLayer files = store.files();
        files.makeFolders(folder);
        List<String> names = files.list(folder);
        for (String name : names) {
            if (name.endsWith(SUFFIX)) {
                complete(name);
            }
        }
        for (String name : names) {
            files.unlinkIfThere(folder.resolve(name));
        }
        if (!names.isEmpty()) {
            files.forceDirectory(folder);
        }
    }

    private void complete(String name) throws IOException {
        List<String> lines = Lines.at(store.files(), folder.resolve(name)).read();
        if (lines.isEmpty() || !lines.getFirst().equals(HEAD) || !lines.getLast().equals(END)) {
            return;   // it was not durable, so nothing was linked
        }
        Set<Path> touched = new LinkedHashSet<>();
        String id = name.substring(0, name.length() - SUFFIX.length());
        for (String line : lines.subList(1, lines.size() - 1)) {
            List<String> words = Words.split(line);
            complete(folder.resolve(id + "." + words.get(1)), store.mail().resolve(words.get(2)), words.get(3), words.get(5), touched);
        }
        for (Path cur : touched) {
            store.files().forceDirectory(cur);
        }
    }

    /** Links what is not there under its UID, unless the folder has seen that UID: then it came, and has gone since. */
    private void complete(Path file, Path place, String id, String name, Set<Path> touched) throws IOException {
        FolderFile header = FolderFile.read(store.files(), place);
        long uid = MessageName.parse(name).uid();
        if (!header.id().equals(id) || Opening.seenUidNext(store.files(), place, header.uidValidity()) > uid) {
            return;
        }
        List<Long> there = store.files().list(place.resolve("cur")).stream().map(MessageName::parse).filter(other -> other.folderId().equals(id)).map(MessageName::uid).toList();
        if (there.contains(uid)) {
            return;
        }
        // A higher UID may have been seen by somebody, and nothing may come below it any more.
        boolean late = there.stream().anyMatch(other -> other > uid);
        MessageName parsed = MessageName.parse(name);
        String placed = late ? new MessageName(parsed.base(), parsed.size(), parsed.wire(), id, header.take(), parsed.letters()).text() : name;
        link(file, place.resolve("cur").resolve(placed), touched);
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
