package barua.mailbox;

import barua.disk.FileLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * {@code subscriptions} in Maildir, in Dovecot's form, so that it serves both: after {@code V<TAB>2} and an empty line, one folder a line,
 * its levels in modified UTF-7 with tabs between; without that head, Dovecot's older form with dots. Guarded by this.
 */
final class Subscriptions {

    private static final String NAME = "subscriptions";
    private static final String HEAD = "V\t2\n\n";

    private final FileLayer files;
    private final Set<FolderName> names;
    private Path file;

    private Subscriptions(FileLayer files, Path file, Set<FolderName> names) {
        this.files = files;
        this.file = file;
        this.names = names;
    }

    static Subscriptions read(FileLayer files, Path maildir) throws IOException {
        Path file = maildir.resolve(NAME);
        Set<FolderName> names = new TreeSet<>();
        Optional<byte[]> bytes = files.content(file);
        if (bytes.isPresent()) {
            String text = new String(bytes.get(), StandardCharsets.UTF_8);
            boolean tabs = text.startsWith(HEAD);
            String body = tabs ? text.substring(HEAD.length()) : text;
            body.lines().filter(line -> !line.isBlank()).forEach(line -> parse(line, tabs).ifPresent(names::add));
        }
        return new Subscriptions(files, file, names);
    }

    private static Optional<FolderName> parse(String line, boolean tabs) {
        String dotted = tabs ? line.replace('\t', '.') : line;
        return dotted.equalsIgnoreCase("INBOX") ? Optional.of(FolderName.INBOX) : FolderPaths.name("." + dotted);
    }

    synchronized boolean has(FolderName name) {
        return names.contains(name);
    }

    synchronized List<FolderName> all() {
        return List.copyOf(names);
    }

    /** Durable when it returns. */
    synchronized void change(List<FolderName> add, List<FolderName> remove) throws IOException {
        Set<FolderName> changed = new TreeSet<>(names);
        remove.forEach(changed::remove);
        changed.addAll(add);
        if (!changed.equals(names)) {
            write(changed);
            names.clear();
            names.addAll(changed);
        }
    }

    private void write(Set<FolderName> changed) throws IOException {
        List<String> lines = new ArrayList<>();
        for (FolderName name : changed) {
            lines.add(name.isInbox() ? "INBOX" : FolderPaths.directory(name).substring(1).replace('.', '\t'));
        }
        files.replace(file, (HEAD + String.join("\n", lines) + (lines.isEmpty() ? "" : "\n")).getBytes(StandardCharsets.UTF_8));
    }

    synchronized void moved(Path maildir) {
        file = maildir.resolve(NAME);
    }
}
