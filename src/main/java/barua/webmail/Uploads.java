package barua.webmail;

import barua.mailbox.MailStore;
import barua.mailbox.SpoolFile;
import barua.mailbox.SpoolFiles;
import barua.message.Address;
import barua.message.Content;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * Files on their way into a letter. They come in parts, each said from where, so that a part that was lost is sent again and nothing twice.
 * They wait in the store's spool, byte for byte and across a restart of the server, at most a day and at most so many bytes an account.
 */
final class Uploads {

    private static final int MOST_OF_ONE = 60;

    /** One file; what is said of it is kept with it. */
    record Upload(SpoolFile file) {

        private static final int NAME = 0;
        private static final int TYPE = 1;
        private static final int SIZE = 2;

        private static List<String> about(String name, String type, long size) {
            boolean known = type.matches("[a-zA-Z0-9.+-]{1,60}/[a-zA-Z0-9.+-]{1,100}");
            return List.of(safeName(name), known ? type : "application/octet-stream", Long.toString(size));
        }

        String name() {
            return file.about().get(NAME);
        }

        String type() {
            return file.about().get(TYPE);
        }

        /** What it has when it is whole. */
        long size() {
            return Long.parseLong(file.about().get(SIZE));
        }

        boolean isWhole() {
            return received() == size();
        }

        long received() {
            return file.size();
        }

        Content content() {
            return file;
        }

        /** Takes bytes that begin at {@code from}; those that came already are passed over. Returns how many there are now; all of them are forced. */
        long take(long from, InputStream in) throws IOException {
            synchronized (file) {
                if (from <= received() && !isWhole()) {
                    in.skipNBytes(received() - from);
                    if (file.append(in, size()) == size()) {
                        file.force();
                    }
                }
                return received();
            }
        }
    }

    private final SpoolFiles files;
    private final long most;

    /** @param most bytes that one account may have waiting here */
    Uploads(MailStore store, long most) {
        this.files = store.spoolFiles();
        this.most = most;
    }

    /** The file of that id, begun where it is new; empty where the account has too much waiting already. */
    synchronized Optional<Upload> begin(Address account, String id, String name, String type, long size) throws IOException {
        Optional<SpoolFile> known = files.find(account, id);
        if (known.isPresent()) {
            return known.map(Upload::new);
        }
        List<Upload> waiting = files.of(account).stream().map(Upload::new).toList();
        boolean fits = size >= 0 && waiting.stream().mapToLong(Upload::size).sum() + size <= most && waiting.size() < MOST_OF_ONE;
        return fits ? Optional.of(new Upload(files.begin(account, id, Upload.about(name, type, size)))) : Optional.empty();
    }

    /** A file that has come completely. */
    Optional<Upload> find(Address account, String id) throws IOException {
        return files.find(account, id).map(Upload::new).filter(Upload::isWhole);
    }

    void remove(Address account, String id) {
        files.remove(account, id);
    }

    /** Without path and control characters. */
    static String safeName(String name) {
        String plain = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1).replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]", "")
                .strip();
        return plain.isEmpty() || plain.matches("\\.+") ? "file" : plain.length() > 200 ? plain.substring(plain.length() - 200) : plain;
    }
}
