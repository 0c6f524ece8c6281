package barua.mailbox;

import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Opens messages by UID, wherever their files are by now, and yields CRLF lines whatever their files hold. */
final class MessageReader {

    private static final int ATTEMPTS = 4;

    private final FolderState folder;

    MessageReader(FolderState folder) {
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
                MessageTable m = state.messages;
                return new Place(cur.resolve(m.name(index)), m.size(index), m.wire(index), m.is(index, MessageTable.VERIFIED));
            }
            Loaded.Ghost ghost = state.ghosts.get(uid);
            if (ghost == null || ghost.fate() == LogRecord.Fate.GONE) {
                throw FolderState.expunged(uid);
            }
            Path file = ghost.buried() ? folder.mailbox().root().resolve(Keep.NAME).resolve(ghost.place()) : cur.resolve(ghost.place());
            return new Place(file, ghost.entry().size(), ghost.entry().wire(), true);
        });
    }

    /** Hands out where a message's file lies, again where one of ours renamed it meanwhile. @throws MailboxException EXPUNGED where only a scan could tell */
    void use(long uid, Arrival.Step step) throws IOException {
        Place place = place(uid);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                step.with(place.file());
                return;
            } catch (NoSuchFileException renamed) {
                Place now = place(uid);
                if (now.file().equals(place.file())) {
                    break;
                }
                place = now;
            }
        }
        throw FolderState.expunged(uid);
    }

    @FunctionalInterface
    private interface Opener<T extends InputStream> {
        T open(Place place) throws IOException;
    }

    private InputStream open(long uid, long from) throws IOException {
        return find(uid, place -> open(place, from));
    }

    /** Settling, a burial or another program may have been faster than we: then the file has another name by now. */
    private <T extends InputStream> T find(long uid, Opener<T> opener) throws IOException {
        Place place = place(uid);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                return opener.open(place);
            } catch (NoSuchFileException renamed) {
                Place now = place(uid);
                if (now.file().equals(place.file())) {
                    folder.changing(() -> {
                        new Scan(folder).now();
                        return null;
                    });
                    now = place(uid);
                }
                place = now;
            } catch (MailboxException refusal) {
                throw refusal;
            } catch (IOException failed) {
                throw unreadable(uid, failed);
            }
        }
        throw FolderState.expunged(uid);
    }

    /** One bad file is no bad disk: it is told apart, so that whoever reads many goes on with the others. */
    private MailboxException unreadable(long uid, IOException why) {
        if (DiskTrouble.isExhausted(why)) {
            return DiskTrouble.refusal(why);
        }
        Troubles.tell("message " + uid + " of " + folder.path() + " cannot be read: " + why);
        return new MailboxException(MailboxException.Reason.UNREADABLE, "message " + uid + " cannot be read", why);
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
        CrlfStream in = find(uid, place -> new CrlfStream(folder.files().stream(place.file(), 0)));
        long wire;
        try (in) {
            wire = in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException failed) {
            throw unreadable(uid, failed);
        }
        long size = in.taken();
        folder.reading(false, state -> {
            int index = state.messages.indexOf(uid);
            if (index >= 0) {
                state.unreadable.remove(uid);
                state.messages.setSizes(index, size, wire);
                MessageName named = MessageName.parse(state.messages.name(index));
                if (named.size() != size || named.wire() != wire) {
                    state.messages.mark(index, MessageTable.UNSETTLED, true);
                }
                folder.note(state, new LogRecord.Measured(uid, size, wire));
                folder.recount(state);
            }
            return null;
        });
    }
}
