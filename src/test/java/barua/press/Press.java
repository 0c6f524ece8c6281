package barua.press;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.TreeMap;

/** {@code java Press.java WEBAPP WORDS PRESSED}: makes of the sources in the first folder and the words in the second what the WAR holds in the third. */
public final class Press {

    private Press() {
    }

    public static void main(String[] arguments) throws IOException {
        Path from = Path.of(arguments[0]);
        Path to = Path.of(arguments[2]);
        empty(to);
        pages(from, to);
        assets(from.resolve("assets"), Path.of(arguments[1]), to.resolve("assets"));
    }

    private static void pages(Path from, Path to) throws IOException {
        Path assets = from.resolve("assets");
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return folder.equals(assets) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path target = to.resolve(from.relativize(file));
                Files.createDirectories(target.getParent());
                if (file.toString().endsWith(".xhtml")) {
                    Files.writeString(target, Pages.pressed(Files.readString(file)));
                } else {
                    Files.copy(file, target);
                }
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static void assets(Path from, Path words, Path to) throws IOException {
        Files.createDirectories(to);
        Map<String, String> names = new TreeMap<>();
        Packing packing = new Packing(to);
        names.put("barua.css", packing.add("barua.css", Styles.pressed(from, Styles.SHEETS)));
        names.put("filters.css", packing.add("filters.css", Styles.pressed(from, Styles.FILTERS)));
        names.put("search.css", packing.add("search.css", Styles.pressed(from, Styles.SEARCH)));
        names.put("preview.css", packing.add("preview.css", Styles.pressed(from, Styles.PREVIEW)));
        for (Map.Entry<String, String> script : Scripts.pressed(from, packing::named).entrySet()) {
            names.put(script.getKey(), packing.add(script.getKey(), script.getValue()));
        }
        for (String picture : new String[] {"icons.svg", "mark.svg"}) {
            names.put(picture, packing.add(picture, Pages.pressed(Files.readString(from.resolve(picture)))));
        }
        for (String script : new String[] {"first.js", "login.js"}) {
            names.put(script, packing.add(script, plain(Files.readString(from.resolve(script)))));
        }
        for (Map.Entry<String, String> script : Parts.pressed(from.resolve("parts.xhtml"), words, names.get("icons.svg")).entrySet()) {
            names.put(script.getKey(), packing.add(script.getKey(), script.getValue()));
        }
        StringBuilder list = new StringBuilder();
        names.forEach((name, packed) -> list.append(name).append('=').append(packed).append('\n'));
        Files.writeString(to.resolve("names.properties"), list, StandardCharsets.UTF_8);
    }

    /** A script that is no module, without its comments and indentation. */
    private static String plain(String script) {
        return script.replaceAll("/\\*.*?\\*/", "").replaceAll("\\s*\\R\\s*", "\n").strip();
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failed) throws IOException {
                    Files.delete(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
        Files.createDirectories(folder);
    }
}
