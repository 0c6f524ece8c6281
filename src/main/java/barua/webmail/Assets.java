package barua.webmail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Style, scripts and pictures of the pages: each one file with its content's hash in the name, compressed once, so it may be kept forever. */
final class Assets {

    /** @param gzip empty where it is not worth it */
    record Asset(String type, byte[] plain, byte[] gzip) {
    }

    /** What is served, and what it is put together from. */
    private static final Map<String, List<String>> FILES = Map.of(
            "barua.css", List.of("tokens.css", "barua.css", "app.css"),
            "barua.js", List.of("core.js", "list.js", "reader.js"),
            "compose.js", List.of("compose.js"),
            "icons.svg", List.of("icons.svg"),
            "mark.svg", List.of("mark.svg"));

    private final Map<String, Asset> byName = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();

    /** @param source the bytes of a file in the folder of assets */
    Assets(Function<String, byte[]> source) {
        FILES.forEach((name, parts) -> {
            ByteArrayOutputStream joined = new ByteArrayOutputStream();
            parts.forEach(part -> joined.writeBytes(source.apply(part)));
            add(name, joined.toByteArray());
        });
    }

    /** The address under which pages ask for it. */
    String href(String name) {
        return "/a/" + names.get(name);
    }

    Optional<Asset> find(String hashedName) {
        return Optional.ofNullable(byName.get(hashedName));
    }

    private void add(String name, byte[] bytes) {
        int dot = name.lastIndexOf('.');
        String hashed = name.substring(0, dot) + "-" + hash(bytes) + name.substring(dot);
        String type = name.endsWith(".css") ? "text/css;charset=UTF-8" : name.endsWith(".js") ? "text/javascript;charset=UTF-8" : "image/svg+xml";
        byName.put(hashed, new Asset(type, bytes, compressed(bytes)));
        names.put(name, hashed);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] compressed(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out) {
            {
                def.setLevel(9);
            }
        }) {
            zip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
