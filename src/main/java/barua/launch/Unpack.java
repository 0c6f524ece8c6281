package barua.launch;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The door of the packaged form: unpacks the program that lies in this very jar. It needs nothing else, for nothing else can be
 * loaded before it has run. A half-unpacked program never bears the name.
 */
public final class Unpack {

    private static final String PROGRAM = "program/";

    private Unpack() {
    }

    public static void main(String[] arguments) throws IOException, URISyntaxException {
        if (arguments.length != 1) {
            System.err.println("This file holds Barua. Put it beside the script server-config/barua, and say: barua run");
            System.exit(2);
        }
        Path jar = Path.of(Unpack.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        Path target = Path.of(arguments[0]).toAbsolutePath().normalize();
        Path fresh = target.resolveSibling(target.getFileName() + ".new");
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Enumeration<? extends ZipEntry> entries = zip.entries();
            while (entries.hasMoreElements()) {
                unpack(zip, entries.nextElement(), fresh);
            }
        }
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(ZipFile zip, ZipEntry entry, Path into) throws IOException {
        if (!entry.getName().startsWith(PROGRAM) || entry.isDirectory()) {
            return;
        }
        Path file = into.resolve(entry.getName().substring(PROGRAM.length())).normalize();
        if (!file.startsWith(into)) {
            throw new IOException("not a name to unpack: " + entry.getName());
        }
        Files.createDirectories(file.getParent());
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
