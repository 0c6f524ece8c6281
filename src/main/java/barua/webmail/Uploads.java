package barua.webmail;

import barua.mailbox.MailStore;
import barua.mailbox.Staged;
import barua.message.Address;
import barua.message.Content;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;

/**
 * Files on their way into a letter. They come in parts, each said from where, so that a part that was lost is sent again and nothing twice.
 * They wait where the store stages messages, at most a day and at most so many bytes an account.
 */
final class Uploads {

    private static final int MOST_OF_ONE = 60;
    private static final int BUFFER = 32_768;

    /** One file. Guarded by itself. */
    static final class Upload {

        private final String name;
        private final String type;
        private final long size;
        private final Staged staged;
        private long received;

        Upload(String name, String type, long size, Staged staged) {
            this.name = name;
            this.type = type;
            this.size = size;
            this.staged = staged;
        }

        String name() {
            return name;
        }

        String type() {
            return type;
        }

        synchronized boolean isWhole() {
            return received == size;
        }

        synchronized long received() {
            return received;
        }

        Content content() {
            return staged;
        }

        /** Takes bytes that begin at {@code from}; those that came already are passed over. Returns how many there are now. */
        synchronized long take(long from, InputStream in) throws IOException {
            if (from > received) {
                return received;
            }
            in.skipNBytes(received - from);
            byte[] buffer = new byte[BUFFER];
            int read;
            while (received < size && (read = in.read(buffer, 0, (int) Math.min(buffer.length, size - received))) > 0) {
                staged.write(buffer, 0, read);
                received += read;
            }
            return received;
        }
    }

    private record Key(Address account, String id) {
    }

    private final MailStore store;
    private final long most;
    private final Cache<Key, Upload> uploads = Caffeine.newBuilder().maximumSize(10_000).expireAfterAccess(Duration.ofHours(24))
            .removalListener((Key key, Upload upload, RemovalCause cause) -> upload.staged.close()).build();

    /** @param most bytes that one account may have waiting here */
    Uploads(MailStore store, long most) {
        this.store = store;
        this.most = most;
    }

    /** The file of that id, begun where it is new; empty where the account has too much waiting already. */
    Optional<Upload> begin(Address account, String id, String name, String type, long size) throws IOException {
        Key key = new Key(account, id);
        Upload known = uploads.getIfPresent(key);
        if (known != null) {
            return Optional.of(known);
        }
        long waiting = uploads.asMap().entrySet().stream().filter(entry -> entry.getKey().account.equals(account)).mapToLong(entry -> entry.getValue().size).sum();
        long number = uploads.asMap().keySet().stream().filter(other -> other.account.equals(account)).count();
        if (size < 0 || waiting + size > most || number >= MOST_OF_ONE) {
            return Optional.empty();
        }
        Upload begun = new Upload(safeName(name), type.matches("[a-zA-Z0-9.+-]{1,60}/[a-zA-Z0-9.+-]{1,100}") ? type : "application/octet-stream", size, store.stage());
        uploads.put(key, begun);
        return Optional.of(begun);
    }

    /** A file that has come completely. */
    Optional<Upload> find(Address account, String id) {
        return Optional.ofNullable(uploads.getIfPresent(new Key(account, id))).filter(Upload::isWhole);
    }

    void remove(Address account, String id) {
        uploads.invalidate(new Key(account, id));
    }

    /** Without path and control characters. */
    static String safeName(String name) {
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]", "").strip();
        return plain.isEmpty() || plain.matches("\\.+") ? "file" : plain.length() > 200 ? plain.substring(plain.length() - 200) : plain;
    }
}
