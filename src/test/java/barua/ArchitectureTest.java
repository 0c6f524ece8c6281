package barua;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the table of docs/architecture.md against the class files: which station may use which, and where the container may appear. */
class ArchitectureTest {

    private static final Pattern ROW = Pattern.compile("^\\| (\\d+|-) \\| `(\\w+)` \\|[^|]*\\| ([^|]*) \\|$");
    private static final Pattern REFERENCE = Pattern.compile("\\bL?(barua/[\\w/$]+|jakarta/[\\w/$]+)");
    /** Libraries of the jakarta namespace that need no container. */
    private static final Set<String> LIBRARIES = Set.of("jakarta/mail", "jakarta/activation", "jakarta/json");
    private static final Set<String> CONTAINER_STATIONS = Set.of("server", "web", "webmail", "admin", "dav");
    private static final Set<String> PERSISTENT_STATIONS = Set.of("directory", "list", "calendar", "contacts");
    private static final Set<String> PERSISTENCE = Set.of("jakarta/persistence", "jakarta/ejb", "jakarta/inject", "jakarta/annotation", "jakarta/transaction");

    /** Two stations may call by one name what is one idea at two levels, or what each knows by that word and never meets the other's. */
    private static final Map<String, String> SHARED_NAMES = Map.of(
            "Listener", "directory mailbox: the port of a station to those who follow it",
            "Call", "sieve web: of a command in a script, of a page by a browser",
            "Quoting", "sieve webmail: of a string in a script, of a letter that is answered",
            "Words", "sieve webmail: words of a script, words on a page",
            "Place", "sieve webmail: where in a script, where in a mailbox",
            "Outcome", "sieve webmail: what a script decided, how sending ended");

    private record Row(int floor, Set<String> uses) {
    }

    private static Map<String, Row> table;
    private static Map<String, Set<String>> references;   // internal class name -> internal names it refers to

    @BeforeAll
    static void read() throws Exception {
        table = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of("docs/architecture.md"))) {
            Matcher row = ROW.matcher(line.strip());
            if (row.matches()) {
                int floor = row.group(1).equals("-") ? -1 : Integer.parseInt(row.group(1));
                table.put(row.group(2), new Row(floor, Set.of(row.group(3).strip().split(" "))));
            }
        }
        Path classes = Path.of(barua.message.Domain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        references = new LinkedHashMap<>();
        try (Stream<Path> files = Files.walk(classes.resolve("barua"))) {
            files.filter(file -> file.toString().endsWith(".class") && !isTest(file)).forEach(file ->
                    references.put(classes.relativize(file).toString().replace(".class", ""), referencesOf(file)));
        }
    }

    @Test
    void the_table_lists_every_package() {
        assertTrue(table.size() >= 15, "rows read: " + table.keySet());
        Set<String> found = new TreeSet<>();
        references.keySet().forEach(name -> found.add(station(name)));
        found.removeAll(table.keySet());
        assertEquals(Set.of(), found, "packages that the table does not know");
    }

    @Test
    void one_name_is_one_thing_in_the_whole_program() {
        Map<String, Set<String>> stations = new LinkedHashMap<>();
        references.keySet().stream().filter(name -> !name.contains("$") && !name.endsWith("/package-info"))
                .forEach(name -> stations.computeIfAbsent(name.substring(name.lastIndexOf('/') + 1), _ -> new TreeSet<>()).add(station(name)));
        Map<String, String> shared = new LinkedHashMap<>();
        stations.forEach((name, in) -> {
            if (in.size() > 1) {
                shared.put(name, String.join(" ", in));
            }
        });
        Map<String, String> explained = new LinkedHashMap<>();
        SHARED_NAMES.forEach((name, why) -> explained.put(name, why.substring(0, why.indexOf(':'))));
        assertEquals(explained, shared, "classes of one name; explain them in SHARED_NAMES or, better, rename one");
    }

    @Test
    void packages_are_flat() {
        List<String> nested = references.keySet().stream().filter(name -> name.split("/").length != 3).toList();
        assertEquals(List.of(), nested);
    }

    @Test
    void every_use_is_in_the_table() {
        Set<String> wrong = new TreeSet<>();
        references.forEach((name, used) -> {
            String from = station(name);
            Set<String> allowed = table.getOrDefault(from, new Row(0, Set.of())).uses();
            for (String other : used) {
                boolean station = other.startsWith("barua/") && other.split("/").length > 2;
                if (station && !station(other).equals(from) && !allowed.contains(station(other)) && !allowed.contains("all")) {
                    wrong.add(name + " uses " + other);
                }
            }
        });
        assertEquals(Set.of(), wrong);
    }

    @Test
    void every_use_in_the_table_is_made() {
        Map<String, Set<String>> made = new LinkedHashMap<>();
        references.forEach((name, used) -> used.stream().filter(other -> other.startsWith("barua/") && other.split("/").length > 2)
                .forEach(other -> made.computeIfAbsent(station(name), _ -> new TreeSet<>()).add(station(other))));
        Set<String> unused = new TreeSet<>();
        table.forEach((name, row) -> row.uses().stream().filter(table::containsKey).filter(used -> !made.getOrDefault(name, Set.of()).contains(used))
                .forEach(used -> unused.add(name + " -> " + used)));
        assertEquals(Set.of(), unused, "the table allows what nobody needs");
    }

    @Test
    void a_station_uses_only_floors_below_its_own() {
        Set<String> wrong = new TreeSet<>();
        table.forEach((name, row) -> row.uses().stream().filter(table::containsKey)
                .filter(used -> row.floor() >= 0 && table.get(used).floor() >= row.floor())
                .forEach(used -> wrong.add(name + " -> " + used)));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void the_container_appears_only_in_the_shell_and_the_doors_of_the_web() {
        Set<String> wrong = new TreeSet<>();
        references.forEach((name, used) -> used.stream().filter(other -> other.startsWith("jakarta/")).forEach(other -> {
            String api = other.split("/")[0] + "/" + other.split("/")[1];
            boolean fine = LIBRARIES.contains(api) || CONTAINER_STATIONS.contains(station(name))
                    || PERSISTENT_STATIONS.contains(station(name)) && PERSISTENCE.contains(api);
            if (!fine) {
                wrong.add(name + " uses " + other);
            }
        }));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void every_package_says_what_it_is() {
        for (String station : table.keySet()) {
            Path folder = Path.of("src/main/java/barua", station);
            assertFalse(Files.isDirectory(folder) && !Files.isRegularFile(folder.resolve("package-info.java")), station + " has no package-info");
        }
    }

    private static boolean isTest(Path file) {
        return file.getFileName().toString().matches(".*(Test|IT)(\\$.*)?\\.class");
    }

    private static String station(String internalName) {
        return internalName.split("/")[1];
    }

    private static Set<String> referencesOf(Path file) {
        try {
            Set<String> found = new HashSet<>();
            for (PoolEntry entry : ClassFile.of().parse(file).constantPool()) {
                String text = switch (entry) {
                    case ClassEntry type -> type.asInternalName();
                    case Utf8Entry utf8 when utf8.stringValue().startsWith("(") || utf8.stringValue().startsWith("L") -> utf8.stringValue();
                    default -> "";
                };
                Matcher matcher = REFERENCE.matcher(text);
                while (matcher.find()) {
                    found.add(matcher.group(1));
                }
            }
            return found;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
