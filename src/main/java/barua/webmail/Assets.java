package barua.webmail;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Function;

/** Style, scripts and pictures of the pages as the build pressed them: each with its content's hash in the name, so it may be kept forever. */
final class Assets {

    /** @param brotli empty where the build had no Brotli */
    record Asset(String type, byte[] plain, byte[] gzip, Optional<byte[]> brotli) {
    }

    private final Map<String, Asset> byName = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** @param source the bytes of a file in the folder of assets; empty where there is none of that name */
    Assets(Function<String, Optional<byte[]>> source) {
        Properties list = new Properties();
        try {
            list.load(new StringReader(new String(needed(source, "names.properties"), StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        list.stringPropertyNames().forEach(name -> {
            String packed = list.getProperty(name);
            names.put(name, packed);
            byName.put(packed, new Asset(type(name), needed(source, packed), needed(source, packed + ".gz"), source.apply(packed + ".br")));
        });
    }

    /** The address under which pages ask for it. */
    String href(String name) {
        return "/a/" + names.get(name);
    }

    Optional<Asset> find(String hashedName) {
        return Optional.ofNullable(byName.get(hashedName));
    }

    private static byte[] needed(Function<String, Optional<byte[]>> source, String name) {
        return source.apply(name).orElseThrow(() -> new IllegalStateException("missing in the WAR: assets/" + name));
    }

    private static String type(String name) {
        return name.endsWith(".css") ? "text/css;charset=UTF-8" : name.endsWith(".js") ? "text/javascript;charset=UTF-8" : "image/svg+xml";
    }
}
