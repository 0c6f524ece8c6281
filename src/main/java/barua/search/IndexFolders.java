package barua.search;

import barua.message.Address;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Where each account's index lies on the disk: {@code DOMAIN/LOCAL}, and beside it {@code .LOCAL.damaged}, what could not be read. */
final class IndexFolders {

    private static final int LONGEST_NAME = 200;

    private final Path root;

    IndexFolders(Path root) {
        this.root = root;
    }

    /** No account's folder begins with a dot. */
    static Path aside(Path folder) {
        return folder.resolveSibling("." + folder.getFileName() + ".damaged");
    }

    /** Deletes indexes of accounts that are no more: they hold words of their mail. Before any is opened. */
    void keepOnly(Collection<Address> accounts) throws IOException {
        Set<Path> kept = new HashSet<>();
        accounts.forEach(account -> kept.addAll(List.of(of(account), aside(of(account)))));
        List<Path> found = new ArrayList<>();
        for (Path domain : folders(root)) {
            if (!domain.getFileName().toString().startsWith(".")) {
                found.addAll(folders(domain));
            }
        }
        found.removeAll(kept);
        for (Path left : found) {
            delete(left);
        }
    }

    private static List<Path> folders(Path in) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.filter(Files::isDirectory).toList();
        }
    }

    /** Of all on the disk. */
    long bytes() throws IOException {
        return bytes(root);
    }

    /** Of one, 0 where there is none. */
    long bytes(Address account) throws IOException {
        return exists(account) ? bytes(of(account)) : 0;
    }

    private static long bytes(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.mapToLong(path -> {
                java.io.File file = path.toFile();
                return file.isFile() ? file.length() : 0;
            }).sum();
        } catch (UncheckedIOException | NoSuchFileException merged) {
            return 0;   // what it was about to look at has gone
        }
    }

    /** Whether there is one on the disk. */
    boolean exists(Address account) {
        return Files.isDirectory(of(account));
    }

    Path of(Address account) {
        return root.resolve(name(account.domain().ascii())).resolve(name(account.local()));
    }

    private static String name(String text) {
        String name = URLEncoder.encode(text, StandardCharsets.UTF_8).replace("*", "%2A");
        String visible = name.startsWith(".") ? "%2E" + name.substring(1) : name;
        return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME) + "~" + Integer.toHexString(text.hashCode());
    }

    static void delete(Path tree) throws IOException {
        if (Files.exists(tree)) {
            try (Stream<Path> paths = Files.walk(tree)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
