package barua.webmail;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Time zones by the names that Windows and Outlook give them, such as {@code W. Europe Standard Time}; the table is Unicode's. */
final class WindowsZones {

    private static final String FILE = "windows-zones.txt";
    private static final Map<String, ZoneId> ALL = read();

    private WindowsZones() {
    }

    static Optional<ZoneId> of(String name) {
        return Optional.ofNullable(ALL.get(name.strip().toLowerCase(Locale.ROOT)));
    }

    private static Map<String, ZoneId> read() {
        try (InputStream in = WindowsZones.class.getResourceAsStream(FILE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.startsWith("#")).map(line -> line.split("=", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0].toLowerCase(Locale.ROOT), pair -> ZoneId.of(pair[1])));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
