package barua.launch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * A MariaDB server's programs.
 *
 * @param server  mariadbd
 * @param install mariadb-install-db
 * @param base    what {@code --basedir} names; empty for the system's own
 */
record MariaBinaries(Path server, Path install, Optional<Path> base, Version version) {

    private static final List<Path> SYSTEM = List.of(Path.of("/usr/sbin/mariadbd"), Path.of("/usr/libexec/mariadbd"), Path.of("/usr/local/sbin/mariadbd"),
            Path.of("/usr/bin/mariadbd"));
    private static final Pattern JAR = Pattern.compile("mariadb-([0-9.]+)-linux64\\.jar");

    /** Such as 10.11.19: a data folder is never opened by an older one than the one that wrote it last. */
    record Version(int major, int minor, int patch) implements Comparable<Version> {

        private static final Pattern NUMBER = Pattern.compile("([0-9]+)\\.([0-9]+)\\.([0-9]+)");

        static Version find(String text) throws Refusal {
            Matcher number = NUMBER.matcher(text);
            if (!number.find()) {
                throw new Refusal("no version in what mariadbd says of itself: " + text.strip());
            }
            return new Version(Integer.parseInt(number.group(1)), Integer.parseInt(number.group(2)), Integer.parseInt(number.group(3)));
        }

        @Override
        public int compareTo(Version other) {
            return java.util.Comparator.comparingInt(Version::major).thenComparingInt(Version::minor).thenComparingInt(Version::patch).compare(this, other);
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    /**
     * The system's where there is one, for it gets security updates; else, or where that is too old for the data folder, the one
     * that travels with Barua.
     *
     * @param writtenBy the version that opened the data folder last; empty for a new folder
     */
    static MariaBinaries choose(Optional<Version> writtenBy, Path program, Path unpackTo) throws Refusal, IOException {
        Optional<MariaBinaries> system = ofSystem();
        if (system.isPresent() && opens(system.get().version, writtenBy)) {
            return system.get();
        }
        Optional<MariaBinaries> own = ofProgram(program, unpackTo);
        if (own.isPresent() && opens(own.get().version, writtenBy)) {
            return own.get();
        }
        throw new Refusal(writtenBy.map(version -> "the database in the data folder was written by MariaDB " + version
                        + " and may not be opened by an older one (" + Stream.concat(system.stream(), own.stream()).map(b -> b.version.toString()).toList()
                        + ")")
                .orElse("no MariaDB server here: install mariadb-server"));
    }

    private static boolean opens(Version version, Optional<Version> writtenBy) {
        return writtenBy.isEmpty() || version.compareTo(writtenBy.get()) >= 0;
    }

    private static Optional<MariaBinaries> ofSystem() throws Refusal, IOException {
        Optional<Path> server = SYSTEM.stream().filter(Files::isExecutable).findFirst();
        Optional<Path> install = Stream.of("/usr/bin/mariadb-install-db", "/usr/local/bin/mariadb-install-db").map(Path::of).filter(Files::isExecutable)
                .findFirst();
        if (server.isEmpty() || install.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MariaBinaries(server.get(), install.get(), Optional.empty(), Version.find(versionOf(server.get()))));
    }

    private static String versionOf(Path server) throws IOException {
        Process process = new ProcessBuilder(server.toString(), "--no-defaults", "--version").redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        return said.replaceFirst("^[^ ]*", "");
    }

    private static Optional<MariaBinaries> ofProgram(Path program, Path unpackTo) throws Refusal, IOException {
        if (!System.getProperty("os.arch").equals("amd64")) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(program.resolve("lib"))) {
            Optional<Path> jar = files.filter(file -> JAR.matcher(file.getFileName().toString()).matches()).findFirst();
            if (jar.isEmpty()) {
                return Optional.empty();
            }
            Version version = Version.find(jar.get().getFileName().toString());
            Path base = unpackTo.resolve("mariadb-" + version);
            if (!Files.exists(base)) {
                unpack(jar.get(), base);
            }
            return Optional.of(new MariaBinaries(base.resolve("bin/mariadbd"), base.resolve("scripts/mariadb-install-db"), Optional.of(base), version));
        }
    }

    /** Unpacked beside and renamed, so that what bears the name is whole. */
    private static void unpack(Path jar, Path base) throws IOException {
        Path fresh = base.resolveSibling(base.getFileName() + ".new");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                ZipEntry entry = entries.nextElement();
                int linux = entry.getName().indexOf("/linux/");
                if (linux >= 0 && !entry.isDirectory() && !entry.getName().contains("..")) {
                    Path file = fresh.resolve(entry.getName().substring(linux + "/linux/".length()));
                    Files.createDirectories(file.getParent());
                    try (InputStream in = zip.getInputStream(entry)) {
                        Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                    }
                    file.toFile().setExecutable(file.getParent().endsWith("bin") || file.getParent().endsWith("scripts"), true);
                }
            }
        }
        strip(fresh.resolve("bin/mariadbd"));
        Files.move(fresh, base, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Its symbols are nine tenths of the file; where there is no strip(1) it runs as well with them. */
    private static void strip(Path server) {
        try {
            new ProcessBuilder("strip", server.toString()).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start()
                    .waitFor(30, TimeUnit.SECONDS);
        } catch (IOException none) {
            // Nothing is lost but disk space.
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
