package barua.mailbox;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens messages by UID, wherever their files are by now, and yields CRLF lines whatever their files hold. */
final class MessageReader {

    private final Folder folder;

    MessageReader(Folder folder) {
        this.folder = folder;
    }

    private record Place(Path file, long size, long wire, boolean verified) {
    }

    Content content(long uid) throws IOException {
        Place place = verified(uid);
        return new Content() {
            @Override
            public long size() {
                return place.wire();
            }

            @Override
            public InputStream open(long from) throws IOException {
                return MessageReader.this.open(uid, from);
            }
        };
    }

    private Place verified(long uid) throws IOException {
        Place place = place(uid);
        if (!place.verified()) {
            measure(uid);
            place = place(uid);
        }
        return place;
    }

    private Place place(long uid) throws IOException {
        return folder.reading(false, state -> {
            int index = state.messages.indexOf(uid);
            Path cur = folder.path().resolve("cur");
            if (index >= 0) {
                Messages m = state.messages;
                return new Place(cur.resolve(m.name(index)), m.size(index), m.wire(index), m.is(index, Messages.VERIFIED));
            }
            Loaded.Ghost ghost = state.ghosts.get(uid);
            if (ghost == null || ghost.fate() == LogRecord.Fate.GONE) {
                throw Folder.expunged(uid);
            }
            Path file = ghost.buried() ? folder.mailbox().root().resolve(Keep.NAME).resolve(ghost.place()) : cur.resolve(ghost.place());
            return new Place(file, ghost.entry().size(), ghost.entry().wire(), true);
        });
    }

    private InputStream open(long uid, long from) throws IOException {
        Place place = place(uid);
        try {
            return open(place, from);
        } catch (NoSuchFileException renamed) {
            // Another program, or a burial, was faster.
            folder.changing(() -> {
                new Scan(folder).now();
                return null;
            });
            try {
                return open(place(uid), from);
            } catch (NoSuchFileException gone) {
                throw Folder.expunged(uid);
            }
        } catch (MailboxException refusal) {
            throw refusal;
        } catch (IOException failed) {
            throw Disk.refusal(failed);
        }
    }

    private InputStream open(Place place, long from) throws IOException {
        if (place.size() == place.wire()) {
            return folder.files().stream(place.file(), from);
        }
        InputStream in = new CrlfStream(folder.files().stream(place.file(), 0));
        in.skipNBytes(from);
        return in;
    }

    /** Reads the file once and notes its true sizes. */
    void measure(long uid) throws IOException {
        Place place = place(uid);
        CrlfStream in;
        try {
            in = new CrlfStream(folder.files().stream(place.file(), 0));
        } catch (NoSuchFileException gone) {
            throw Folder.expunged(uid);
        }
        long wire;
        try (in) {
            wire = in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        long size = in.taken();
        folder.reading(false, state -> {
            int index = state.messages.indexOf(uid);
            if (index >= 0) {
                state.messages.setSizes(index, size, wire);
                MessageName named = MessageName.parse(state.messages.name(index));
                if (named.size() != size || named.wire() != wire) {
                    state.messages.mark(index, Messages.UNSETTLED, true);
                }
                folder.note(state, new LogRecord.Measured(uid, size, wire));
                folder.recount(state);
            }
            return null;
        });
    }
}
